import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findLayer, type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import type { PointRow } from "@one-map/tiles/columns";
import type { Filter } from "@one-map/tiles/filter";
import { PointLayer } from "@one-map/tiles/point-layer";
import { ShapeLayer, type ShapeRow } from "@one-map/tiles/shape-layer";
import { readTile } from "@one-map/tiles/testing/read-tile";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../db/connect.ts";
import { testDatabase } from "../testing/database.ts";
import {
  comparePoints,
  type Feature,
  reachesIn,
  readFeatures,
  simplified,
  strays,
  tolerance,
} from "../testing/reference/features.ts";
import { centre, fillTables, inside, timeZone } from "../testing/reference/tables.ts";

/** The engine against ST_AsMVT, feature by feature: PostGIS is the oracle of what belongs into a tile. */

const reference = fileURLToPath(new URL("../../tiles/reference/", import.meta.url));

let database: Database;
let canEncode = false;

beforeAll(async () => {
  database = await testDatabase();
  // The embedded PostGIS lists the function, but each call fails: only calling tells.
  canEncode = await database.pool.query("select st_asmvt(t) from (select st_makepoint(1, 1) as geom) t").then(
    () => true,
    () => false,
  );
  if (!canEncode) return;
  for (const name of readdirSync(reference)) await database.pool.query(readFileSync(reference + name, "utf8"));
  await fillTables(database.pool);
});

afterAll(() => database.close());

beforeEach(({ skip }) => skip(!canEncode, "this PostGIS cannot run ST_AsMVT"));

async function readReference(name: string, { z, x, y }: TileCoord, query: object = {}): Promise<Uint8Array> {
  const { rows } = await database.pool.query<{ tile: Buffer }>(`select ${name}($1, $2, $3, $4) as tile`, [
    z,
    x,
    y,
    JSON.stringify(query),
  ]);
  return rows[0]?.tile ?? new Uint8Array(0);
}

function tilesAround([lng, lat]: readonly [number, number], zooms: readonly number[]): TileCoord[] {
  return zooms.flatMap((z) => {
    const { x, y } = tileAt(worldX(lng), worldY(lat), z);
    const side = 2 ** z;
    return [-1, 0, 1]
      .flatMap((dx) => [-1, 0, 1].map((dy) => ({ z, x: (x + dx + side) % side, y: y + dy })))
      .filter((coord) => coord.y >= 0 && coord.y < side);
  });
}

async function loadPoints(definition: LayerDefinition, select: string): Promise<PointLayer> {
  const { rows } = await database.pool.query<{ id: string; version: string; lng: number; lat: number }>(select);
  const layer = new PointLayer(definition, { timeZone });
  layer.load(
    rows.map(({ id, version, lng, lat, ...values }): PointRow => {
      const held = values as Record<string, PointRow["values"][number]>;
      return {
        id: Number(id),
        version: Number(version),
        lng,
        lat,
        values: definition.attributes.map((one) => held[one.name] ?? null),
      };
    }),
  );
  return layer;
}

const position = "st_x(geom) as lng, st_y(geom) as lat, id, version";
const selects: Readonly<Record<string, string>> = {
  incidents: `select ${position}, community_id, category, priority, status,
    extract(epoch from occurred_from)::float8 as occurred_at, extract(epoch from reported_at)::float8 as reported_at,
    extract(epoch from arrived_at - reported_at)::integer as response_seconds from incident`,
  venues: `select ${position}, community_id, class, risk_grade, extract(epoch from last_inspected_at)::float8 as last_inspected_at,
    last_result, next_due_on - date '1970-01-01' as next_due_on from venue`,
  residences: `select ${position}, community_id, household_count, extract(epoch from last_checked_at)::float8 as last_checked_at
    from residence where household_count >= 8`,
  "police-rooms": `select ${position}, name_zh_hans, name_zh_hant, name_en, community_id from police_room`,
  units: `select ${position}, community_id, call_sign, kind, status, extract(epoch from last_fix_at)::float8 as last_fix_at
    from unit where geom is not null`,
};

describe.each(Object.keys(selects))("%s", (id) => {
  test("hold the same points with the same attributes, from the whole world down to a street", async () => {
    const definition = { ...(findLayer(id) as LayerDefinition), featureBudget: Number.POSITIVE_INFINITY };
    const layer = await loadPoints(definition, selects[id] as string);
    expect(layer.size).toBeGreaterThan(20);
    let compared = 0;
    for (const coord of [...tilesAround(centre, [0, 5, 8, 10, 12, 14, 16]), ...tilesAround([180, 0], [1, 4, 9])]) {
      const own = readFeatures(layer.tile(coord), id);
      const theirs = readFeatures(await readReference(`tiles_${id.replaceAll("-", "_")}`, coord), id);
      expect(comparePoints(own, theirs), `${coord.z}/${coord.x}/${coord.y}`).toEqual([]);
      compared += own.size;
    }
    expect(compared).toBeGreaterThan(100);
  });
});

