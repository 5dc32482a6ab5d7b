import { describe, expect, test } from "vitest";
import { findLayer, type LayerDefinition } from "./catalogue.ts";
import { ShapeLayer } from "./shape-layer.ts";
import { readTile } from "./testing/read-tile.ts";
import { sampleCoverage } from "./testing/sample-coverage.ts";
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
