import type { LayerDefinition } from "./catalogue.ts";
import { type ColumnInfo, newColumns, type PointRow } from "./columns.ts";
import { compile, type Filter } from "./filter.ts";
import { Grid } from "./grid.ts";
import { LocalTime } from "./local-time.ts";
import { tileSlice } from "./morton.ts";
import { PointFeatureWriter } from "./point-features.ts";
import { bytesOf, type LayerColumns, type RowTest, type Run } from "./run.ts";
import { RunBuilder } from "./run-builder.ts";
import { RunSet } from "./run-set.ts";
import { chunkSize, selectRows, visitRows } from "./selection.ts";
import { Snapshot } from "./snapshot.ts";
import { TileClock } from "./tile-clock.ts";
import { type Segment, weave } from "./weave.ts";
import type { TileCoord } from "./world.ts";

/** What happened to one row. */
export type PointChange =
  | { readonly op: "upsert"; readonly row: PointRow }
  | { readonly op: "delete"; readonly id: number };

export interface PointLayerOptions {
  /** IANA zone of local hours and weekdays; UTC unless given. */
  readonly timeZone?: string;
  /** Rows up to which a run takes a batch in at once instead of piece by piece; 16,384 unless given. */
  readonly smallRun?: number;
}

/** What two copies of a layer must agree on. */
export interface Checksum {
  readonly count: number;
  readonly versionSum: number;
}

/**
 * A layer of points in memory: Morton-sorted runs of typed arrays, where a tile at any zoom is a slice of each. Changes
 * are applied whole or not at all, and every read sees whole batches only. A read costs two binary searches a run and
 * a few nanoseconds a row in the tile and a condition, and some 50 to 200 a feature written.
 */
export class PointLayer implements LayerColumns {
  readonly definition: LayerDefinition;
  readonly localTime: LocalTime;
  readonly timeColumn: number;
  columns: readonly ColumnInfo[];
  private readonly set: RunSet;
  private readonly clock = new TileClock();
  private writer: PointFeatureWriter;
  private applied = 0;
  private reached = 0;
  private versionSum = 0;
  /** Rows of the tile being made. */
  private found = new Uint32Array(chunkSize);
  private readonly compiled = new WeakMap<Filter, { readonly version: number; readonly tests: readonly RowTest[] }>();

  /** Throws RangeError for an unknown time zone. */
  constructor(definition: LayerDefinition, options: PointLayerOptions = {}) {
    this.definition = definition;
    this.localTime = new LocalTime(options.timeZone ?? "UTC");
    this.timeColumn = definition.attributes.findIndex(({ name }) => name === definition.timeAttribute);
    this.columns = newColumns(definition);
    this.set = new RunSet(options.smallRun);
    this.writer = new PointFeatureWriter(definition.id, this.columns);
  }

  get runs(): readonly Run[] {
    return this.set.runs;
  }

  /** Number of points held. */
  get size(): number {
    return this.set.runs.reduce((sum, run) => sum + run.live, 0);
  }

  /** Grows with each load and each batch that changed something; starts at 0 in every process. */
  get version(): number {
    return this.applied;
  }

  /** Place in the feed up to which changes were applied, as `load` and `apply` were told; 0 before that. */
  get seq(): number {
    return this.reached;
  }

  /**
   * Replaces everything. Given an async source it reads to the end before anything is replaced; changes applied meanwhile
   * are lost, so apply them again (that is harmless). A bad row rejects the whole with TypeError and leaves what was
   * there.
   */
  load(rows: Iterable<PointRow>): void;
  load(rows: AsyncIterable<PointRow>): Promise<void>;
  load(rows: Iterable<PointRow> | AsyncIterable<PointRow>): void | Promise<void> {
    if (Symbol.asyncIterator in rows) return this.loadAsync(rows, this.begin());
    const snapshot = new Snapshot(this.definition, this.localTime, true);
    for (const row of rows) snapshot.add(row);
    this.replace(snapshot);
  }

  /** Begins a snapshot to be filled row by row, beside the layer. */
  begin(): Snapshot {
    return new Snapshot(this.definition, this.localTime);
  }

  /**
   * Replaces everything with a snapshot that this layer began; what is left of its merges is done at once.
   * @param seq - place in the feed that the snapshot shows
   */
  replace(snapshot: Snapshot, seq?: number): void {
    const run = snapshot.finish();
    this.columns = snapshot.columns;
    this.writer = new PointFeatureWriter(this.definition.id, snapshot.columns);
    this.set.replace(run);
    this.versionSum = sumOf(run.versions);
    this.applied++;
    this.reached = seq ?? this.reached;
    this.clock.raise(this.applied);
  }

  /**
   * Applies a batch, in order. An upsert whose version is not above the one held changes nothing, nor does deleting what
   * is not there: applying a batch twice is applying it once. A bad row throws TypeError and nothing of the batch is
   * applied. Costs some microseconds a row, merges included: hand in a few thousand rows at a time.
   * @param seq - place in the feed of the last of them
   */
  apply(changes: readonly PointChange[], seq?: number): void {
    const pending = new Map<number, PointRow | undefined>();
    for (const change of changes) {
      if (change.op === "delete") {
        pending.set(change.id, undefined);
        continue;
      }
      const { row } = change;
      const held = pending.has(row.id) ? pending.get(row.id)?.version : this.versionOf(row.id);
      if (held === undefined || row.version > held) pending.set(row.id, row);
    }
    const builder = new RunBuilder(this.columns);
    for (const row of pending.values()) if (row !== undefined) builder.add(row);
    const version = this.applied + 1;
    let hasChanged = builder.size > 0;
    for (const id of pending.keys()) hasChanged = this.remove(id, version) || hasChanged;
    this.reached = seq ?? this.reached;
    if (!hasChanged) return;
    this.applied = version;
    const fresh = builder.size > 0 ? builder.finish(this.timeColumn, this.localTime) : undefined;
    if (fresh !== undefined) this.announce(fresh, version);
    this.set.add(this.columns, fresh);
  }

