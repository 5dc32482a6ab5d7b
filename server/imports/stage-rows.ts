import type pg from "pg";
import { HttpProblem, quoted } from "../http/problems.ts";
import { type ColumnPlan, checkColumnMap, planColumns, refuseForbidden, requireColumns } from "./column-plan.ts";
import { type Crs, resolveCrs } from "./crs.ts";
import { weighCrs } from "./crs-evidence.ts";
import { PositionSample } from "./crs-sample.ts";
import { derivedFields } from "./derived-values.ts";
import { definitionsOf, type ImportContext } from "./import-context.ts";
import { InstantReader } from "./instants.ts";
import type { OpenedSource } from "./open-source.ts";
import { RowReader } from "./row-reader.ts";
import { RowFault, type SourceRow } from "./source.ts";
import { createStaging, StagingWriter, stagingTable } from "./staging-queries.ts";
import type { ReadMeter } from "./unpack.ts";
import { WordList } from "./word-list.ts";

/** Rows after which a file of which not one could be taken is given up. */
const hopelessRows = 1_000;

export interface Staged {
  readonly table: string;
  readonly crs: Crs;
  readonly keysFrom: RowReader["keysFrom"];
  /** By field: whether the file has it, and whether staging has it. */
  readonly inFile: readonly boolean[];
  readonly sent: readonly boolean[];
  readonly words: WordList;
}

/** Reads a source to its end into the staging table of its run. Throws HttpProblem for a file that cannot be taken. */
export async function stageRows(
  context: ImportContext,
  client: pg.ClientBase,
  source: OpenedSource,
  meter: ReadMeter,
): Promise<Staged> {
  const { request, runId, rejects, counts, heartbeat, notes } = context;
  const { layer } = request;
  checkColumnMap(layer, request.map);
  const crs = await declaredCrs(context, source);
  const instants = readerOf(context.zone);
  const sample = new PositionSample();
  const words = new WordList(layer);
  await createStaging(client, runId, layer);
  let begun:
    | { plan: ColumnPlan; columnCount: number; reader: RowReader; writer: StagingWriter; sent: boolean[] }
    | undefined;

  for await (const rows of source.rows) {
    heartbeat.signal.throwIfAborted();
    if (begun === undefined) begun = begin(rows);
    else if (begun.columnCount !== source.columns.length) {
      refuseForbidden(source.columns.slice(begun.columnCount), layer, request.map);
      begun.plan = planColumns(layer, source.columns, request.map);
      begun.columnCount = source.columns.length;
    }
    await takeRows(rows, begun);
    counts.rejected = rejects.count;
    reportProgress(context, source, meter);
    if (rejects.isOver(request.maxRejects)) break;
    if (counts.read >= hopelessRows && rejects.count === counts.read && !rejects.allows(request.maxRejects)) break;
  }
  begun ??= begin([]);
  await begun.writer.end();
  noteColumns(context, source, begun.plan);
  if (begun.reader.keysFrom === "content")
    notes.push("The file has no keys, so each row was given one by its content: a row that changes will be a new one.");
  if (instants.usedZone) notes.push(`Times without an offset were read in ${context.zone}.`);
  if (instants.skipped > 0)
    notes.push(
      `${instants.skipped} times fall in an hour that the clocks skipped; they count on from before the jump.`,
    );
  if (crs.note !== undefined) notes.push(crs.note);
  notes.push(
    request.trustCrs
      ? `${crs.name} was taken as declared, unchecked.`
      : await weighCrs(context.database.pool, layer, crs, sample.positions, definitionsOf(context)),
  );
  const inFile = begun.plan.fields.map((at) => at >= 0);
  return { table: stagingTable(runId), crs, keysFrom: begun.reader.keysFrom, inFile, sent: begun.sent, words };

  function begin(rows: readonly SourceRow[]) {
    refuseForbidden(source.columns, layer, request.map);
    const plan = planColumns(layer, source.columns, request.map);
    const isTable = source.format === "csv" || source.format === "xlsx";
    if (isTable || rows.some(({ fault }) => fault === undefined)) requireColumns(layer, plan, source.columns, isTable);
    const hasFixedColumns = source.format !== "geojson" && source.format !== "geojson-sequence";
    const derived = derivedFields[layer.id] ?? [];
    const sent = layer.fields.map(
      ({ name, fallback }, i) =>
        !hasFixedColumns || (plan.fields[i] as number) >= 0 || fallback !== undefined || derived.includes(name),
    );
    const hasIds = rows.length > 0 && rows.every(({ id, fault }) => id !== undefined || fault !== undefined);
    const mostVertices = request.limits.vertices;
    const reader = new RowReader({ layer, crs, instants, now: new Date(), mostVertices }, plan, hasIds);
    const writer = new StagingWriter(client, runId, layer, sent);
    return { plan, columnCount: source.columns.length, reader, writer, sent };
  }

  async function takeRows(
    rows: readonly SourceRow[],
    { plan, reader, writer }: NonNullable<typeof begun>,
  ): Promise<void> {
    for (const row of rows) {
      counts.read++;
      sample.look(row, plan);
      try {
        await writer.add(words.note(reader.read(row, plan)));
      } catch (error) {
        if (!(error instanceof RowFault)) throw error;
        rejects.add(row.number, error);
      }
    }
  }
}

async function declaredCrs(context: ImportContext, source: OpenedSource): Promise<Crs> {
  const text = context.request.crs ?? source.crs;
  if (text === undefined)
    throw new HttpProblem(
      "crs-unsupported",
      "The file does not say which coordinate system it is in: declare it, such as EPSG:4326, EPSG:4545, GCJ-02 or BD-09.",
    );
  const crs = await resolveCrs(text, definitionsOf(context));
  // Programs that follow RFC 7946 ignore what older GeoJSON says of it, so only a person can say which is right.
  if (context.request.crs === undefined && source.format.startsWith("geojson") && !crs.isWgs84)
    throw new HttpProblem(
      "crs-unsupported",
      `GeoJSON is in WGS-84 (RFC 7946), but the document names ${crs.name}: declare the one that is right.`,
    );
  return crs;
}

function readerOf(zone: string | undefined): InstantReader {
  try {
    return new InstantReader(zone);
  } catch {
    throw new HttpProblem(
      "import-invalid",
      `${quoted(zone)} is no time zone that is known here; say one like Asia/Shanghai.`,
    );
  }
}

function reportProgress({ counts, hooks }: ImportContext, source: OpenedSource, meter: ReadMeter): void {
  const share =
    source.rowCount === undefined ? meter.bytes / Math.max(1, meter.total) : counts.read / Math.max(1, source.rowCount);
  hooks.onProgress?.({ phase: "reading", rows: counts.read, rejected: counts.rejected, share: Math.min(1, share) });
}

function noteColumns({ request, notes }: ImportContext, source: OpenedSource, plan: ColumnPlan): void {
  const absent = request.map.filter(([column]) => !source.columns.includes(column));
  if (absent.length > 0) {
    const listed = absent.map(([column]) => quoted(column)).join(", ");
    throw new HttpProblem("import-invalid", `The map names ${listed}, but the file has no such column.`);
  }
  if (plan.ignored.length > 0)
    notes.push(
      `Nothing was taken from ${plan.ignored
        .slice(0, 40)
        .map((column) => column.slice(0, 40))
        .join(", ")}.`,
    );
}
