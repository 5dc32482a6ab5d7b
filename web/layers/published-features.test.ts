import { expect, test } from "vitest";
import { blockFeatures, spotFeatures } from "./published-features.ts";

test("incidents of several kinds at one point are one mark that counts them all", () => {
  const spots = [
    { position: [107.01, 34.31], category: "theft", count: 2 },
    { position: [107.01, 34.31], category: "noise", count: 3 },
    { position: [107.02, 34.31], category: "theft", count: 1 },
  ];
  expect(
    spotFeatures(spots).map(({ id, geometry, properties }) => [id, geometry.coordinates, properties.count]),
  ).toEqual([
    [1, [107.01, 34.31], 5],
    [2, [107.02, 34.31], 1],
  ]);
});

test("a block has its band and nothing else", () => {
  expect(blockFeatures([{ position: [107, 34], householdsFrom: 16 }])).toEqual([
    { type: "Feature", id: 1, geometry: { type: "Point", coordinates: [107, 34] }, properties: { households: 16 } },
  ]);
});
