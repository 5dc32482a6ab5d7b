import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import type { Database } from "./connect.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});

test("connections that talk at once each get the answer to their own statement", async () => {
  const asked = Array.from({ length: 400 }, (_, i) => i);
  const answers = await Promise.all(
    asked.map(async (i) => {
      const { rows } = await database.pool.query(`select $1::int as n, 'statement ${i}' as text`, [i]);
      return rows[0] as { n: number; text: string };
    }),
  );
  expect(answers).toEqual(asked.map((n) => ({ n, text: `statement ${n}` })));
});

test("a statement that fails spoils neither its neighbours nor the next one", async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 300 }, async (_, i) => {
      const text = i % 3 === 0 ? `select $1::int / 0 as n, ${i} as i` : `select $1::int as n, ${i} as i`;
      return database.pool.query(text, [i]).then(
        ({ rows }) => (rows[0] as { n: number }).n,
        (error: { code: string }) => error.code,
      );
    }),
  );
  expect(outcomes).toEqual(Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? "22012" : i)));
});

test("a transaction keeps others out, and lets them in when it ends", async () => {
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query("create temp table held (n int) on commit drop");
    await client.query("insert into held values ($1)", [1]);
    const other = database.pool.query("select $1::text as text", ["other"]);
    await client.query("insert into held values ($1)", [2]);
    const { rows } = await client.query("select sum(n)::int as n from held where n > $1", [0]);
    expect(rows).toEqual([{ n: 3 }]);
    await client.query("commit");
    expect((await other).rows).toEqual([{ text: "other" }]);
  } finally {
    client.release();
  }
});
