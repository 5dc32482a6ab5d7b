import { expect, test } from "vitest";
import { addressIn } from "./place-words.ts";

const address = {
  road: { zhHans: "青坪路", zhHant: "青坪路", en: "Qingping Road" },
  number: "565号",
  building: "8栋",
};

test.each([
  ["zh-Hans", "青坪路565号 8栋"],
  ["zh-Hant", "青坪路565號 8棟"],
  ["en", "565 Qingping Road, building 8"],
] as const)("an address in %s", (language, expected) => {
  expect(addressIn(language, address)).toBe(expected);
});

test("an address without a building, on a road known in Chinese alone", () => {
  const { road, number } = address;
  expect(addressIn("en", { road: { ...road, en: null }, number, building: null })).toBe("565 青坪路");
});

test("an address whose number was withheld is its street", () => {
  expect(addressIn("zh-Hans", { ...address, number: null, building: null })).toBe("青坪路");
});
