import { expect, test } from "vitest";
import { quartersUpTo } from "./published-periods.ts";

test("quarters go back across the turn of a year", () => {
  expect(quartersUpTo("2026-Q2", 4)).toEqual(["2026-Q2", "2026-Q1", "2025-Q4", "2025-Q3"]);
});
