import { expect, test } from "vitest";
import { namesApart, namesById } from "./names-apart.ts";

const named = (id: number, zhHans: string, en: string | null) => ({ id, names: { zhHans, zhHant: null, en } });
const places = [named(1, "安源社区", "Anyuan"), named(2, "北川社区", "Beichuan"), named(3, "安园社区", "Anyuan")];

test("names that read the same are told apart by the Chinese ones, and only those", () => {
  expect(namesApart("en", places)).toEqual(["Anyuan 安源社区", "Beichuan", "Anyuan 安园社区"]);
  expect(namesApart("zh-Hans", places)).toEqual(["安源社区", "北川社区", "安园社区"]);
});

test("what is the same in every script stays as it is", () => {
  expect(namesApart("zh-Hans", [named(1, "安源社区", null), named(2, "安源社区", null)])).toEqual([
    "安源社区",
    "安源社区",
  ]);
});

test("by id", () => {
  expect(namesById("en", places).get(3)).toBe("Anyuan 安园社区");
});
