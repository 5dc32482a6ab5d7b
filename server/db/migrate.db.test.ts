import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { listMigrations, migrate, requireKnownSchema, UnknownSchemaError } from "./migrate.ts";

const database = await testDatabase();
afterAll(() => database.close());

test("a second run has nothing to do", async () => {
  expect(await migrate(database.pool)).toEqual([]);
  await requireKnownSchema(database.pool);
});

test("a database from the future is refused, and so is one whose past was edited", async () => {
  const { pool } = database;
  await pool.query("insert into schema_migration (number, name, sha256) values (9999, '9999-future.sql', 'x')");
  await expect(requireKnownSchema(pool)).rejects.toThrow(UnknownSchemaError);
  await expect(migrate(pool)).rejects.toThrow("9999-future.sql");
  await pool.query("delete from schema_migration where number = 9999");

  const { rows } = await pool.query("update schema_migration set sha256 = 'edited' where number = 1 returning name");
  await expect(requireKnownSchema(pool)).rejects.toThrow(rows[0].name);
  const [first] = await listMigrations();
  await pool.query("update schema_migration set sha256 = $1 where number = 1", [first?.sha256]);
  await requireKnownSchema(pool);
});

test("a database that lags behind is refused with the command that mends it", async () => {
  const { rows } = await database.pool.query(
    "delete from schema_migration where number = (select max(number) from schema_migration) returning *",
  );
  await expect(requireKnownSchema(database.pool)).rejects.toThrow("pnpm db:migrate");
  const [row] = rows;
  await database.pool.query("insert into schema_migration (number, name, sha256) values ($1, $2, $3)", [
    row.number,
    row.name,
    row.sha256,
  ]);
});
