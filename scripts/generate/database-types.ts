import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const header = `/**
 * Types of the database's tables. Made by \`pnpm gen\` from a migrated database; never edited by hand.
 */
`;

/** Tables of PostGIS and of the migrator are nobody's business. */
const foreignTables = "public.(spatial_ref_sys|geometry_columns|geography_columns|schema_migration)";

/**
 * Introspects a migrated database.
 *
 * @param url connection string of a database at the newest migration
 * @returns the text of `server/db/schema.gen.ts`
 */
export async function generateDatabaseTypes(url: string): Promise<string> {
  const cli = createRequire(import.meta.url).resolve("kysely-codegen/dist/cli/bin.js");
  const folder = await mkdtemp(join(tmpdir(), "one-map-gen-"));
  const outFile = join(folder, "schema.ts");
  const options: Record<string, string> = {
    dialect: "postgres",
    url,
    "out-file": outFile,
    "exclude-pattern": foreignTables,
    // What the parsers in server/db/pool.ts hand out.
    "type-mapping": JSON.stringify({ int8: "number" }),
    "date-parser": "string",
    "numeric-parser": "number",
  };
  try {
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    await promisify(execFile)(process.execPath, [cli, "--type-only-imports", ...flags]);
    const text = await readFile(outFile, "utf8");
    return header + withOpaqueGeometry(text.slice(text.indexOf("import type")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The generator calls every geometry a string; ours is opaque, so that a raw one cannot reach the wire. */
function withOpaqueGeometry(text: string): string {
  return `import type { Geometry } from "./geometry-type.ts";\n${text.replaceAll(/^ {2}geom: string/gm, "  geom: Geometry")}`;
}
