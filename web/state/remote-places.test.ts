import { expect, test } from "vitest";
import { findPlaces, type Place } from "./remote-places.ts";

const place = (id: number, zhHans: string, zhHant: string, en: string): Place => ({
  key: String(id),
  names: { zhHans, zhHant, en },
  target: { communityId: id },
});
const places = [
  place(1, "云台县", "雲臺縣", "Yuntai County"),
  place(2, "西云社区", "西雲社區", "Xiyun Community"),
  place(3, "南平区", "南平區", "Nanping District"),
];
const keys = (typed: string, most = 10) => findPlaces(places, typed, most).found.map(({ key }) => key);

test("a place is found in any script, and those that begin with it come first", () => {
  expect(keys("云")).toEqual(["1", "2"]);
  expect(keys("雲臺")).toEqual(["1"]);
  expect(keys(" YUN")).toEqual(["1", "2"]);
  expect(keys("nothing")).toEqual([]);
});

test("nothing typed finds all, and what is too many is counted", () => {
  expect(keys("")).toEqual(["1", "2", "3"]);
  expect(findPlaces(places, "", 2)).toMatchObject({ more: 1 });
});
