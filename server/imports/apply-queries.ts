import type pg from "pg";
import type { Field } from "./field.ts";
import type { ImportLayer } from "./import-layer.ts";
import { placeTable } from "./staging-queries.ts";

export interface Applied {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface ApplyOptions {
  readonly layer: ImportLayer;
  /** The staging table. */
  readonly table: string;
  readonly source: string;
  /** By field: whether the file has it; the others are written to new rows only. */
  readonly inFile: readonly boolean[];
  /** By field: whether staging has values of it. */
  readonly sent: readonly boolean[];
}

/** Brings what is staged into the table of its layer: rows of the same source and key are changed, others are new. */
export async function applyStaged(client: pg.ClientBase, options: ApplyOptions): Promise<Applied> {
  const { layer, table, source } = options;
  const { rows } = await client.query<{ staged: number }>(`select count(*) as staged from ${table}`);
  const all = rows[0]?.staged ?? 0;
  const changed = new Set<number>(await adopt(client, options));
  let updated = 0;
  let inserted = 0;
  // Areas go in from the top of their ladder down, so that each finds its parent.
  const passes =
    layer.id === "areas" ? ["city", "district", "town", "rural"].map((level) => `s.level = '${level}'`) : ["true"];
  for (const pass of passes) {
    await resolveReferences(client, options, pass);
    const update = await client.query<{ id: number }>(updateStatement(options, pass), [source]);
    if (changed.size === 0) updated += update.rowCount ?? 0;
    else for (const { id } of update.rows) changed.add(id);
    inserted += (await client.query(insertStatement(options, pass), [source])).rowCount ?? 0;
  }
  if (changed.size > 0) updated += changed.size;
  return { inserted, updated, unchanged: all - inserted - updated };
}

/** A row that was made by hand under the same code becomes the data set's. Gives the ids of such rows. */
async function adopt(client: pg.ClientBase, { layer, table, source }: ApplyOptions): Promise<number[]> {
  if (layer.naturalKey === undefined) return [];
  const { rows } = await client.query<{ id: number }>(
    `update ${layer.table} t set source = $1, source_id = s.source_id from ${table} s
     where t.source is null and t.${layer.naturalKey} = s.${layer.naturalKey} returning t.id`,
    [source],
  );
  return rows.map(({ id }) => id);
}

async function resolveReferences(client: pg.ClientBase, { layer, table }: ApplyOptions, pass: string): Promise<void> {
  for (const { column, type } of layer.fields) {
    if (type.kind !== "reference") continue;
    await client.query(
      `update ${table} s set ${type.column} = r.id from ${type.table} r where r.code = s.${column} and ${pass}`,
    );
  }
}

/** Column of the table that a field fills, and its value in staging. */
function target({ column, type }: Field): { column: string; value: string } {
  if (type.kind === "reference") return { column: type.column, value: `s.${type.column}` };
  return { column, value: type.kind === "list" ? `string_to_array(s.${column}, ',')` : `s.${column}` };
}

const geom = { column: "geom", value: "s.geom" };
const community = { column: "community_id", value: "p.community_id" };

/** The staged rows, with the communities of those that lie in one. */
function staged({ layer, table }: ApplyOptions): string {
  return layer.isInCommunity
    ? `${table} s left join ${placeTable(table)} p on p.row_number = s.row_number`
    : `${table} s`;
}

function targets({ layer }: ApplyOptions, chosen: readonly boolean[]): { column: string; value: string }[] {
  const fields = layer.fields.filter((_, i) => chosen[i]).map(target);
  return layer.isInCommunity ? [...fields, geom, community] : [...fields, geom];
}

function updateStatement(options: ApplyOptions, pass: string): string {
  const { layer, inFile } = options;
  const columns = targets(options, inFile);
  const set = columns.map(({ column, value }) => `${column} = ${value}`).join(", ");
  const differs = columns.map(({ column, value }) => `t.${column} is distinct from ${value}`).join(" or ");
  const returning = layer.naturalKey === undefined ? "" : "returning t.id";
  return `update ${layer.table} t set ${set} from ${staged(options)} where t.source = $1 and t.source_id = s.source_id and ${pass} and (${differs}) ${returning}`;
}

function insertStatement(options: ApplyOptions, pass: string): string {
  const { layer, sent } = options;
  const columns = targets(options, sent);
  return `insert into ${layer.table} (source, source_id, ${columns.map(({ column }) => column).join(", ")})
    select $1, s.source_id, ${columns.map(({ value }) => value).join(", ")} from ${staged(options)}
    where ${pass} and not exists (select from ${layer.table} t where t.source = $1 and t.source_id = s.source_id) order by s.row_number`;
}

/** Adds the words that a vocabulary lacks; gives how many. Each is labelled by what the file calls it. */
export async function addWords(
  client: pg.ClientBase,
  vocabulary: "incident_category" | "venue_class",
  words: ReadonlyMap<string, string>,
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into ${vocabulary} (code, name_zh_hans) select * from unnest($1::text[], $2::text[]) on conflict (code) do nothing`,
    [[...words.keys()], [...words.values()]],
  );
  return rowCount ?? 0;
}
