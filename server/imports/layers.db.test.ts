import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { type ImportOptions, importFile, TestFiles } from "../testing/import-file.ts";

const database = await testDatabase();
const { pool } = database;
const files = new TestFiles();
afterAll(async () => {
  files.remove();
  await database.close();
});

const rowsOf = async (sql: string) => (await pool.query(sql)).rows;
const ring = (west: number, south = 0) =>
  `[[[${west},${south}],[${west + 1},${south}],[${west + 1},${south + 1}],[${west},${south + 1}],[${west},${south}]]]`;
const feature = (properties: object, coordinates: string) =>
  `{"type":"Feature","properties":${JSON.stringify(properties)},"geometry":{"type":"Polygon","coordinates":${coordinates}}}`;
const shapes = (...features: string[]) => `{"type":"FeatureCollection","features":[${features.join(",")}]}`;

const put = (layer: string, name: string, content: string, options: ImportOptions = {}) =>
  importFile(database, layer, files.write(name, content), { source: "office", maxRejects: { count: 0 }, ...options });

beforeEach(async () => {
  await pool.query("truncate area, community, police_room, venue, incident, unit, import_run restart identity cascade");
});

const twoCommunities = shapes(
  feature({ code: "C1", name: "一" }, ring(10)),
  feature({ code: "C2", name: "二" }, ring(11)),
);

describe("areas and communities", () => {
  test("find the areas above them, in whatever order the file has them", async () => {
    const report = await put(
      "areas",
      "areas.geojson",
      shapes(
        feature({ code: "T1", name: "镇", level: "镇", parentCode: "D1" }, ring(10)),
        feature({ code: "D1", name: "区", level: "district", parentCode: "A" }, ring(10)),
        feature({ code: "A", name: "市", level: "city" }, ring(10)),
      ),
    );
    expect(report.counts).toMatchObject({ inserted: 3, rejected: 0 });
    expect(
      await rowsOf(
        "select a.code, p.code as parent from area a left join area p on p.id = a.parent_id order by a.code",
      ),
    ).toEqual([
      { code: "A", parent: null },
      { code: "D1", parent: "A" },
      { code: "T1", parent: "D1" },
    ]);
    const communities = await put(
      "communities",
      "c.geojson",
      shapes(
        feature({ code: "C1", name: "一", townCode: "T1" }, ring(10)),
        feature({ code: "C2", name: "二", townCode: "T9" }, ring(11)),
      ),
      { maxRejects: { count: 1 } },
    );
    expect(communities.rejects).toMatchObject([{ field: "townCode", value: "T9", reason: "reference-unknown" }]);
    expect(await rowsOf("select c.code, a.code as town from community c join area a on a.id = c.town_id")).toEqual([
      { code: "C1", town: "T1" },
    ]);
  });

  test("are known again by their code, and only what the file has of them changes", async () => {
    await put("communities", "c.geojson", twoCommunities);
    await pool.query("update community set name_en = 'One', households = 5 where code = 'C1'");
    const report = await put("communities", "c.geojson", twoCommunities.replace("一", "第一"));
    expect(report.counts).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    expect(await rowsOf("select name_zh_hans, name_en, households from community where code = 'C1'")).toEqual([
      { name_zh_hans: "第一", name_en: "One", households: 5 },
    ]);
  });

  test("made by hand become the data set's; those of another data set do not", async () => {
    await pool.query(
      "insert into community (code, name_zh_hans, geom) values ('C1', '手工', st_multi(st_makeenvelope(10, 0, 11, 1, 4326)))",
    );
    const first = await put("communities", "c.geojson", twoCommunities);
    expect(first.counts).toMatchObject({ inserted: 1, updated: 1 });
    const other = await put("communities", "c.geojson", twoCommunities, {
      source: "somebody else",
      maxRejects: { count: 2 },
    });
    expect(other.counts).toMatchObject({ inserted: 0, updated: 0, rejected: 2, reasons: { "code-taken": 2 } });
    expect(await rowsOf("select distinct source from community")).toEqual([{ source: "office" }]);
  });

  test("that change take the places in them along", async () => {
    await put("venues", "v.csv", "id,class,name,lng,lat\n1,bar,a,10.5,0.5\n2,bar,b,11.5,0.5\n3,bar,c,30,0.5\n");
    expect(await rowsOf("select community_id from venue order by source_id")).toEqual([
      { community_id: null },
      { community_id: null },
      { community_id: null },
    ]);
    const come = await put("communities", "c.geojson", twoCommunities);
    expect(come.notes).toContain("2 rows of other layers lie in another community now.");
    expect(
      await rowsOf("select v.source_id, c.code from venue v left join community c on c.id = v.community_id order by 1"),
    ).toEqual([
      { source_id: "1", code: "C1" },
      { source_id: "2", code: "C2" },
      { source_id: "3", code: null },
    ]);
    await put("communities", "c.geojson", twoCommunities.replace(ring(10), ring(50)).replace(ring(11), ring(10)), {
      trustCrs: true,
    });
    expect(
      await rowsOf("select v.source_id, c.code from venue v left join community c on c.id = v.community_id order by 1"),
    ).toEqual([
      { source_id: "1", code: "C2" },
      { source_id: "2", code: null },
      { source_id: "3", code: null },
    ]);
  });

  test("whose borders cross themselves are refused with the place, or repaired when asked to", async () => {
    const bowTie = shapes(feature({ code: "C1", name: "一" }, "[[[0.5,0],[2,1],[2,0],[0.5,1],[0.5,0]]]"));
    const refused = await put("communities", "b.geojson", bowTie, { maxRejects: { share: 1 } });
    expect(refused.rejects).toEqual([
      { row: 1, field: "geometry", value: "1.25 0.5", reason: "geometry-invalid", detail: "self-intersection" },
    ]);
    const repaired = await put("communities", "b.geojson", bowTie, { repair: true });
    expect(repaired.counts).toMatchObject({ inserted: 1, rejected: 0 });
    expect(await rowsOf("select st_isvalid(geom) as ok, st_numgeometries(geom) as parts from community")).toEqual([
      { ok: true, parts: 2 },
    ]);
  });
});

