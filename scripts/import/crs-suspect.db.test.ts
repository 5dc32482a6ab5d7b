import { testDatabase } from "@one-map/server/testing/database";
import { importFile, TestFiles } from "@one-map/server/testing/import-file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedCity } from "../seed/seed-city.ts";

const database = await testDatabase();
const { pool } = database;
const files = new TestFiles();
afterAll(async () => {
  files.remove();
  await database.close();
});

type Pair = readonly [x: number, y: number];
const table = (positions: readonly Pair[]) =>
  `id,class,name,x,y\n${positions.map(([x, y], i) => `${i},hotel,${i},${x},${y}`).join("\n")}\n`;
const names = ["EPSG:4326", "GCJ-02", "BD-09", "EPSG:4545", "EPSG:4524"] as const;
type Name = (typeof names)[number];
const paths = {} as Record<Name, string>;

/** Offset of a position by the published formulas of the two Chinese web maps, written again from their sources. */
function toGcj([lng, lat]: Pair): Pair {
  const [a, ee] = [6_378_245, 0.006_693_421_622_965_943];
  const [x, y] = [lng - 105, lat - 35];
  const wave = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const sum = (v: number, scale: [number, number, number], by: [number, number]) =>
    ((scale[0] * Math.sin(v * Math.PI) + scale[1] * Math.sin((v / 3) * Math.PI)) * 2) / 3 +
    ((by[0] * Math.sin((v / 12) * Math.PI) + by[1] * Math.sin((v * Math.PI) / 30)) * 2) / 3;
  const dLat =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    wave +
    sum(y, [20, 40, 0], [160, 320]);
  const dLng =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + wave + sum(x, [20, 40, 0], [150, 300]);
  const radians = (lat / 180) * Math.PI;
  const magic = 1 - ee * Math.sin(radians) ** 2;
  return [
    lng + (dLng * 180) / ((a / Math.sqrt(magic)) * Math.cos(radians) * Math.PI),
    lat + (dLat * 180) / (((a * (1 - ee)) / (magic * Math.sqrt(magic))) * Math.PI),
  ];
}

function toBaidu(position: Pair): Pair {
  const [x, y] = toGcj(position);
  const z = Math.hypot(x, y) + 0.000_02 * Math.sin((y * Math.PI * 3000) / 180);
  const theta = Math.atan2(y, x) + 0.000_003 * Math.cos((x * Math.PI * 3000) / 180);
  return [z * Math.cos(theta) + 0.0065, z * Math.sin(theta) + 0.006];
}

beforeAll(async () => {
  await seedCity(database, { size: "town", seed: 7, now: new Date("2026-11-24T04:00:00Z") });
  // Two out of three buildings stay; the others are what a licensing office might send.
  const { rows } = await pool.query<{ lng: number; lat: number; gk: string; zone: string }>(
    `select st_x(geom) as lng, st_y(geom) as lat, st_astext(st_transform(geom, 4545), 3) as gk, st_astext(st_transform(geom, 4524), 3) as zone
     from residence where id % 3 = 0 order by id`,
  );
  await pool.query("delete from visit where residence_id in (select id from residence where id % 3 = 0)");
  await pool.query("delete from residence where id % 3 = 0");
  const numbers = (text: string) => text.slice(6, -1).split(" ").map(Number) as unknown as Pair;
  const wgs = rows.map(({ lng, lat }): Pair => [lng, lat]);
  const all: Record<Name, readonly Pair[]> = {
    "EPSG:4326": wgs,
    "GCJ-02": wgs.map(toGcj),
    "BD-09": wgs.map(toBaidu),
    "EPSG:4545": rows.map(({ gk }) => numbers(gk)),
    "EPSG:4524": rows.map(({ zone }) => numbers(zone)),
  };
  for (const name of names) paths[name] = files.write(`${name.replace(":", "")}.csv`, table(all[name]));
});

describe("positions in one system, declared as another", () => {
  const pairs = names.flatMap((truth) => names.map((declared) => [truth, declared] as const));

  test.each(pairs)("in %s, declared %s", async (truth, declared) => {
    const report = await importFile(database, "venues", paths[truth], { crs: declared, dryRun: true });
    if (truth === declared) {
      expect(report.problem?.message).toBeUndefined();
      expect(report.notes.join(" ")).toContain("as declared");
      return;
    }
    expect(report).toMatchObject({ status: "refused", problem: { slug: "crs-suspect" } });
    expect(report.problem?.members.suggest).toBe(truth);
    const shift = report.problem?.members.shiftMeters as number | undefined;
    const lookalike = [truth, declared].every((name) => !name.startsWith("EPSG:45"));
    if (lookalike) expect(shift).toBeGreaterThan(200);
    if (lookalike) expect(shift).toBeLessThan(1_500);
  });

  test("all land where the buildings were, to a quarter of a metre", async () => {
    for (const name of names) {
      const report = await importFile(database, "venues", paths[name], { crs: name, source: "landed" });
      expect(report.status).toBe("done");
      const { rows } = await pool.query<{ x: number; y: number }>(
        "select st_x(geom) as x, st_y(geom) as y from venue where source = 'landed' order by source_id::int",
      );
      const first = await importFile(database, "venues", paths["EPSG:4326"], { crs: "EPSG:4326", source: "first" });
      expect(["done"]).toContain(first.status);
      const { rows: expected } = await pool.query<{ x: number; y: number }>(
        "select st_x(geom) as x, st_y(geom) as y from venue where source = 'first' order by source_id::int",
      );
      const off = rows.map(
        ({ x, y }, i) => Math.hypot((x - (expected[i]?.x ?? 0)) * 0.825, y - (expected[i]?.y ?? 0)) * 111_195,
      );
      // Undoing the offset of BD-09 is itself an approximation.
      expect(Math.max(...off), name).toBeLessThan(0.25);
    }
  });

  test("may be taken all the same, on somebody's word", async () => {
    const report = await importFile(database, "venues", paths["GCJ-02"], {
      crs: "EPSG:4326",
      trustCrs: true,
      dryRun: true,
    });
    expect(report.status).toBe("dry_run");
    expect(report.notes.join(" ")).toContain("unchecked");
  });

  test("the other way round are recognised as such", async () => {
    const { rows } = await pool.query<{ x: number; y: number }>(
      "select st_y(geom) as x, st_x(geom) as y from venue limit 100",
    );
    const path = files.write("swapped.csv", table(rows.map(({ x, y }): Pair => [x, y])));
    const report = await importFile(database, "venues", path, { dryRun: true });
    expect(report.problem).toMatchObject({ slug: "crs-suspect", members: { suggest: "EPSG:4326", swapAxes: true } });
  });

  test("far from the city are refused without a guess", async () => {
    const path = files.write("far.csv", table(Array.from({ length: 30 }, (_, i): Pair => [2.3 + i / 1000, 48.8])));
    const report = await importFile(database, "venues", path, { dryRun: true });
    expect(report.problem?.slug).toBe("crs-suspect");
    expect(report.problem?.message).toMatch(/lie [\d,]+ km from the city/);
    expect(report.problem?.members.suggest).toBeUndefined();
  });
});
