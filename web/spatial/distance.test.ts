import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceMeters, type LngLat, routeMeters } from "./distance.ts";

const place = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
) as fc.Arbitrary<LngLat>;

/** The spherical law of cosines: another formula on the same sphere; it is vague below some metres. */
function byCosines([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const [a, b, turn] = [latA, latB, lngB - lngA].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn);
  return 6_371_008.8 * Math.acos(Math.min(1, Math.max(-1, cosine)));
}

test("distances agree with another formula for the same sphere", () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const expected = byCosines(a, b);
      expect(Math.abs(distanceMeters(a, b) - expected)).toBeLessThanOrEqual(1 + expected * 1e-6);
    }),
    {
      // On the other side of the sphere, where the root of the haversine may be one of less than nothing.
      examples: [
        [
          [179.99999532368918, -84.99999999999989],
          [0, 84.99999999999976],
        ],
      ],
    },
  );
});

test("a degree of latitude is 111,195 m, one of longitude at 60° half of it", () => {
  expect(distanceMeters([107, 34], [107, 35])).toBeCloseTo(111_195.08, 1);
  expect(distanceMeters([107, 60], [108, 60])).toBeCloseTo(55_597, 0);
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
