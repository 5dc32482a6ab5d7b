import { clearances } from "@one-map/server/db/clearance";
import type pg from "pg";

const header = `# Tables

Every table and column of the database, as its own comments describe them, with how far each may travel. Made by
\`pnpm gen\` from a migrated database and \`server/db/clearance.ts\`; never edited by hand.

- **public** may be published
- **operational** is for anyone on duty; tiles and lists carry nothing above it
- **personal** is read one row at a time, for a purpose
- **case** is read for a case

Geometry is in EPSG:4326. Instants are \`timestamp with time zone\`, days are \`date\`. There is no column about a person:
\`server/db/forbidden-columns.ts\` says what is refused.
`;

interface ColumnRow {
  readonly schema: string;
  readonly table: string;
  readonly about: string | null;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  readonly meaning: string | null;
  readonly refers_to: string | null;
}

/** The text of docs/schema.md. Throws for a table without a comment; columns that lack one fail another test. */
export async function generateSchemaDocument(pool: pg.Pool): Promise<string> {
  const rows = await readColumns(pool);
  const tables = Map.groupBy(rows, ({ schema, table }) => (schema === "public" ? table : `${schema}.${table}`));
  return `${[header, ...[...tables].map(([name, columns]) => chapter(name, columns))].join("\n")}`;
}

/** Columns of our own tables, partitions left out; by table and position. */
async function readColumns(pool: pg.Pool): Promise<ColumnRow[]> {
  const { rows } = await pool.query<ColumnRow>(`
    select n.nspname as schema, c.relname as table, obj_description(c.oid, 'pg_class') as about, a.attname as column,
      format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required, col_description(c.oid, a.attnum) as meaning,
      (select f.confrelid::regclass::text from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.conkey = array[a.attnum]) as refers_to
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      and n.nspname !~ '^pg_|^information_schema$' and c.relname not in ('spatial_ref_sys', 'schema_migration')
    order by n.nspname <> 'public', n.nspname, c.relname, a.attnum`);
  return rows;
}

function chapter(name: string, columns: readonly ColumnRow[]): string {
  const declared: Readonly<Record<string, string>> = (clearances as Record<string, Record<string, string>>)[name] ?? {};
  const lines = columns.map(({ column, type, required, meaning, refers_to }) => {
    const shape = `${type}${refers_to === null ? "" : ` → ${refers_to}`}${required ? "" : ", or null"}`;
    return [`\`${column}\``, shape, declared[column] ?? "", meaning ?? ""];
  });
  const about = columns[0]?.about;
  if (about == null) throw new Error(`Table ${name} has no comment.`);
  return `## ${name}\n\n${about}\n\n${table([["Column", "Type", "Clearance", "Meaning"], ...lines])}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = (cells[0] as string[]).map((_, i) => Math.max(...cells.map((row) => (row[i] as string).length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] as number)).join(" | ")} |\n`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  const [head, ...body] = cells.map(line) as [string, ...string[]];
  return head + rule + body.join("");
}
