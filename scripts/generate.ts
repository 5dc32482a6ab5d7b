/**
 * `pnpm gen`: remakes what is generated, in the order in which one follows from the other: a migrated database →
 * server/db/schema.gen.ts and docs/schema.md; the server's routes → server/openapi.json → web/api/schema.gen.ts; the
 * plan of the invented city → docs/invented-city.md; the table of access → docs/access.md; the registry of problems →
 * docs/problems.md.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { buildOpenApi } from "@one-map/server/openapi";
import { accessDocument } from "./generate/access-document.ts";
import { generateDatabaseTypes } from "./generate/database-types.ts";
import { inventedCityPage } from "./generate/invented-city-page.ts";
import { problemsDocument } from "./generate/problems-document.ts";
import { generateSchemaDocument } from "./generate/schema-document.ts";
import { generateWebTypes, serializeOpenApi } from "./generate/web-types.ts";
import { root } from "./run.ts";

async function write(path: string, text: string): Promise<void> {
  await writeFile(join(root, path), text);
  console.log(`wrote ${path} (${text.length} characters)`);
}

const database = await openDatabase({ dataDir: "memory", purpose: "job" });
await migrate(database.pool);
await write("server/db/schema.gen.ts", await generateDatabaseTypes(database.url));
await write("docs/schema.md", await generateSchemaDocument(database.pool));
await database.close();

const openApi = await buildOpenApi();
await write("server/openapi.json", serializeOpenApi(openApi));
await write("web/api/schema.gen.ts", await generateWebTypes(openApi));
await write("docs/invented-city.md", inventedCityPage());
await write("docs/access.md", accessDocument());
await write("docs/problems.md", problemsDocument());
