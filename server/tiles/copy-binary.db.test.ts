import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import type { PointRow } from "@one-map/tiles/columns";
import { to } from "pg-copy-streams";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../db/connect.ts";
import { testDatabase } from "../testing/database.ts";
import { CopyReader } from "./copy-binary.ts";
import { copyPoints } from "./layer-queries.ts";
import { layerSources } from "./layer-sources.ts";

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query(`
    insert into incident_category (code, name_zh_hans) values ('火灾', '火灾'), ('theft', '盗窃');
    insert into incident (id, category, priority, occurred_from, reported_at, geom)
      select i, case when i % 2 = 0 then '火灾' else 'theft' end, 1 + i % 5, to_timestamp(1700000000.9 + i),
        to_timestamp(i - 100), st_setsrid(st_makepoint(107 + i / 1000.0, 34.3), 4326)
      from generate_series(1, 500) i;
    insert into unit (id, call_sign, kind, last_fix_at, geom)
      values (7, 'B–7', 'foot', '2026-11-24T00:00:00Z', st_setsrid(st_makepoint(107, 34), 4326)), (8, 'B8', 'car', null, null);
  `);
});

afterAll(() => database.close());

async function read(id: "incidents" | "units"): Promise<PointRow[]> {
  const client = await database.pool.connect();
  try {
    const rows: PointRow[] = [];
    const take = (row: PointRow) => rows.push({ ...row, values: [...row.values] });
    await copyPoints(client, findLayer(id) as LayerDefinition, layerSources[id], take, () => {});
    return rows;
  } finally {
    client.release();
  }
}

test("a table comes through a binary copy as queries have it", async () => {
  const rows = await read("incidents");
  expect(rows).toHaveLength(500);
  expect(rows.find(({ id }) => id === 2)).toEqual({
    id: 2,
    version: 1,
    lng: 107.002,
    lat: 34.3,
    values: [null, "火灾", 3, "reported", 1_700_000_002, -98, null],
  });
  const values = [null, "B–7", "foot", "off_duty", Date.parse("2026-11-24T00:00:00Z") / 1000];
  expect(await read("units")).toEqual([{ id: 7, version: 1, lng: 107, lat: 34, values }]);
});

describe("the reader", () => {
  async function bytesOf(select: string): Promise<Buffer> {
    const client = await database.pool.connect();
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of client.query(to(`copy (${select}) to stdout (format binary)`))) chunks.push(chunk);
      return Buffer.concat(chunks);
    } finally {
      client.release();
    }
  }

  test("does not mind where the bytes are cut", async () => {
    const bytes = await bytesOf(
      "select i::bigint, 1::bigint, 1.5::float8, 2.5::float8, repeat('é', i)::text, i > 2 from generate_series(1, 5) i",
    );
    for (const size of [1, 2, 7, 100, bytes.length]) {
      const rows: unknown[] = [];
      const reader = new CopyReader(["text", "boolean"], ({ id, values }) => rows.push([id, ...values]));
      for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
      expect(rows).toEqual([1, 2, 3, 4, 5].map((i) => [i, "é".repeat(i), i > 2]));
      expect(reader.isComplete).toBe(true);
    }
  });

  test("reads numbers with a fraction, and null", async () => {
    const bytes = await bytesOf(
      "select i::bigint, 1::bigint, 1::float8, 2::float8, (nullif(i, 2) * 0.1)::real from generate_series(1, 3) i",
    );
    const rows: unknown[] = [];
    new CopyReader(["real"], ({ id, values }) => rows.push([id, ...values])).push(bytes);
    expect(rows).toEqual([
      [1, Math.fround(0.1)],
      [2, null],
      [3, Math.fround(0.3)],
    ]);
  });

  test("refuses what is not a binary copy, and rows of another width", async () => {
    const reader = () => new CopyReader(["text"], () => {});
    expect(() => reader().push(Buffer.alloc(40))).toThrow(/not a binary COPY/);
    const bytes = await bytesOf("select 1::bigint, 1::bigint");
    expect(() => reader().push(bytes)).toThrow(/2 fields/);
  });
});