  /**
   * Goes on with merges that are due, writing about so many values (a million take a few milliseconds); true while there
   * is more to do. Merges also go on with every batch; between batches, a host calls this when it has nothing to do.
   */
  mergeSome(values: number): boolean {
    return this.set.mergeSome(this.columns, values);
  }

  /** Version of the row with this id, or undefined where there is none. */
  versionOf(id: number): number | undefined {
    const found = this.set.find(id);
    return found?.run.versions[found.row];
  }

  checksum(): Checksum {
    return { count: this.size, versionSum: this.versionSum };
  }

  /**
   * The tile as MVT; zero bytes when it is empty. Points in order of Morton code, then id; grid cells instead, in a
   * layer `<id>_grid`, where more of them pass than the layer's budget. Throws RangeError as `compile` does.
   */
  tile(coord: TileCoord, filter: Filter = everything): Uint8Array {
    const found = this.selectTile(coord, this.testsOf(filter));
    if (found instanceof Grid) return found.encode(`${this.definition.id}_grid`);
    const [only] = found;
    if (only === undefined) return new Uint8Array(0);
    return this.writer.write(coord.z, found.length === 1 ? only : weave(this.columns, found));
  }

  /**
   * The tile as grid cells, however few the points are; zero bytes when it is empty. For maps that are to look the same
   * from one tile to the next.
   */
  cells(coord: TileCoord, filter: Filter = everything): Uint8Array {
    const grid = new Grid(this.definition, this.columns, coord);
    const tests = this.testsOf(filter);
    for (const run of this.runs)
      visitRows(run, tileSlice(run.x, run.y, coord), tests, (rows, count) => grid.add(run, rows, count));
    return grid.encode(`${this.definition.id}_grid`);
  }

  /**
   * `version` of the last batch that may have changed the tile, before or after which it held one of the batch's points;
   * decided without looking at any row. A tile asked for afterwards holds everything up to it.
   */
  tileVersion(coord: TileCoord): number {
    return this.clock.version(coord);
  }

  /** Bytes of all arrays: columns, indices, marks of the dead, clock. */
  get bytes(): number {
    return this.set.runs.reduce((sum, run) => sum + bytesOf(run), this.clock.bytes);
  }

  private async loadAsync(rows: AsyncIterable<PointRow>, snapshot: Snapshot): Promise<void> {
    for await (const row of rows) snapshot.add(row);
    this.replace(snapshot);
  }

  private remove(id: number, version: number): boolean {
    const found = this.set.find(id);
    if (found === undefined) return false;
    const { run, row } = found;
    this.set.kill(id, found);
    this.clock.bump(run.x[row] as number, run.y[row] as number, version);
    this.versionSum -= run.versions[row] as number;
    return true;
  }

  private announce({ x, y, versions, size }: Run, version: number): void {
    for (let row = 0; row < size; row++) this.clock.bump(x[row] as number, y[row] as number, version);
    this.versionSum += sumOf(versions);
  }

  /** A filter object is compiled once for each state of the layer: all tiles of a map share one. */
  private testsOf(filter: Filter): readonly RowTest[] {
    const known = this.compiled.get(filter);
    if (known?.version === this.applied) return known.tests;
    const tests = compile(this, filter);
    this.compiled.set(filter, { version: this.applied, tests });
    return tests;
  }

  /** Rows of the tile that pass, run by run, in an array that the next tile uses again; a grid where they are too many. */
  private selectTile(coord: TileCoord, tests: readonly RowTest[]): Segment[] | Grid {
    const budget = this.definition.featureBudget ?? Infinity;
    const segments: Segment[] = [];
    let count = 0;
    for (const run of this.runs) {
      const [start, end] = tileSlice(run.x, run.y, coord);
      const before = count;
      for (let from = start; from < end; from += chunkSize) {
        const to = Math.min(from + chunkSize, end);
        this.ensureRoom(count, to - from);
        count = selectRows(run, from, to, tests, this.found, count);
        if (count <= budget) continue;
        segments.push({ run, rows: this.found.subarray(before, count) });
        return this.gridOf(coord, tests, segments, to);
      }
      if (count > before) segments.push({ run, rows: this.found.subarray(before, count) });
    }
    return segments;
  }

  /** Cells of the rows found so far, which end in the last run before `row`, and of all behind them. */
  private gridOf(coord: TileCoord, tests: readonly RowTest[], found: readonly Segment[], row: number): Grid {
    const grid = new Grid(this.definition, this.columns, coord);
    const add = (run: Run) => (rows: Uint32Array, count: number) => grid.add(run, rows, count);
    for (const { run, rows } of found) {
      for (let at = 0; at < rows.length; at += chunkSize) {
        const chunk = rows.subarray(at, at + chunkSize);
        grid.add(run, chunk, chunk.length);
      }
    }
    const last = this.runs.indexOf((found.at(-1) as Segment).run);
    for (const [i, run] of this.runs.entries()) {
      const [start, end] = tileSlice(run.x, run.y, coord);
      if (i >= last) visitRows(run, [i === last ? row : start, end], tests, add(run));
    }
    return grid;
  }

  /** Rows already found stay where they are too: segments go on pointing at the array that was too small. */
  private ensureRoom(used: number, more: number): void {
    if (used + more <= this.found.length) return;
    const larger = new Uint32Array(Math.max(used + more, this.found.length * 2));
    larger.set(this.found.subarray(0, used));
    this.found = larger;
  }
}

const everything: Filter = {};

function sumOf(values: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}
