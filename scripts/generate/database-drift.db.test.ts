import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { testDatabase } from "@one-map/server/testing/database";
import { afterAll, expect, test } from "vitest";
import { root } from "../run.ts";
import { generateDatabaseTypes } from "./database-types.ts";
import { generateSchemaDocument } from "./schema-document.ts";

const database = await testDatabase();
afterAll(() => database.close());

test("server/db/schema.gen.ts is what the migrated database says; run `pnpm gen` when this fails", async () => {
  const committed = await readFile(join(root, "server/db/schema.gen.ts"), "utf8");
  expect(committed).toBe(await generateDatabaseTypes(database.url));
});

test("docs/schema.md is what the migrated database says; run `pnpm gen` when this fails", async () => {
  const committed = await readFile(join(root, "docs/schema.md"), "utf8");
  expect(committed).toBe(await generateSchemaDocument(database.pool));
});
