import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { importFile, TestFiles } from "../testing/import-file.ts";
import { sharedData } from "../testing/shared-data.ts";
import type { RejectLimit } from "./rejects.ts";

const isHere = sharedData("geojson-bad/blns.json") !== undefined;
const files = new TestFiles();
const database = await testDatabase();
const { pool } = database;
afterAll(async () => {
  files.remove();
  await database.close();
});

/** Unpacks an archive of the test data; gives names and paths of its GeoJSON files. */
function unpack(archive: string, folder: string): [name: string, path: string][] {
  if (!isHere) return [["absent", ""]];
  execFileSync("tar", ["xzf", sharedData(`geojson-bad/${archive}`) as string, "-C", files.folder]);
  const root = join(files.folder, folder);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("json"))
    .map((name) => [basename(name), join(root, name)]);
}

const kinds = [
  { layer: "communities", table: "community", fields: { code: "c", name: "n" } },
  { layer: "roads", table: "road", fields: { class: "path" } },
  { layer: "police-rooms", table: "police_room", fields: { code: "c", name: "n" } },
] as const;

/** Every geometry in a document, as deep as it may lie, given what a row of the layer needs besides. */
function dressed(document: unknown, fields: object): unknown {
  const wrap = (geometry: unknown, i: number) => {
    const numbered = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [key, key === "code" ? `c${i}` : value]),
    );
    return { type: "Feature", properties: numbered, geometry };
  };
  if (typeof document !== "object" || document === null) return document;
  const one = document as { type?: unknown; features?: unknown; geometry?: unknown; geometries?: unknown };
  if (Array.isArray(one.features) && one.type === "FeatureCollection")
    return {
      ...one,
      features: one.features.map((feature, i) =>
        isFeature(feature) ? { ...feature, ...wrap(feature.geometry, i), type: feature.type } : feature,
      ),
    };
  return "geometry" in one ? { ...one, ...wrap(one.geometry, 0), type: one.type } : wrap(one, 0);
}

function isFeature(value: unknown): value is { type: unknown; geometry: unknown } {
  return typeof value === "object" && value !== null && "geometry" in value;
}

/** Coordinates that ended up in the table, and whether each is to the digit in the document. */
async function stored(table: string, document: unknown): Promise<{ count: number; exact: number }> {
  const { rows } = await pool.query<{ text: string }>(
    `select st_asgeojson(geom, 15)::json ->> 'coordinates' as text from ${table}`,
  );
  const known = new Set<string>();
  const walk = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    if ("coordinates" in value) {
      known.add(JSON.stringify(value.coordinates));
      known.add(JSON.stringify([value.coordinates]));
      // A MultiPoint of one is a point.
      if (Array.isArray(value.coordinates)) known.add(JSON.stringify(value.coordinates[0]));
    }
    for (const part of Object.values(value)) walk(part);
  };
  walk(document);
  const exact = rows.filter(({ text }) => known.has(JSON.stringify(JSON.parse(text)))).length;
  return { count: rows.length, exact };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function emptyLayers(): Promise<void> {
  await pool.query("truncate community, road, police_room restart identity cascade");
}

/** Imports a file as it is and dressed up into every layer; gives where it was taken. */
async function attempts(path: string, maxRejects: RejectLimit): Promise<string[]> {
  const text = readFileSync(path, "utf8");
  const document = parsed(text);
  const taken: string[] = [];
  for (const { layer, table, fields } of kinds) {
    const texts = document === undefined ? [text] : [text, JSON.stringify(dressed(document, fields))];
    for (const content of texts) {
      await emptyLayers();
      const report = await importFile(database, layer, files.write("attempt.geojson", content), {
        crs: undefined,
        maxRejects,
      });
      const { count, exact } = await stored(table, parsed(content));
      expect({ count, exact }, `${basename(path)} in ${layer}: to the digit`).toEqual({
        count: report.counts.inserted,
        exact: report.counts.inserted,
      });
      if (report.status !== "done") expect(count).toBe(0);
      if (count > 0) taken.push(layer);
    }
  }
  return taken;
}

