import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isTileCoord,
  latOfWorldY,
  lngOfWorldX,
  mercatorEdgeLat,
  parseTileCoord,
  tileAt,
  tileBounds,
  worldSize,
  worldX,
  worldY,
} from "./world.ts";

test("the middle of the map is the middle of the world", () => {
  expect([worldX(0), worldY(0)]).toEqual([worldSize / 2, worldSize / 2]);
});

test("positions on and beyond the edges stay in the world", () => {
  expect([worldX(-180), worldX(180), worldX(181)]).toEqual([0, worldSize - 1, worldSize - 1]);
  expect([worldY(90), worldY(-90), worldY(mercatorEdgeLat + 1)]).toEqual([0, worldSize - 1, 0]);
});

test("a position comes back from the world within a unit", () => {
  const lng = fc.double({ min: -180, max: 179.9999, noNaN: true });
  const lat = fc.double({ min: -85, max: 85, noNaN: true });
  fc.assert(
    fc.property(lng, lat, (a, b) => {
      const unit = 360 / worldSize;
      expect(Math.abs(lngOfWorldX(worldX(a) + 0.5) - a)).toBeLessThanOrEqual(unit);
      expect(Math.abs(latOfWorldY(worldY(b) + 0.5) - b)).toBeLessThanOrEqual(unit);
    }),
  );
});

test("every position lies inside the bounds of its tile at every zoom", () => {
  const world = fc.integer({ min: 0, max: worldSize - 1 });
  fc.assert(
    fc.property(world, world, fc.integer({ min: 0, max: 22 }), (x, y, z) => {
      const coord = tileAt(x, y, z);
      const [west, south, east, north] = tileBounds(coord);
      expect(isTileCoord(coord)).toBe(true);
      expect(lngOfWorldX(x + 0.5)).toBeGreaterThan(west);
      expect(lngOfWorldX(x + 0.5)).toBeLessThan(east);
      expect(latOfWorldY(y + 0.5)).toBeGreaterThan(south);
      expect(latOfWorldY(y + 0.5)).toBeLessThan(north);
    }),
  );
});

describe("the parts of a tile's URL", () => {
  test("are taken when they are plain decimals inside the pyramid", () => {
    expect(parseTileCoord("3", "7", "0")).toEqual({ z: 3, x: 7, y: 0 });
    expect(parseTileCoord("0", "0", "0")).toEqual({ z: 0, x: 0, y: 0 });
    expect(parseTileCoord("22", "4194303", "4194303")).toEqual({ z: 22, x: 4_194_303, y: 4_194_303 });
  });

  test.each([
    ["3", "8", "0"],
    ["23", "0", "0"],
    ["-1", "0", "0"],
    ["1", "-0", "0"],
    ["01", "0", "0"],
    ["1", "00", "0"],
    ["1", "1.0", "0"],
    ["1", "1e0", "0"],
    ["1", " 1", "0"],
    ["1", "+1", "0"],
    ["1", "0x1", "0"],
    ["1", "", "0"],
    ["1", "١", "0"],
    ["20", "99999999999999999999", "0"],
    ["NaN", "0", "0"],
    ["1", "1\n", "0"],
  ])("are refused as %j/%j/%j", (z, x, y) => {
    expect(parseTileCoord(z, x, y)).toBeUndefined();
  });
});