describe("incidents under a filter", () => {
  const at = (text: string) => Date.parse(text) / 1000;
  // The clocks of Los Angeles go back on 2025-11-02 at 09:00Z.
  const filters: readonly [query: Record<string, string>, filter: Filter][] = [
    [
      { from: "2025-10-30T00:00:00Z", to: "2025-11-04T12:30:00Z" },
      { from: at("2025-10-30T00:00:00Z"), to: at("2025-11-04T12:30:00Z") },
    ],
    [{ category: "theft,noise" }, { in: { category: ["theft", "noise"] } }],
    [{ category: "unheard-of" }, { in: { category: ["unheard-of"] } }],
    [{ status: "reported", priority: "1,2" }, { in: { status: ["reported"], priority: [1, 2] } }],
    [{ community: "1,3" }, { communities: [1, 3] }],
    [{ hour: "0,1,2" }, { hours: [0, 1, 2] }],
    [{ weekday: "6,7" }, { weekdays: [6, 7] }],
    [
      { from: "2025-11-01T00:00:00Z", hour: "1", weekday: "7", category: "theft" },
      { from: at("2025-11-01T00:00:00Z"), hours: [1], weekdays: [7], in: { category: ["theft"] } },
    ],
  ];

  test.each(filters)("%j holds the same points", async (query, filter) => {
    const definition = { ...(findLayer("incidents") as LayerDefinition), featureBudget: Number.POSITIVE_INFINITY };
    const layer = await loadPoints(definition, selects.incidents as string);
    for (const coord of tilesAround(centre, [0, 8, 11, 13])) {
      const own = readFeatures(layer.tile(coord, filter), "incidents");
      const theirs = readFeatures(await readReference("tiles_incidents", coord, query), "incidents");
      expect(comparePoints(own, theirs), `${coord.z}/${coord.x}/${coord.y}`).toEqual([]);
    }
  });

  test("random tiles from zoom 0 to 22 hold the same points, whatever the filter", async () => {
    const definition = { ...(findLayer("incidents") as LayerDefinition), featureBudget: Number.POSITIVE_INFINITY };
    const layer = await loadPoints(definition, selects.incidents as string);
    const { rows } = await database.pool.query<{ lng: number; lat: number }>(
      "select st_x(geom) as lng, st_y(geom) as lat from incident order by id",
    );
    let compared = 0;
    for (let z = 0; z <= 22; z++) {
      for (let n = 0; n < 12; n++) {
        const { lng, lat } = rows[(z * 211 + n * 97) % rows.length] as { lng: number; lat: number };
        const coord = tileAt(worldX(lng), worldY(lat), z);
        const [query, filter] =
          n % 3 === 0 ? [{}, {}] : (filters[(z + n) % filters.length] as (typeof filters)[number]);
        const own = readFeatures(layer.tile(coord, filter), "incidents");
        const theirs = readFeatures(await readReference("tiles_incidents", coord, query), "incidents");
        const place = `${coord.z}/${coord.x}/${coord.y} ${JSON.stringify(query)}`;
        expect(comparePoints(own, theirs, tolerance(z)), place).toEqual([]);
        compared += own.size;
      }
    }
    expect(compared).toBeGreaterThan(5_000);
  });

  test.each(filters)("%j holds the same cells", async (query, filter) => {
    const layer = await loadPoints(
      { ...(findLayer("incidents") as LayerDefinition), featureBudget: 0 },
      selects.incidents as string,
    );
    const cells = (bytes: Uint8Array) =>
      (readTile(bytes).incidents_grid?.features ?? []).map(({ geometry, properties }) => [geometry[0], properties]);
    for (const coord of tilesAround(centre, [0, 8, 11, 13])) {
      const theirs = cells(await readReference("tiles_incidents_grid", coord, { category: inside, ...query }));
      expect(cells(layer.tile(coord, { ...filter, in: { category: inside.split(","), ...filter.in } }))).toEqual(
        theirs,
      );
    }
  });
});

describe("shapes", () => {
  const cases = [
    ["communities", "select id, version, st_asgeojson(geom, 15)::json as geometry, * from community"],
    ["areas", "select id, version, st_asgeojson(geom, 15)::json as geometry, * from area"],
    ["roads", "select id, version, st_asgeojson(geom, 15)::json as geometry, * from road"],
  ] as const;

  async function loadShapes(id: string, select: string): Promise<ShapeLayer> {
    const definition = findLayer(id) as LayerDefinition;
    const { rows } = await database.pool.query<Record<string, never>>(select);
    const layer = new ShapeLayer(definition);
    layer.load(
      rows.map((row): ShapeRow => {
        const { id: key, version, geometry } = row as unknown as ShapeRow;
        return {
          id: Number(key),
          version: Number(version),
          geometry,
          values: definition.attributes.map(({ name }) => row[name] ?? null),
        };
      }),
    );
    return layer;
  }

  test.each(cases)("of %s are the same, with the same attributes and the same reach", async (id, select) => {
    const layer = await loadShapes(id, select);
    for (const coord of tilesAround(centre, [9, 11, 12, 13, 14])) {
      const own = readFeatures(layer.tile(coord), id);
      const theirs = readFeatures(await readReference(`tiles_${id}`, coord), id);
      for (const key of new Set([...own.keys(), ...theirs.keys()])) {
        const [a, b] = [own.get(key), theirs.get(key)];
        const place = `${id} ${key} in ${coord.z}/${coord.x}/${coord.y}`;
        if (a === undefined || b === undefined) {
          expect(reachesIn((a ?? b) as Feature), `${place} is only in one`).toBeLessThanOrEqual(simplified);
          continue;
        }
        expect(a.properties, place).toEqual(b.properties);
        expect(Math.max(strays(a, b), strays(b, a)), place).toBeLessThanOrEqual(simplified);
      }
    }
  });

  test("and points, together, are every layer of the catalogue", () => {
    expect([...Object.keys(selects), ...cases.map(([id]) => id)].sort()).toEqual(layers.map(({ id }) => id).sort());
  });

  test.each(cases.slice(0, 2))("of %s have their label at the same place", async (id, select) => {
    const layer = await loadShapes(id, select);
    let compared = 0;
    for (const coord of tilesAround(centre, [7, 9])) {
      const own = readFeatures(layer.tile(coord), `${id}_label`);
      const theirs = readFeatures(await readReference(`tiles_${id}`, coord), `${id}_label`);
      expect(comparePoints(own, theirs)).toEqual([]);
      compared += own.size;
    }
    expect(compared).toBe(24);
  });
});
