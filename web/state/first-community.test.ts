import { expect, test } from "vitest";
import { firstCommunity } from "./first-community.ts";
import type { Me } from "./me.ts";

const known = [1, 2, 9, 12];
const whoSees = (communityIds: number[], isCity = false) => ({ scope: { isCity, communityIds } }) as unknown as Me;
const first = (me: Me | null, last = 0, asked?: number) => firstCommunity({ asked, last, known, me });

test("an officer begins with a community of their own, and with that of the last time while it is theirs", () => {
  expect(first(whoSees([9, 12]))).toBe(9);
  expect(first(whoSees([9, 12]), 12)).toBe(12);
  expect(first(whoSees([9, 12]), 2)).toBe(9);
  expect(first(whoSees([]))).toBeNull();
});

test("whoever sees the city begins with the last one or the first", () => {
  expect(first(whoSees([], true))).toBe(1);
  expect(first(whoSees([], true), 12)).toBe(12);
  expect(first(whoSees([], true), 77)).toBe(1);
});

test("the address comes before all, also where it is not one's own and before anybody is known", () => {
  expect(first(whoSees([9]), 9, 2)).toBe(2);
  expect(first(null, 9, 2)).toBe(2);
  expect(first(whoSees([9]), 9, 77)).toBe(9);
  expect(first(null, 9)).toBeNull();
});
