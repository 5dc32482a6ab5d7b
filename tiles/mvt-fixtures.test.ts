import { VectorTile } from "@mapbox/vector-tile";
import { fromVectorTileJs } from "@maplibre/vt-pbf";
import { PbfReader } from "pbf";
import { describe, expect, test } from "vitest";
import { encodePoints, type PointFeatures, TileValues } from "./mvt.ts";
import { type ReadFeature, readTile } from "./testing/read-tile.ts";
import { filesOfArchive, sharedData } from "./testing/shared-data.ts";

const fixtures = sharedData("mvt/mvt-fixtures.tar.gz");
const cities = ["sanfrancisco", "chicago"].map((city) => sharedData(`mvt/real-world-${city}.tar.gz`));

interface Info {
  readonly description: string;
  readonly validity: { readonly v2: boolean };
}

/** Says of a tile what the tests below rely on the reader to see. */
function isWellFormed(bytes: Uint8Array): boolean {
  return Object.values(readTile(bytes)).every(({ version, extent }) => [1, 2].includes(version) && extent > 0);
}

describe.skipIf(fixtures === undefined)("the public fixtures", () => {
  const archive = fixtures as string;
  const tiles = new Map(fixtures ? filesOfArchive(archive, "tile.mvt").map(({ name, bytes }) => [name, bytes]) : []);
  const valid = (fixtures ? filesOfArchive(archive, "info.json") : [])
    .map(({ name, bytes }) => ({ name, info: JSON.parse(Buffer.from(bytes).toString()) as Info }))
    .filter(({ info }) => info.validity.v2)
    .map(({ name }) => name.replace("info.json", "tile.mvt"));

  test("hold 46 valid tiles of version 2", () => {
    expect(valid).toHaveLength(46);
  });

  test.each(valid)("%s reads as a tile", (name) => {
    expect(isWellFormed(tiles.get(name) as Uint8Array)).toBe(true);
  });

  test("say the same after encoding again", () => {
    let compared = 0;
    // These two leap by 2^31, half a million tiles; ours never reach beyond their buffer.
    for (const name of valid.filter((one) => !/\/0(49|50)\//.test(one))) {
      const bytes = tiles.get(name) as Uint8Array;
      const read = readTile(bytes);
      const again = readTile(fromVectorTileJs(new VectorTile(new PbfReader(bytes))));
      for (const [layer, { features, extent }] of Object.entries(read)) {
        expect(again[layer]?.extent, name).toBe(extent);
        expect(again[layer]?.features, name).toEqual(features);
        compared += features.length;
      }
    }
    expect(compared).toBeGreaterThan(40);
  });

  test("tell points, lines and polygons apart, with every kind of value", () => {
    const read = (id: string) => {
      const layers = readTile(tiles.get(`mvt-fixtures/fixtures/${id}/tile.mvt`) as Uint8Array);
      return Object.values(layers)[0]?.features[0];
    };
    expect([read("017")?.geometry, read("017")?.type]).toEqual([[[[25, 17]]], 1]);
    expect([read("018")?.type, read("019")?.type]).toEqual([2, 3]);
    expect(Object.values(read("038")?.properties ?? {})).toHaveLength(7);
  });
});

describe.skipIf(cities.includes(undefined))("tiles of real cities", () => {
  const tiles = cities.flatMap((archive) => (archive ? filesOfArchive(archive, ".mvt") : []));

  test("are 39", () => {
    expect(tiles).toHaveLength(39);
  });

  test.each(tiles.map(({ name, bytes }) => [name, bytes] as const))(
    "%s says the same after encoding again",
    (_, bytes) => {
      const again = fromVectorTileJs(new VectorTile(new PbfReader(bytes)));
      expect(readTile(again)).toEqual(readTile(bytes));
    },
  );

  test("their points say the same after our own encoder wrote them, ids and all", () => {
    let compared = 0;
    for (const { bytes } of tiles) {
      for (const [name, { features }] of Object.entries(readTile(bytes))) {
        const points = features.filter(({ type, geometry, properties }) => isWritable(type, geometry, properties));
        if (points.length === 0) continue;
        const again = readTile(encodePoints(toPoints(name, points)))[name]?.features ?? [];
        expect(again.map(({ id, geometry, properties }) => ({ id, geometry, properties }))).toEqual(
          points.map(({ id, geometry, properties }) => ({ id: id ?? 0, geometry, properties })),
        );
        compared += points.length;
      }
    }
    expect(compared).toBeGreaterThan(500);
  });
});

/** One point inside the tile, with no number that is not whole: what the layers of points hold. */
function isWritable(type: number, geometry: ReadFeature["geometry"], properties: ReadFeature["properties"]): boolean {
  const isWhole = Object.values(properties).every((value) => typeof value !== "number" || Number.isSafeInteger(value));
  const unit = geometry[0]?.[0] ?? [-1, -1];
  return type === 1 && geometry.length === 1 && unit.every((one) => one >= 0 && one <= 4095) && isWhole;
}

function toPoints(name: string, features: readonly ReadFeature[]): PointFeatures {
  const keys = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
  const values = new TileValues();
  const known = new Map<string | number | boolean, number>();
  const add = (value: string | number | boolean): number => {
    if (typeof value === "string") return values.addText(value);
    return typeof value === "number" ? values.addInteger(value) : values.addBoolean(value);
  };
  const tagOf = (value: string | number | boolean | undefined): number => {
    if (value === undefined) return 0;
    const tag = known.get(value) ?? add(value);
    known.set(value, tag);
    return tag;
  };
  const at = (axis: 0 | 1) => Uint16Array.from(features, ({ geometry }) => geometry[0]?.[0]?.[axis] as number);
  return {
    name,
    keys,
    count: features.length,
    x: at(0),
    y: at(1),
    ids: Float64Array.from(features, ({ id }) => id ?? 0),
    tags: Uint32Array.from(features.flatMap(({ properties }) => keys.map((key) => tagOf(properties[key])))),
    values,
  };
}
