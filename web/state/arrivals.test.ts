import { expect, test } from "vitest";
import { newArrivals } from "./arrivals.ts";

const list = (...ids: number[]) => ids.map((id) => ({ id }));

test("what is there when the page opens is not new", () => {
  expect(newArrivals()(list(1, 2))).toEqual([]);
});

test("an item is new once, even when it goes and comes back", () => {
  const arrivals = newArrivals();
  arrivals(list(1));
  expect(arrivals(list(2, 1))).toEqual(list(2));
  expect(arrivals(list(1))).toEqual([]);
  expect(arrivals(list(1, 2))).toEqual([]);
});
