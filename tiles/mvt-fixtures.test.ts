import { VectorTile } from "@mapbox/vector-tile";
import { fromVectorTileJs } from "@maplibre/vt-pbf";
import { PbfReader } from "pbf";
import { describe, expect, test } from "vitest";
import { readTile } from "./testing/read-tile.ts";
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
});
