import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { importFile, TestFiles } from "../testing/import-file.ts";
import { sampleFiles, sampleTable } from "../testing/import-samples.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { zipOf } from "../testing/zip-file.ts";

const database = await testDatabase();
const files = new TestFiles();
afterAll(async () => {
  files.remove();
  await database.close();
});

const rows = async (source: string) =>
  (
    await database.pool.query(
      `select source_id as id, class, name_zh_hans as name, risk_grade as grade, to_char(last_inspected_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as at,
         st_x(geom) as lng, st_y(geom) as lat, community_id as community from venue where source = $1 order by source_id`,
      [source],
    )
  ).rows;

const expected = [
  {
    id: "a1",
    class: "hotel",
    name: "東園旅館",
    grade: 2,
    at: "2026-03-01 01:30:00",
    lng: 107.151,
    lat: 34.351,
    community: 2,
  },
  { id: "a2", class: "bar", name: 'Bar "Zum Löwen", 1', grade: 4, at: null, lng: 107.0525, lat: 34.3525, community: 1 },
  {
    id: "a3",
    class: "hotel",
    name: "河濱旅館",
    grade: 1,
    at: "2026-03-02 02:00:00",
    lng: 107.053,
    lat: 34.353,
    community: 1,
  },
];
const options = { timeZone: "Asia/Shanghai", maxRejects: { count: 0 } } as const;
let paths: Record<string, string>;

beforeAll(async () => {
  await writeSmallCity(database.pool);
  paths = await sampleFiles(files);
});

describe("the same three venues come out of", () => {
  const tables = ["plain.csv", "marked.csv", "plain.tsv", "semicolons.txt", "utf16le.csv", "utf16be.csv", "book.xlsx"];
  const formats = [...tables, "collection.geojson", "lines.ndjson", "sequence.geojsonseq", "layer.gpkg", "shape.zip"];

  test.each(formats.flatMap((name) => [[name, false] as const, [name, true] as const]))(
    "%s, gzipped: %s",
    async (name, gzipped) => {
      const path = gzipped
        ? files.write(`${name}.gz`, gzipSync(readFileSync(paths[name] as string)))
        : (paths[name] as string);
      // Only a table does not say which system it is in.
      const crs = tables.includes(name) ? "EPSG:4326" : undefined;
      const source = `${name} ${gzipped}`;
      const report = await importFile(database, "venues", path, { ...options, crs, source });
      expect(report.problem?.message).toBeUndefined();
      expect(report).toMatchObject({ status: "done", counts: { read: 3, inserted: 3, rejected: 0 } });
      expect(await rows(source)).toEqual(expected);
      const again = await importFile(database, "venues", path, { ...options, crs, source });
      expect(again.counts).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
    },
  );

  test.each(["GB18030", "Big5"] as const)("%s, once it is declared", async (encoding) => {
    const text = sampleTable().replace("Löwen", "Loewen");
    const path = files.write(`${encoding}.csv`, iconv.encode(text, encoding));
    const refused = await importFile(database, "venues", path, options);
    expect(refused).toMatchObject({ status: "refused", problem: { slug: "import-invalid" } });
    expect(refused.problem?.message).toContain(encoding);
    const report = await importFile(database, "venues", path, { ...options, encoding, source: encoding });
    expect(report.status).toBe("done");
    const named = await rows(encoding);
    expect(named.map(({ name }) => name)).toEqual(expected.map(({ name }) => name.replace("Löwen", "Loewen")));
  });
});

describe("archives", () => {
  const attempt = (name: string, content: Uint8Array) =>
    importFile(database, "venues", files.write(name, content), options);

  test("that are bombs, damaged, or hold something else are refused", async () => {
    const zeros = Buffer.alloc(40_000_000);
    const bomb = await attempt("bomb.zip", zipOf({ "a.shp": zeros, "a.dbf": zeros }));
    expect(bomb.problem).toMatchObject({ slug: "payload-too-large" });
    const book = await attempt("bomb.xlsx", zipOf({ "xl/workbook.xml": zeros }));
    expect(book.problem).toMatchObject({ slug: "payload-too-large" });
    const whole = readFileSync(paths["shape.zip"] as string);
    for (const content of [
      whole.subarray(0, 300),
      whole.subarray(0, whole.length - 30),
      zipOf({ "a.txt": "x" }),
      zipOf({ "a.shp": "x" }),
    ])
      expect((await attempt("other.zip", content)).problem).toMatchObject({ slug: "import-invalid" });
  });

  test("whose list of contents lies about a size are refused", async () => {
    const honest = zipOf({ "a.shp": Buffer.alloc(50_000), "a.dbf": Buffer.alloc(10) });
    const lie = Buffer.from(honest);
    const directory = lie.indexOf("PK\u0001\u0002");
    lie.writeUInt32LE(10, directory + 24);
    expect((await attempt("lie.zip", lie)).problem).toMatchObject({ slug: "import-invalid" });
  });

  test("never write outside their folder, whatever they call their files", async () => {
    const { problem } = await attempt(
      "traversal.zip",
      zipOf({ "../../../tmp/one-map-was-here.shp": Buffer.alloc(200) }),
    );
    expect(problem?.slug).toBe("import-invalid");
  });
});

test("a GeoPackage that is none, and a table that it does not have", async () => {
  const broken = files.write(
    "broken.gpkg",
    Buffer.concat([Buffer.from("SQLite format 3\u0000"), Buffer.alloc(2000, 7)]),
  );
  expect((await importFile(database, "venues", broken, options)).problem).toMatchObject({ slug: "import-invalid" });
  const absent = await importFile(database, "venues", paths["layer.gpkg"] as string, { ...options, table: "nothing" });
  expect(absent.problem?.message).toContain('"places"');
});
