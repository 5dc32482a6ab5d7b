import type { LayerDefinition } from "@one-map/tiles/catalogue";
import type { PointRow } from "@one-map/tiles/columns";
import type { Expression } from "@one-map/tiles/expression";
import { expressionSql } from "@one-map/tiles/expression-sql";
import { parseExpression } from "@one-map/tiles/expression-text";
import { compile } from "@one-map/tiles/filter";
import { PointLayer } from "@one-map/tiles/point-layer";
import { selectRows } from "@one-map/tiles/selection";
import { anyExpression } from "@one-map/tiles/testing/sample-expressions";
import { pointRows, sampleLayer } from "@one-map/tiles/testing/sample-points";
import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/connect.ts";
import { testDatabase } from "../testing/database.ts";

/** The same expression, compiled to loops and to SQL, must let the same rows pass: thousands of times. */

const timeZone = "Europe/Berlin";
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

const columns = {
  community_id: "community_id",
  category: "category",
  priority: "priority",
  note: "note",
  seen_at: "seen_at",
  due_on: "due_on",
  open: "open",
  hidden: "hidden",
};

async function fill(client: pg.PoolClient, rows: readonly PointRow[]): Promise<void> {
  await client.query("truncate sample");
  const values = (index: number) => rows.map((row) => row.values[index]);
  await client.query(
    `insert into sample
     select id, community_id, category, priority, note, to_timestamp(seen_at), date '1970-01-01' + due_on, open, hidden
     from unnest($1::bigint[], $2::integer[], $3::text[], $4::integer[], $5::text[], $6::float8[], $7::integer[], $8::boolean[], $9::integer[])
       t (id, community_id, category, priority, note, seen_at, due_on, open, hidden)`,
    [rows.map(({ id }) => id), ...[0, 1, 2, 3, 4, 5, 6, 7].map(values)],
  );
}

test("a filter passes the same rows in the engine and in PostgreSQL", async () => {
  const client = await database.pool.connect();
  try {
    await client.query(
      `create temporary table sample (id bigint, community_id integer, category text, priority integer, note text,
        seen_at timestamptz, due_on date, open boolean, hidden integer)`,
    );
    // PostgreSQL holds no NUL in a text.
    const storable = pointRows(80).filter((rows) => rows.every(({ values }) => !String(values[3]).includes("\0")));
    await fc.assert(
      fc.asyncProperty(
        storable,
        fc.array(anyExpression, { minLength: 80, maxLength: 80 }),
        async (rows, expressions) => {
          await fill(client, rows);
          const layer = new PointLayer(sampleLayer, { timeZone });
          layer.load(rows);
          for (const where of expressions) {
            const { text, values } = expressionSql(sampleLayer, where, { columns, timeZone });
            const found = await client.query<{ id: number }>(`select id from sample where ${text} order by id`, [
              ...values,
            ]);
            expect(passing(layer, where), text).toEqual(found.rows.map(({ id }) => id));
          }
        },
      ),
      { numRuns: 30, endOnFailure: true },
    );
  } finally {
    client.release(true);
  }
});

test("numbers with a fraction compare in the engine as in PostgreSQL", async () => {
  const level = { name: "level", kind: "real", clearance: "public", description: "Level" } as const;
  const { timeAttribute: _time, weight: _weight, ...rest } = sampleLayer;
  const gauges: LayerDefinition = { ...rest, id: "gauges", attributes: [level] };
  const held = fc.oneof(
    fc.float({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -40, max: 40 }).map((n) => Math.fround(n / 10)),
    fc.constant(null),
  );
  const tenths = fc.integer({ min: -45, max: 45 }).map((n) => (n / 10).toFixed(1));
  const condition = fc.oneof(
    fc.tuple(fc.constantFrom("<", "<=", ">", ">=", "=", "<>"), tenths).map(([op, value]) => `level ${op} ${value}`),
    fc.tuple(tenths, tenths).map(([low, high]) => `not (level between ${low} and ${high})`),
    fc.array(tenths, { minLength: 1, maxLength: 5 }).map((list) => `level in (${list.join(", ")})`),
  );
  const client = await database.pool.connect();
  try {
    await client.query("create temporary table gauge (id bigint, level real)");
    await fc.assert(
      fc.asyncProperty(
        fc.array(held, { minLength: 1, maxLength: 80 }),
        fc.array(condition, { minLength: 40, maxLength: 40 }),
        async (levels, conditions) => {
          await client.query("truncate gauge");
          await client.query(
            "insert into gauge select i - 1, level from unnest($1::real[]) with ordinality t (level, i)",
            [levels],
          );
          const layer = new PointLayer(gauges);
          layer.load(levels.map((value, id) => ({ id, version: 1, lng: 107, lat: 34, values: [value] })));
          for (const text of conditions) {
            const where = parseExpression(gauges, text);
            const sql = expressionSql(gauges, where, { columns: {}, timeZone });
            const found = await client.query<{ id: number }>(`select id from gauge where ${sql.text} order by id`, [
              ...sql.values,
            ]);
            expect(passing(layer, where), text).toEqual(found.rows.map(({ id }) => id));
          }
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
  } finally {
    client.release(true);
  }
});

function passing(layer: PointLayer, where: Expression): number[] {
  const tests = compile(layer, { where });
  return layer.runs
    .flatMap((run) => {
      const rows = new Uint32Array(run.size);
      const count = selectRows(run, 0, run.size, tests, rows);
      return [...rows.subarray(0, count)].map((row) => run.ids[row] as number);
    })
    .sort((a, b) => a - b);
}
