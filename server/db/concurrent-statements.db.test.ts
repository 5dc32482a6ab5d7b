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

test("a refused statement, alone or in a transaction, leaves the next answer of its connection as it is", async () => {
  const client = await database.pool.connect();
  const code = (text: string) => client.query(text, [0]).catch((error: { code: string }) => error.code);
  try {
    for (const text of ["select 1 / $1::int", "selekt $1", "select $1::int from nowhere"]) {
      expect(await code(text)).toMatch(/^\w{5}$/);
      expect((await client.query("select $1::text as text", ["next"])).rows).toEqual([{ text: "next" }]);
      await client.query("begin");
      expect(await code(text)).toMatch(/^\w{5}$/);
      expect(await code("select $1::int")).toBe("25P02");
      await client.query("rollback");
      expect((await client.query("select $1::text as text", ["after"])).rows).toEqual([{ text: "after" }]);
    }
  } finally {
    client.release();
  }
});