describe("rows", () => {
  test("with a key twice, or a code twice, count once", async () => {
    const report = await put(
      "police-rooms",
      "p.csv",
      "id,code,name,lng,lat\n1,A,a,10,1\n1,B,b,10,1\n2,A,c,10,1\n3,C,d,10,1\n",
      { maxRejects: { count: 2 } },
    );
    expect(report.counts.reasons).toEqual({ "duplicate-id": 1, "duplicate-code": 1 });
    expect(report.rejects.map(({ row, reason }) => [row, reason])).toEqual([
      [3, "duplicate-id"],
      [4, "duplicate-code"],
    ]);
    expect(await rowsOf("select code from police_room order by code")).toEqual([{ code: "A" }, { code: "C" }]);
  });

  test("without a key are known by their content, equal ones by their number", async () => {
    const csv =
      "category,occurredAt,lng,lat\ntheft,2026-01-02 10:00,10,1\ntheft,2026-01-02 10:00,10,1\nnoise,2026-01-02 11:00,10,1\n";
    expect((await put("incidents", "i.csv", csv)).counts.inserted).toBe(3);
    expect((await put("incidents", "i.csv", csv)).counts).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
  });

  test("of incidents without a status are history, and a day alone is a span of that day", async () => {
    await put(
      "incidents",
      "i.csv",
      'id,category,occurredAt,reportedAt,lng,lat\n1,"A, B",2026-01-02,2026-01-03 08:00,10,1\n',
      { timeZone: "Asia/Shanghai" },
    );
    expect(
      await rowsOf(
        "select category, status, occurred_from, occurred_to, reported_at, closed_at, priority, position_precision as p from incident",
      ),
    ).toEqual([
      {
        category: "A B",
        status: "closed",
        occurred_from: new Date("2026-01-01T16:00:00Z"),
        occurred_to: new Date("2026-01-02T16:00:00Z"),
        reported_at: new Date("2026-01-03T00:00:00Z"),
        closed_at: new Date("2026-01-03T00:00:00Z"),
        priority: 3,
        p: "address",
      },
    ]);
    expect(await rowsOf("select code, name_zh_hans from incident_category where code = 'A B'")).toEqual([
      { code: "A B", name_zh_hans: "A, B" },
    ]);
  });

  test("that contradict themselves, the calendar or the vocabulary are refused one by one", async () => {
    const header = "id,category,occurredAt,occurredTo,dispatchedAt,arrivedAt,status,priority,lng,lat\n";
    const bad = [
      "1,theft,2026-01-02 10:00,2026-01-01 10:00,,,,,10,1",
      "2,theft,2026-01-02 10:00,,2026-01-02 12:00,2026-01-02 11:00,,,10,1",
      "3,theft,2199-01-02 10:00,,,,,,10,1",
      "4,theft,infinity,,,,,,10,1",
      "5,theft,2026-01-02 10:00,,,,lost,,10,1",
      "6,theft,2026-01-02 10:00,,,,,9,10,1",
      "7,theft,2026-01-02 10:00,,,,,1.5,10,1",
      "8,theft,2026-01-02 10:00,,,,,,NaN,1",
      "9,theft,2026-01-02 10:00,,,,,,1e400,1",
      "10,theft,2026-01-02 10:00,,,,,,10,95",
      "11,theft,2026-01-02 10:00,,,,,,0,0",
      "12,,2026-01-02 10:00,,,,,,10,1",
      "13,theft,2026-01-02 10:00,,,,,,10",
      ",theft,2026-01-02 10:00,,,,,,10,1",
    ];
    const report = await put("incidents", "bad.csv", header + bad.join("\n"), {
      maxRejects: { share: 1 },
      trustCrs: true,
    });
    expect(report.counts).toMatchObject({ read: 14, inserted: 0, rejected: 14 });
    expect(report.rejects.map(({ reason }) => reason)).toEqual([
      "time-order",
      "time-order",
      "time-invalid",
      "time-invalid",
      "word-unknown",
      "number-range",
      "number-invalid",
      "coordinate-type",
      "coordinate-type",
      "coordinate-range",
      "coordinate-range",
      "required",
      "row-ragged",
      "required",
    ]);
  });

  test("with too many words for a vocabulary mean that the column is none", async () => {
    const csv = `id,category,occurredAt,lng,lat\n${Array.from({ length: 600 }, (_, i) => `${i},word ${i},2026-01-02 10:00,10,1`).join("\n")}`;
    const report = await put("incidents", "words.csv", csv);
    expect(report.problem?.message).toContain("no vocabulary");
    expect(await rowsOf("select count(*) as n from incident_category where code like 'word%'")).toEqual([{ n: 0 }]);
  });

  test("of units may have no position, and have a time beside one", async () => {
    const csv =
      "callSign,kind,status,lastFixAt,lng,lat\nA1,foot,available,,,\nA2,car,,2026-01-02 10:00,10,1\nA3,car,,,10,1\n";
    const report = await put("units", "u.csv", csv, { maxRejects: { count: 1 } });
    expect(report.rejects).toMatchObject([{ row: 4, field: "lastFixAt", reason: "required" }]);
    expect(await rowsOf("select call_sign, status, geom is null as nowhere from unit order by 1")).toEqual([
      { call_sign: "A1", status: "available", nowhere: true },
      { call_sign: "A2", status: "off_duty", nowhere: false },
    ]);
  });

  test("in well-known text are shapes of a table", async () => {
    const report = await put(
      "communities",
      "wkt.csv",
      'code,name,wkt\nC1,一,"MULTIPOLYGON (((10 0, 11 0, 11 1, 10 0)))"\nC2,二,"POLYGON ((11 0, 12 0, 12 1, 11 0))"\n',
    );
    expect(report.counts.inserted).toBe(2);
    expect(await rowsOf("select st_astext(geom) as text from community order by code")).toEqual([
      { text: "MULTIPOLYGON(((10 0,11 0,11 1,10 0)))" },
      { text: "MULTIPOLYGON(((11 0,12 0,12 1,11 0)))" },
    ]);
  });
});
