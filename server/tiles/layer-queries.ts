import type { LayerDefinition } from "@one-map/tiles/catalogue";
import type { PointRow, Value } from "@one-map/tiles/columns";
import type pg from "pg";
import { type CopyToStreamQuery, to } from "pg-copy-streams";
import { CopyReader, copyType } from "./copy-binary.ts";
import type { LayerSource } from "./layer-sources.ts";
import type { PackedShape } from "./shape-messages.ts";

type Queryable = Pick<pg.ClientBase, "query">;

export interface SourceState {
  readonly count: number;
  readonly versionSum: number;
}

/**
 * What the published rows of a table add up to: equal sums mean that the engine holds the same versions.
 * @param without ids of rows that are not counted
 */
export async function readState(
  db: Queryable,
  { table, published }: LayerSource,
  without: readonly number[],
): Promise<SourceState> {
  const { rows } = await db.query<SourceState>(
    `select count(*) as count, coalesce(sum(version), 0) as "versionSum" from ${table}
     where ${published} and id <> all ($1::int8[])`,
    [without],
  );
  return rows[0] as SourceState;
}

/** Hands over all published points, in no order, as they come; the row object is used again for the next one. */
export async function copyPoints(
  client: pg.ClientBase,
  { attributes }: LayerDefinition,
  source: LayerSource,
  take: (row: PointRow) => void,
  afterChunk: (rowsSoFar: number) => void,
): Promise<void> {
  const columns = attributes.map(({ kind }, i) => `(${source.attributes[i]})::${copyType(kind)}`);
  const select = `select id::bigint, version::bigint, st_x(geom), st_y(geom), ${columns.join(", ")} from ${source.table} where ${source.published}`;
  const reader = new CopyReader(
    attributes.map(({ kind }) => kind),
    take,
  );
  for await (const chunk of unhurried(client, `copy (${select}) to stdout (format binary)`)) {
    reader.push(chunk);
    afterChunk(reader.rows);
  }
  if (!reader.isComplete) throw new Error(`The copy of ${source.table} ended early.`);
}

/** Attributes as the engine takes them: instants as epoch seconds, dates as epoch days. */
function attributesOf({ attributes }: LayerDefinition, source: LayerSource): string[] {
  return attributes.map(({ kind }, i) => {
    const column = source.attributes[i] as string;
    if (kind === "instant") return `floor(extract(epoch from ${column}))::bigint`;
    return kind === "date" ? `${column} - date '1970-01-01'` : column;
  });
}

/** Longest that a timer can be set. */
const never = 2_147_483_647;

/** The bytes of a COPY that may take as long as it likes; inside a transaction. */
async function* unhurried(client: pg.ClientBase, text: string): AsyncGenerator<Buffer> {
  await client.query("set local statement_timeout = 0");
  // pg ends a query after the pool's query_timeout by a timer that it clears in the callback, which a stream never calls.
  const stream = Object.assign(to(text), { query_timeout: never }) as CopyToStreamQuery & { callback?: () => void };
  try {
    for await (const chunk of client.query(stream)) yield chunk as Buffer;
  } finally {
    stream.callback?.();
  }
}

/** Points with these ids as they are now; those that are gone, or are not to be shown, are left out. */
export async function readPointsById(
  db: Queryable,
  definition: LayerDefinition,
  source: LayerSource,
  ids: readonly number[],
): Promise<PointRow[]> {
  const columns = ["id", "version", "st_x(geom)", "st_y(geom)", ...attributesOf(definition, source)].join(", ");
  const { rows } = await db.query<Value[]>({
    text: `select ${columns} from ${source.table} where id = any ($1::int8[]) and ${source.published}`,
    values: [ids],
    rowMode: "array",
  });
  return rows.map(toPointRow);
}

function toPointRow([id, version, lng, lat, ...values]: Value[]): PointRow {
  return { id: id as number, version: version as number, lng: lng as number, lat: lat as number, values };
}

/** All published lines or polygons of a layer; their geometries are left as text, which is parsed where they are used. */
export async function readShapes(
  db: Queryable,
  definition: LayerDefinition,
  source: LayerSource,
): Promise<PackedShape[]> {
  const columns = ["id", "version", "st_asgeojson(geom, 7)", ...attributesOf(definition, source)].join(", ");
  const { rows } = await db.query<unknown[]>({
    text: `select ${columns} from ${source.table} where ${source.published} order by id`,
    rowMode: "array",
  });
  return rows.map(([id, version, geometry, ...values]) => ({
    id: id as number,
    version: version as number,
    geometry: geometry as string,
    values: values as Value[],
  }));
}
