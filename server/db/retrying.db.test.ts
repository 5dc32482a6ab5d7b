import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { retrying } from "./retrying.ts";

const { db, kind, pool, close } = await testDatabase();
afterAll(close);

// The embedded database runs one transaction at a time: none can meet another.
test.skipIf(kind === "embedded")("two transactions that lock each other out both happen in the end", async () => {
  await pool.query("create table meeting (id integer primary key, n integer not null)");
  await pool.query("insert into meeting values (1, 0), (2, 0)");
  let attempts = 0;
  let arrived = 0;
  let meet = () => {};
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const bump = (first: number, second: number) =>
    retrying(db, async (tx) => {
      attempts++;
      await sql`update meeting set n = n + 1 where id = ${first}`.execute(tx);
      // Each has its first row before either asks for its second.
      if (++arrived === 2) meet();
      await met;
      await sql`update meeting set n = n + 1 where id = ${second}`.execute(tx);
    });
  await Promise.all([bump(1, 2), bump(2, 1)]);
  expect(attempts).toBe(3);
  const { rows } = await pool.query("select id, n from meeting order by id");
  expect(rows).toEqual([
    { id: 1, n: 2 },
    { id: 2, n: 2 },
  ]);
});

test("one that is ended again and again is given up after the third attempt, any other failure at once", async () => {
  let attempts = 0;
  const failing = (state: string) =>
    retrying(db, async (tx) => {
      attempts++;
      await sql.raw(`do $$ begin raise exception using errcode = '${state}'; end $$`).execute(tx);
    });
  await expect(failing("40001")).rejects.toMatchObject({ code: "40001" });
  expect(attempts).toBe(3);
  await expect(failing("23505")).rejects.toMatchObject({ code: "23505" });
  expect(attempts).toBe(4);
});
