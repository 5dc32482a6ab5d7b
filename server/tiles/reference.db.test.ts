import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VectorTile } from "@mapbox/vector-tile";
import { findLayer, type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import type { PointRow } from "@one-map/tiles/columns";
import type { Filter } from "@one-map/tiles/filter";
import { PointLayer } from "@one-map/tiles/point-layer";
import { ShapeLayer, type ShapeRow } from "@one-map/tiles/shape-layer";
import { type TileCoord, tileAt, tileBounds, worldX, worldY } from "@one-map/tiles/world";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../db/connect.ts";
import { testDatabase } from "../testing/database.ts";

/** The engine against ST_AsMVT, feature by feature: PostGIS is the oracle of what belongs into a tile. */

const reference = fileURLToPath(new URL("../../tiles/reference/", import.meta.url));
const centre = [107.145, 34.364] as const;
const timeZone = "America/Los_Angeles";

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
  await fillTables();
});

afterAll(() => database.close());

beforeEach(({ skip }) => skip(!canEncode, "this PostGIS cannot run ST_AsMVT"));

interface Feature {
  readonly id: number | undefined;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly properties: Readonly<Record<string, unknown>>;
}

function read(bytes: Uint8Array, layer: string): Map<number, Feature> {
  const tile = new VectorTile(new PbfReader(bytes)).layers[layer];
  const features = Array.from({ length: tile?.length ?? 0 }, (_, i): Feature => {
    const feature = tile?.feature(i);
    const points = (feature?.loadGeometry() ?? []).flat().map(({ x, y }) => [x, y] as const);
    return { id: feature?.id, points, properties: { ...feature?.properties } };
  });
  return new Map(features.map((feature) => [feature.id ?? -1, feature]));
}

async function readReference(name: string, { z, x, y }: TileCoord, query: object = {}): Promise<Uint8Array> {
  const { rows } = await database.pool.query<{ tile: Buffer }>(`select ${name}($1, $2, $3, $4) as tile`, [
    z,
    x,
    y,
    JSON.stringify(query),
  ]);
  return rows[0]?.tile ?? new Uint8Array(0);
}

/**
 * Units by which a coordinate may differ: one, because the engine floors and ST_AsMVTGeom rounds; beyond zoom 20, where
 * the engine's own unit is larger than the tile's, half of that unit more.
 */
function tolerance(z: number): number {
  return z <= 20 ? 1 : 1 + 2 ** (z - 21);
}

/** True when a point stands so near the edge of the tile that flooring and rounding may part there. */
function isAtEdge({ points }: Feature, within: number): boolean {
  return (points[0] ?? [-1, -1]).some((unit) => unit < within || unit > 4095 - within);
}

/** Differences between the engine's points and the reference's, in words; none when they agree. */
function comparePoints(own: Map<number, Feature>, theirs: Map<number, Feature>, within = 1): string[] {
  return [...new Set([...own.keys(), ...theirs.keys()])].flatMap((id) => {
    const a = own.get(id);
    const b = theirs.get(id);
    if (a === undefined || b === undefined) {
      const found = (a ?? b) as Feature;
      return isAtEdge(found, within)
        ? []
        : [`${id} is only in the ${a ? "engine" : "reference"}, at ${found.points[0]}`];
    }
    const [ax, ay] = a.points[0] ?? [Infinity, Infinity];
    const [bx, by] = b.points[0] ?? [0, 0];
    if (Math.abs(ax - bx) > within || Math.abs(ay - by) > within) return [`${id} is at ${ax},${ay} and at ${bx},${by}`];
    return sameProperties(a, b)
      ? []
      : [`${id} has ${JSON.stringify(a.properties)}, not ${JSON.stringify(b.properties)}`];
  });
}

function sameProperties(a: Feature, b: Feature): boolean {
  const sorted = ({ properties }: Feature) => JSON.stringify(Object.entries(properties).sort());
  return sorted(a) === sorted(b);
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
      const own = read(layer.tile(coord), id);
      const theirs = read(await readReference(`tiles_${id.replaceAll("-", "_")}`, coord), id);
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
      const own = read(layer.tile(coord, filter), "incidents");
      const theirs = read(await readReference("tiles_incidents", coord, query), "incidents");
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
        const own = read(layer.tile(coord, filter), "incidents");
        const theirs = read(await readReference("tiles_incidents", coord, query), "incidents");
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
    const cells = (bytes: Uint8Array) => {
      const tile = new VectorTile(new PbfReader(bytes)).layers.incidents_grid;
      return Array.from({ length: tile?.length ?? 0 }, (_, i) => {
        const feature = tile?.feature(i);
        return [feature?.loadGeometry()[0]?.map(({ x, y }) => [x, y]), { ...feature?.properties }];
      });
    };
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
      const own = read(layer.tile(coord), id);
      const theirs = read(await readReference(`tiles_${id}`, coord), id);
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
      const own = read(layer.tile(coord), `${id}_label`);
      const theirs = read(await readReference(`tiles_${id}`, coord), `${id}_label`);
      expect(comparePoints(own, theirs)).toEqual([]);
      compared += own.size;
    }
    expect(compared).toBe(24);
  });
});

/** Units by which simplification (three) and rounding (one) may move a border. */
const simplified = 4;