describe.skipIf(!isHere)("files of geojsonhint", () => {
  // Neither the order of a ring's positions, nor more digits than a map needs, nor a bounding box that nobody reads
  // changes what a geometry is: these are stored to the digit.
  const harmless = new Map([
    ["bad-polygon-interiorring-rhr", ["communities"]],
    ["polygon_winding_order", ["communities"]],
    ["excessive_precision_truncated", ["roads"]],
    ["bbox-4or6elements", ["police-rooms"]],
    ["bbox-contains-string", ["police-rooms"]],
    ["bbox-string", ["police-rooms"]],
  ]);

  test.each(unpack("geojsonhint-test-data.tar.gz", "geojsonhint/bad"))(
    "bad: %s is refused, or stored to the digit",
    async (_name, path) => {
      expect(await attempts(path, { count: 0 })).toEqual(harmless.get(basename(path, ".geojson")) ?? []);
    },
  );

  // Layers of a map: one geometry of one kind a row, flat, on the earth.
  const refused = new Set([
    "good-geometrycollection",
    "good-multilinestring",
    "good-point-3d",
    "good-featurecollection-bbox3d",
    "issue82",
    "nullgeometry",
    // At 0, 0, where missing positions end up.
    "nullproperties",
  ]);

  test.each(unpack("geojsonhint-test-data.tar.gz", "geojsonhint/good"))(
    "good: %s is stored to the digit",
    async (_name, path) => {
      expect((await attempts(path, { share: 1 })).length > 0).toBe(!refused.has(basename(path, ".geojson")));
    },
  );
});

describe.skipIf(!isHere)("geometries that are not valid", () => {
  test.each(unpack("chrieke-geojson-invalid-geometry.tar.gz", "examples"))(
    "%s: whatever is stored is valid and to the digit",
    async (_name, path) => {
      const taken = await attempts(path, { count: 0 });
      if (/invalid_(unclosed|less_three|inner_and|self_inter|incorrect|duplicate_ring|outside)/.test(path))
        expect(taken).toEqual([]);
      for (const { table } of kinds)
        expect((await pool.query(`select 1 from ${table} where not geom_ok(geom)`)).rowCount).toBe(0);
    },
  );

  test("a real broken upload is refused whole, with its reason", async () => {
    const report = await importFile(
      database,
      "roads",
      sharedData("geojson-bad/sf_osm_streets_MALFORMED.geojson.gz") as string,
      { crs: undefined },
    );
    expect(report).toMatchObject({ status: "refused", counts: { inserted: 0 } });
    expect(report.counts.reasons).toEqual({ "feature-invalid": report.counts.read });
    expect(report.rejects[0]).toMatchObject({ row: 1, field: "type", reason: "feature-invalid" });
  });
});

describe.skipIf(!isHere)("515 naughty strings as names", () => {
  const strings = isHere
    ? (JSON.parse(readFileSync(sharedData("geojson-bad/blns.json") as string, "utf8")) as string[])
    : [];
  beforeAll(emptyLayers);
  const csv = () =>
    `id,class,name,lng,lat\n${strings.map((text, i) => `${i},hotel,"${text.replaceAll('"', '""')}",107.05,34.35`).join("\n")}\n`;
  const geojson = () =>
    JSON.stringify({
      type: "FeatureCollection",
      features: strings.map((name, i) => ({
        type: "Feature",
        id: i,
        properties: { class: "hotel", name },
        geometry: { type: "Point", coordinates: [107.05, 34.35] },
      })),
    });

  test.each([
    ["CSV", "naughty.csv", csv],
    ["GeoJSON", "naughty.geojson", geojson],
  ] as const)("from %s are refused one by one or stored to the letter", async (source, name, content) => {
    const report = await importFile(database, "venues", files.write(name, content()), {
      source,
      maxRejects: { share: 1 },
    });
    expect(report.status).toBe("done");
    expect(report.counts.read).toBe(strings.length);
    const { rows } = await pool.query<{ id: string; name: string }>(
      "select source_id as id, name_zh_hans as name from venue where source = $1",
      [source],
    );
    for (const { id, name: kept } of rows) expect(kept).toBe(strings[Number(id)]);
    expect(rows.length + report.counts.rejected).toBe(strings.length);
    // Blank, control characters, direction overrides, half characters, formulas, and text of a whole page.
    expect(rows.length).toBeGreaterThan(430);
    expect(Object.keys(report.counts.reasons).sort()).toEqual(["formula", "required", "text-invalid"]);
  });
});
