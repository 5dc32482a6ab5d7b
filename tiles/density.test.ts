import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PointRow } from "./columns.ts";
import { cellAreaKm2, type Density, density, metersPerDegree, withReach } from "./density.ts";
import { PointLayer } from "./point-layer.ts";
import { sampleLayer } from "./testing/sample-points.ts";
import type { BBox } from "./world.ts";

const bbox: BBox = [107.0, 34.2, 107.4, 34.5];

function newLayer(positions: readonly (readonly [number, number])[]): PointLayer {
  const layer = new PointLayer(sampleLayer);
  layer.load(positions.map(([lng, lat], id): PointRow => ({ id, version: 1, lng, lat, values: values(id) })));
  return layer;
}

const values = (id: number) => [id % 3, "noise", 1, null, 1_792_281_600 + id, null, null, null];

function integral(surface: Density): number {
  return surface.values.reduce(
    (sum, value, i) => sum + value * cellAreaKm2(surface, Math.floor(i / surface.columns)),
    0,
  );
}

test("the surface of points away from the edge adds up to their number", () => {
  const position = fc.tuple(
    fc.double({ min: 107.1, max: 107.3, noNaN: true }),
    fc.double({ min: 34.3, max: 34.4, noNaN: true }),
  );
  const sizes = fc.record({
    cellMeters: fc.integer({ min: 100, max: 900 }),
    bandwidthMeters: fc.integer({ min: 30, max: 5000 }),
  });
  fc.assert(
    fc.property(fc.array(position, { maxLength: 30 }), sizes, (positions, { cellMeters, bandwidthMeters }) => {
      const surface = density(newLayer(positions), { bbox, cellMeters, bandwidthMeters });
      expect(integral(surface)).toBeCloseTo(positions.length, 3);
      expect(surface.count).toBe(positions.length);
    }),
    { numRuns: 50 },
  );
});

test("a box with the reach of its points holds them whole, at its corners too", () => {
  const inset = 1e-6;
  const [west, south, east, north] = [bbox[0] + inset, bbox[1] + inset, bbox[2] - inset, bbox[3] - inset];
  const corners = [west, east].flatMap((lng) => [south, north].map((lat) => [lng, lat] as const));
  const sizes = { cellMeters: 200, bandwidthMeters: 3_000 };
  const whole = density(newLayer(corners), { bbox: withReach(bbox, sizes.bandwidthMeters), ...sizes });
  expect(integral(whole)).toBeCloseTo(corners.length, 3);
  expect(integral(density(newLayer(corners), { bbox, ...sizes }))).toBeLessThan(2);
});

test("one point's peak is that of the quartic kernel, and it falls off as the kernel does", () => {
  const [lng, lat] = [107.2, 34.35];
  const bandwidthMeters = 2000;
  const surface = density(newLayer([[lng, lat]]), { bbox, cellMeters: 50, bandwidthMeters });
  const { columns, west, south, cellLng, cellLat } = surface;
  const h = bandwidthMeters / 1000;
  for (const [i, value] of surface.values.entries()) {
    const dx = west + ((i % columns) + 0.5) * cellLng - lng;
    const dy = south + (Math.floor(i / columns) + 0.5) * cellLat - lat;
    const km = (Math.hypot(dx * Math.cos((lat * Math.PI) / 180), dy) * metersPerDegree) / 1000;
    const kernel = km < h ? (3 / (Math.PI * h * h)) * (1 - (km / h) ** 2) ** 2 : 0;
    // One part in a hundred of the peak, 0.24 a km².
    expect(Math.abs(value - kernel)).toBeLessThan(0.0024);
  }
});

test("the kernel is round on the ground, at any latitude", () => {
  for (const lat of [0, 34, 60]) {
    const surface = density(newLayer([[10, lat]]), {
      bbox: [9.9, lat - 0.05, 10.1, lat + 0.05],
      cellMeters: 100,
      bandwidthMeters: 3000,
    });
    const touched = [...surface.values.entries()].filter(([, value]) => value > 0).map(([i]) => i);
    const across = touched.map((i) => i % surface.columns);
    const up = touched.map((i) => Math.floor(i / surface.columns));
    const width = Math.max(...across) - Math.min(...across);
    const height = Math.max(...up) - Math.min(...up);
    expect(Math.abs(width - height)).toBeLessThanOrEqual(1);
    expect(Math.abs(width - 59)).toBeLessThanOrEqual(2);
  }
});

test("points outside the box reach into it, and are not counted in it", () => {
  const surface = density(newLayer([[106.999, 34.35]]), { bbox, cellMeters: 100, bandwidthMeters: 1000 });
  expect(surface.count).toBe(0);
  expect(integral(surface)).toBeGreaterThan(0.3);
  expect(integral(surface)).toBeLessThan(0.5);
});

test("a filter leaves out what it leaves out", () => {
  const layer = newLayer([
    [107.2, 34.35],
    [107.25, 34.35],
    [107.22, 34.36],
  ]);
  const surface = density(layer, { bbox, cellMeters: 200, bandwidthMeters: 1000 }, { communities: [1] });
  expect(surface.count).toBe(1);
  expect(integral(surface)).toBeCloseTo(1, 4);
});

test("the grid covers the box in cells of the size asked for", () => {
  const { columns, rows, cellLat, cellLng } = density(newLayer([]), { bbox, cellMeters: 250, bandwidthMeters: 1000 });
  expect(cellLat * metersPerDegree).toBeCloseTo(250, 6);
  expect([columns * cellLng >= 0.4, (columns - 1) * cellLng < 0.4]).toEqual([true, true]);
  expect([rows * cellLat >= 0.3, (rows - 1) * cellLat < 0.3]).toEqual([true, true]);
});

describe("what makes no sense is refused:", () => {
  const request = { bbox, cellMeters: 100, bandwidthMeters: 1000 };
  test.each([
    ["no size", { ...request, cellMeters: 0 }],
    ["a size that is not a number", { ...request, bandwidthMeters: Number.NaN }],
    ["an empty box", { ...request, bbox: [1, 1, 1, 2] as BBox }],
    ["too many cells", { ...request, bbox: [-180, -80, 180, 80] as BBox }],
    ["cells too small for the bandwidth", { ...request, cellMeters: 1 }],
  ])("%s", (_, bad) => {
    expect(() => density(newLayer([]), bad)).toThrow(RangeError);
  });
});
