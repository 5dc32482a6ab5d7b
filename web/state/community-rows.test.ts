import { expect, test } from "vitest";
import { communityRows } from "./community-rows.ts";

const community = (id: number, population: number) => ({
  id,
  code: String(id),
  names: { zhHans: "甲", zhHant: null, en: null },
  bbox: [107, 34, 108, 35],
  population,
});
const communities = [community(1, 10_000), community(2, 1_000), community(3, 500), community(4, 0)];
const counts = [
  { key: 1, count: 40 },
  { key: 2, count: 20 },
  { key: 4, count: 5 },
  { key: null, count: 9 },
];

test("by count the busiest comes first, and one without incidents is still there", () => {
  const rows = communityRows(counts, communities, 365.25, "count");
  expect(rows.map(({ community: { id }, count }) => [id, count])).toEqual([
    [1, 40],
    [2, 20],
    [4, 5],
    [3, 0],
  ]);
});

test("by rate the count is divided by residents and years, and a community without residents has none", () => {
  const rows = communityRows(counts, communities, 730.5, "rate");
  expect(rows.map(({ community: { id }, rate }) => [id, rate])).toEqual([
    [2, 10],
    [1, 2],
    [3, 0],
    [4, null],
  ]);
});
