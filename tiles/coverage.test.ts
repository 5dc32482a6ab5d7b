import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { findLayer, type LayerDefinition } from "./catalogue.ts";
import { ShapeLayer, type ShapeRow } from "./shape-layer.ts";
import { readTile } from "./testing/read-tile.ts";
import { sampleCoverage } from "./testing/sample-coverage.ts";
import { sharedData } from "./testing/shared-data.ts";
import { type TileCoord, tileAt, worldX, worldY } from "./world.ts";

const communities = findLayer("communities") as LayerDefinition;
const rows = sampleCoverage(12, 12);
const layer = new ShapeLayer(communities);
layer.load(rows);

type Ring = readonly (readonly [number, number])[];

function ringsOf(coord: TileCoord): { id: number | undefined; rings: readonly Ring[] }[] {
  return (readTile(layer.tile(coord)).communities?.features ?? []).map(({ id, geometry }) => ({ id, rings: geometry }));
}

/** Twice the area, positive for outer rings. */
function doubleArea(ring: Ring): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] as readonly [number, number];
    return sum + x * ny - nx * y;
  }, 0);
}

function isInside(rings: readonly Ring[], px: number, py: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (const [i, [ax, ay]] of ring.entries()) {
      const [bx, by] = ring[(i + 1) % ring.length] as readonly [number, number];
      if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

const [west, south, east, north] = [106.9, 34.1, 107.4, 34.6];
const middle = (z: number) => tileAt(worldX((west + east) / 2), worldY((south + north) / 2), z);

/** The box of the city in units of a tile. */
function box({ z, x, y }: TileCoord): [west: number, north: number, east: number, south: number] {
  const scale = 2 ** (32 - z) / 4096;
  const at = (world: number, tile: number) => world / scale - tile * 4096;
  return [at(worldX(west), x), at(worldY(north), y), at(worldX(east), x), at(worldY(south), y)];
}

describe.each([7, 8, 9, 10, 11, 12, 13, 14])("at zoom %i", (z) => {
  const coord = middle(z);
  const features = ringsOf(coord);
  const [boxWest, boxNorth, boxEast, boxSouth] = box(coord);
  const clip = (value: number) => Math.min(Math.max(value, -64), 4160);
  const width = clip(boxEast) - clip(boxWest);
  const height = clip(boxSouth) - clip(boxNorth);

  test("the areas fill the city: their sizes add up to its own, but for the rounding of its edge", () => {
    const total = features.flatMap(({ rings }) => rings).reduce((sum, ring) => sum + doubleArea(ring) / 2, 0);
    expect(Math.abs(total - width * height)).toBeLessThanOrEqual(2 * (width + height) + 2);
  });

  test("no point lies in two areas or in none", () => {
    let wrong = 0;
    const step = Math.max(width, height) / 150;
    for (let x = clip(boxWest) + 2.37; x < clip(boxEast) - 2; x += step) {
      for (let y = clip(boxNorth) + 2.61; y < clip(boxSouth) - 2; y += step) {
        if (features.filter(({ rings }) => isInside(rings, x, y)).length !== 1) wrong++;
      }
    }
    // A corner rounded to a whole unit may leave a speck; a sliver along a border would be hundreds.
    expect(wrong).toBeLessThanOrEqual(3);
  });
});

/** Square units inside a box that no area covers, and that more than one does; by the middle of each row of units. */
function gapsAndOverlaps(
  features: readonly { rings: readonly Ring[] }[],
  [west, north, east, south]: readonly number[],
) {
  const rows = new Map<number, [x: number, change: number][]>();
  for (const { rings } of features) {
    // The rings of one area are walked through together: an even number of crossings is outside.
    const crossings = new Map<number, number[]>();
    for (const ring of rings) {
      for (const [j, [ax, ay]] of ring.entries()) {
        const [bx, by] = ring[(j + 1) % ring.length] as readonly [number, number];
        for (let row = Math.min(ay, by); row < Math.max(ay, by); row++) {
          const x = ax + ((bx - ax) * (row + 0.5 - ay)) / (by - ay);
          crossings.set(row, [...(crossings.get(row) ?? []), x]);
        }
      }
    }
    for (const [row, xs] of crossings) {
      const sorted = xs.sort((a, b) => a - b);
      const changes = sorted.map((x, k): [number, number] => [x, k % 2 === 0 ? 1 : -1]);
      rows.set(row, [...(rows.get(row) ?? []), ...changes]);
    }
  }
  let [gaps, overlaps] = [0, 0];
  for (let row = Math.ceil(north as number); row < Math.floor(south as number); row++) {
    const changes = [...(rows.get(row) ?? [])].sort((a, b) => a[0] - b[0]);
    let [at, depth] = [west as number, 0];
    for (const [x, change] of [...changes, [east as number, 0] as const]) {
      const width = Math.max(0, Math.min(x, east as number) - at);
      if (depth === 0) gaps += width;
      if (depth > 1) overlaps += width;
      at = Math.max(at, Math.min(x, east as number));
      depth += change;
    }
  }
  return { gaps, overlaps };
}

test.each([6, 7, 8, 9, 10, 11, 12, 13, 14])(
  "gaps and overlaps between areas have no area worth the name at zoom %i",
  (z) => {
    const coord = middle(z);
    const [boxWest, boxNorth, boxEast, boxSouth] = box(coord);
    const clip = (value: number) => Math.min(Math.max(value, 0), 4096);
    // The outer border may be rounded by a unit either way.
    const inner = [clip(boxWest) + 1, clip(boxNorth) + 1, clip(boxEast) - 1, clip(boxSouth) - 1] as const;
    const { gaps, overlaps } = gapsAndOverlaps(ringsOf(coord), inner);
    const whole = (inner[2] - inner[0]) * (inner[3] - inner[1]);
    // Rounding to whole units folds a border over itself here and there, by less than a unit; a sliver one unit wide
    // along all borders would be more than ten times as much.
    expect(gaps / whole).toBeLessThan(1e-4);
    expect(overlaps / whole).toBeLessThan(1e-4);
  },
);

const neighbourhoods = sharedData("sf/sf_analysis_neighborhoods.geojson.gz");

describe.skipIf(neighbourhoods === undefined)("the neighbourhoods of San Francisco", () => {
  const city = new ShapeLayer(communities);
  // Not outside of a hook: the body of what is skipped is read all the same.
  beforeAll(() => {
    const { features } = JSON.parse(gunzipSync(readFileSync(neighbourhoods as string)).toString()) as {
      features: { geometry: ShapeRow["geometry"] }[];
    };
    city.load(
      features.map(({ geometry }, i) => ({ id: i + 1, version: 1, geometry, values: [`n${i}`, "", null, null, 1, 1] })),
    );
  });

  test.each([8, 9, 10, 11, 12, 13])("open no gap and no overlap by being simplified at zoom %i", (z) => {
    const inside = [-122.45, 37.76, -122.43, 37.78] as const;
    const at = (zoom: number) => {
      const { x, y } = tileAt(worldX(-122.44), worldY(37.77), zoom);
      const scale = 2 ** (32 - zoom) / 4096;
      const found = (readTile(city.tile({ z: zoom, x, y })).communities?.features ?? []).map(({ geometry }) => ({
        rings: geometry,
      }));
      const units = (world: number, tile: number) => world / scale - tile * 4096;
      const clip = (value: number) => Math.min(Math.max(value, 0), 4096);
      const inner = [
        clip(units(worldX(inside[0]), x)),
        clip(units(worldY(inside[3]), y)),
        clip(units(worldX(inside[2]), x)),
        clip(units(worldY(inside[1]), y)),
      ];
      const { gaps, overlaps } = gapsAndOverlaps(found, inner);
      const [w = 0, n = 0, e = 0, s = 0] = inner;
      return (gaps + overlaps) / ((e - w) * (s - n));
    };
    // The middle of the city is covered whole by the source; zoom 14 keeps every point.
    expect(at(z)).toBeLessThanOrEqual(at(14) + 1e-4);
  });
});

test("low zooms carry a fraction of the points", () => {
  const pointsAt = (z: number) => ringsOf(middle(z)).reduce((sum, { rings }) => sum + rings.flat().length, 0);
  const areas = (z: number) => ringsOf(middle(z)).length;
  expect(areas(5)).toBeGreaterThan(90);
  expect(pointsAt(5) / areas(5)).toBeLessThan(12);
  expect(pointsAt(10) / areas(10)).toBeGreaterThan(30);
});

test("a tile is the same however the rows were ordered", () => {
  const other = new ShapeLayer(communities);
  other.load(rows.toReversed());
  expect(Buffer.compare(other.tile(middle(10)), layer.tile(middle(10)))).toBe(0);
});
