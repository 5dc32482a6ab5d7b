import { distance, point } from "@turf/turf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceMeters, type LngLat, routeMeters } from "./distance.ts";

const place = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
) as fc.Arbitrary<LngLat>;

test("distances agree with an independent implementation", () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const expected = distance(point([...a]), point([...b]), { units: "meters" });
      // The two formulas round differently next to the antipode, where an arcsine of almost 1 is steep.
      expect(Math.abs(distanceMeters(a, b) - expected)).toBeLessThanOrEqual(1e-2 + expected * 1e-6);
    }),
  );
});

test("a route is as long as its legs", () => {
  const route: LngLat[] = [
    [107.2, 34.3],
    [107.21, 34.31],
    [107.2, 34.32],
  ];
  expect(routeMeters(route)).toBeCloseTo(
    distanceMeters(route[0] as LngLat, route[1] as LngLat) + distanceMeters(route[1] as LngLat, route[2] as LngLat),
    6,
  );
  expect(routeMeters([])).toBe(0);
});