function box({ points }: Feature): number[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Furthest that a corner of the first outline lies from the second; corners made by cutting are left out. */
function strays(first: Feature, second: Feature): number {
  const corners = first.points.filter((corner) => corner.every((unit) => unit > -64 && unit < 4160));
  const distances = corners.map(([x, y]) =>
    second.points.slice(1).reduce((least, [bx, by], i) => {
      const [ax, ay] = second.points[i] as readonly [number, number];
      const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1);
      const at = Math.min(Math.max(along, 0), 1);
      return Math.min(least, Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay)));
    }, Number.POSITIVE_INFINITY),
  );
  return Math.max(0, ...distances);
}

/** How far a shape reaches into the tile and its buffer. */
function reachesIn(feature: Feature): number {
  const [west, north, east, south] = box(feature) as [number, number, number, number];
  return Math.min(east + 64, south + 64, 4160 - west, 4160 - north, Math.max(east - west, south - north));
}

const inside = "theft,noise,traffic,fire";

/** Tables with points in a crowd, on the corners of tiles, at the edges of the world; areas and roads that touch. */
async function fillTables(): Promise<void> {
  const corners = [8, 12, 16].flatMap((z) => {
    const [west, south, east, north] = tileBounds(tileAt(worldX(centre[0]), worldY(centre[1]), z));
    return [
      [west, north],
      [east, south],
      [west, (south + north) / 2],
    ];
  });
  const edges = [
    [180, 0],
    [-180, 0],
    [179.9999, 10],
    [0, 85.05],
    [0, -85.05],
    [-180, 85.05],
  ];
  const odd = JSON.stringify([...corners, ...edges]);
  await database.pool.query(`
    select setseed(0.5);
    insert into city_meta (name_zh_hans, time_zone) values ('城', '${timeZone}');
    insert into incident_category (code, name_zh_hans)
      select code, code from unnest(string_to_array('${inside},edge', ',')) code;
    insert into venue_class (code, name_zh_hans) values ('hotel', '旅馆'), ('bar', '酒吧');
    insert into community (code, name_zh_hans, name_en, households, geom)
      select 'c' || i, '社区' || i, case when i % 2 = 0 then 'Community ' || i end, i * 10, st_multi(st_setsrid(st_makevalid(st_makepolygon(
        st_makeline(array(select st_makepoint(${centre[0]} - 0.08 + (i % 4) * 0.05 + 0.024 * cos(radians(a)), ${centre[1]} - 0.05 + (i / 4) * 0.04 + 0.018 * sin(radians(a)))
          from generate_series(0, 360, 60) a)))), 4326))
      from generate_series(0, 11) i;
    insert into area (level, code, name_zh_hans, geom)
      select 'town', 'a' || id, '镇', st_translate(geom, 0.3, -0.2) from community;
    insert into road (class, name_zh_hans, oneway, geom)
      select case when i % 3 = 0 then 'trunk' else 'residential' end, case when i % 2 = 0 then '路' || i end, i % 5 = 0,
        st_setsrid(st_makeline(st_makepoint(${centre[0]} + (random() - 0.5) * 0.2, ${centre[1]} + (random() - 0.5) * 0.2), st_makepoint(${centre[0]} + (random() - 0.5) * 0.2, ${centre[1]} + (random() - 0.5) * 0.2)), 4326)
      from generate_series(1, 60) i;
    create temporary table place as
      select i, st_setsrid(st_makepoint(${centre[0]} + (random() + random() - 1) * 0.1, ${centre[1]} + (random() + random() - 1) * 0.1), 4326) as geom, false as odd
      from generate_series(1, 1500) i
      union all
      select (2000 + n)::integer, st_setsrid(st_makepoint((p ->> 0)::float8, (p ->> 1)::float8), 4326), true
      from json_array_elements('${odd}') with ordinality e (p, n);
    insert into incident (community_id, category, priority, status, occurred_from, reported_at, closed_at, geom)
      select nullif(i % 13, 0), case when odd then 'edge' else (string_to_array('${inside}', ','))[1 + i % 4] end, 1 + i % 5,
        case when i % 2 = 0 then 'reported' else 'closed' end, timestamptz '2025-10-25T00:00:00.5Z' + i * interval '13 minutes',
        timestamptz '2025-10-25T02:00:00Z' + i * interval '13 minutes', '2026-01-01', geom from place order by random();
    insert into venue (community_id, class, name_zh_hans, risk_grade, last_inspected_at, last_result, next_due_on, geom)
      select nullif(i % 13, 0), case when i % 3 = 0 then 'hotel' else 'bar' end, '店', 1 + i % 4, case when i % 4 > 0 then timestamptz '2025-01-01' + i * interval '1 hour' end,
        case when i % 4 > 0 then 'passed' end, case when i % 7 > 0 then date '2026-01-01' + i end, geom from place where i % 3 = 0 or odd;
    insert into residence (community_id, household_count, last_checked_at, geom)
      select nullif(i % 13, 0), i % 40, case when i % 4 > 0 then timestamptz '1969-12-31T12:00:00.25Z' + i * interval '7 hours' end, geom from place where i % 2 = 0 or odd;
    insert into police_room (community_id, code, name_zh_hans, name_en, geom)
      select nullif(i % 13, 0), 'p' || i, '警务室' || i, case when i % 2 = 0 then 'Room ' || i end, geom from place where i % 10 = 0 or odd;
    insert into unit (call_sign, kind, community_id, status, last_fix_at, geom)
      select 'U' || i, case when i % 2 = 0 then 'car' else 'foot' end, nullif(i % 13, 0), 'available', '2026-11-24', geom from place where i % 10 = 1 or odd;
    insert into unit (call_sign, kind) values ('nowhere', 'foot');
  `);
}
