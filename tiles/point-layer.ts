import type { LayerDefinition } from "./catalogue.ts";
import { type ColumnInfo, newColumns, type PointRow } from "./columns.ts";
import { compile, type Filter } from "./filter.ts";
import { Grid } from "./grid.ts";
import { LocalTime } from "./local-time.ts";
import { mergeRuns } from "./merge-runs.ts";
import { tileSlice } from "./morton.ts";
import { PointFeatureWriter } from "./point-features.ts";
import { findRow, isLive, killRow, type LayerColumns, type RowTest, type Run } from "./run.ts";
import { RunBuilder } from "./run-builder.ts";
import { chunkSize, selectRows, visitRows } from "./selection.ts";
import { type Segment, weave } from "./weave.ts";
import type { TileCoord } from "./world.ts";

/** What happened to one row. */
export type PointChange =
  | { readonly op: "upsert"; readonly row: PointRow }
  | { readonly op: "delete"; readonly id: number };

export interface PointLayerOptions {
  /** IANA zone of local hours and weekdays; UTC unless given. */
  readonly timeZone?: string;
}

/** What two copies of a layer must agree on. */
export interface Checksum {
  readonly count: number;
  readonly versionSum: number;
}

/**
 * A layer of points in memory: Morton-sorted runs of typed arrays, where a tile at any zoom is a slice of each. New and
 * changed rows go to small runs that are merged as they add up.
 */
export class PointLayer implements LayerColumns {
  readonly definition: LayerDefinition;
  readonly localTime: LocalTime;
  readonly timeColumn: number;
  columns: readonly ColumnInfo[];
  runs: readonly Run[] = [];
  private writer: PointFeatureWriter;
  private applied = 0;
  private versionSum = 0;

  /** Throws RangeError for an unknown time zone. */
  constructor(definition: LayerDefinition, options: PointLayerOptions = {}) {
    this.definition = definition;
    this.localTime = new LocalTime(options.timeZone ?? "UTC");
    this.timeColumn = definition.attributes.findIndex(({ name }) => name === definition.timeAttribute);
    this.columns = newColumns(definition);
    this.writer = new PointFeatureWriter(definition.id, this.columns);
  }

  /** Number of points held. */
  get size(): number {
    return this.runs.reduce((sum, run) => sum + run.live, 0);
  }

  /** Grows with each load and each batch that changed something; starts at 0 in every process. */
  get version(): number {
    return this.applied;
  }

  /**
   * Replaces everything with a snapshot. Given an async source it reads to the end before anything is replaced; changes
   * applied meanwhile are lost, so apply them again (that is harmless). A bad row rejects the whole snapshot with
   * TypeError and leaves what was there.
   */
  load(rows: Iterable<PointRow>): void;
  load(rows: AsyncIterable<PointRow>): Promise<void>;
  load(rows: Iterable<PointRow> | AsyncIterable<PointRow>): void | Promise<void> {
    const columns = newColumns(this.definition);
    const builder = new RunBuilder(columns);
    if (Symbol.asyncIterator in rows) return this.loadAsync(rows, columns, builder);
    for (const row of rows) builder.add(row);
    this.replace(columns, builder);
  }

  /**
   * Applies a batch, in order. An upsert whose version is not above the one held changes nothing, nor does deleting what
   * is not there: applying a batch twice is applying it once. A bad row throws TypeError and nothing of the batch is
   * applied.
   */
  apply(changes: readonly PointChange[]): void {
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
    let hasChanged = builder.size > 0;
    for (const id of pending.keys()) hasChanged = this.remove(id) || hasChanged;
    if (!hasChanged) return;
    this.settle(builder.size > 0 ? builder.finish(this.timeColumn, this.localTime) : undefined);
    this.applied++;
  }

  /** Version of the row with this id, or undefined where there is none. */
  versionOf(id: number): number | undefined {
    for (const run of this.runs) {
      const row = findRow(run, id);
      if (row >= 0 && isLive(run, row)) return run.versions[row];
    }
    return undefined;
  }

  checksum(): Checksum {
    return { count: this.size, versionSum: this.versionSum };
  }

  /**
   * The tile as MVT; zero bytes when it is empty. Points in order of Morton code, then id; grid cells instead, in a
   * layer `<id>_grid`, where more of them pass than the layer's budget. Throws RangeError as `compile` does.
   */
  tile(coord: TileCoord, filter: Filter = {}): Uint8Array {
    const tests = compile(this, filter);
    const segments = this.selectTile(coord, tests);
    if (segments === undefined) return this.gridTile(coord, tests);
    const [only] = segments;
    if (only === undefined) return new Uint8Array(0);
    return this.writer.write(coord.z, segments.length === 1 ? only : weave(this.columns, segments));
  }

  /** Changes whenever the bytes of the tile may have changed; of use within this process only. */
  tileVersion(_coord: TileCoord): number {
    return this.applied;
  }

  private async loadAsync(rows: AsyncIterable<PointRow>, columns: ColumnInfo[], builder: RunBuilder): Promise<void> {
    for await (const row of rows) builder.add(row);
    this.replace(columns, builder);
  }

  private replace(columns: readonly ColumnInfo[], builder: RunBuilder): void {
    const run = builder.finish(this.timeColumn, this.localTime);
    this.columns = columns;
    this.writer = new PointFeatureWriter(this.definition.id, columns);
    this.runs = run.size === 0 ? [] : [run.dead ? mergeRuns(columns, run) : run];
    this.versionSum = this.runs[0]?.versions.reduce((sum, version) => sum + version, 0) ?? 0;
    this.applied++;
  }

  private remove(id: number): boolean {
    for (const run of this.runs) {
      const row = findRow(run, id);
      if (row < 0 || !isLive(run, row)) continue;
      killRow(run, row);
      this.versionSum -= run.versions[row] as number;
      return true;
    }
    return false;
  }

  /** Adds a run, then merges until each run is at least `growth` times the next and none is mostly dead. */
  private settle(fresh: Run | undefined): void {
    const runs = this.runs
      .map((run) => (run.live < run.size * leastAlive ? mergeRuns(this.columns, run) : run))
      .filter((run) => run.live > 0);
    if (fresh !== undefined) {
      runs.push(fresh);
      this.versionSum += fresh.versions.reduce((sum, version) => sum + version, 0);
    }
    for (let last = runs.length - 1; last > 0; last--) {
      const [older, newer] = [runs[last - 1] as Run, runs[last] as Run];
      if (older.live > smallestRun && older.live >= newer.live * growth) break;
      runs.splice(last - 1, 2, mergeRuns(this.columns, older, newer));
    }
    this.runs = runs;
  }

  /** Rows of the tile that pass, run by run; undefined when there are more than the budget. */
  private selectTile(coord: TileCoord, tests: readonly RowTest[]): Segment[] | undefined {
    const budget = this.definition.featureBudget ?? Infinity;
    const segments: Segment[] = [];
    let count = 0;
    for (const run of this.runs) {
      const [start, end] = tileSlice(run.x, run.y, coord);
      let rows: Uint32Array = new Uint32Array(Math.min(end - start, chunkSize));
      let kept = 0;
      for (let from = start; from < end; from += chunkSize) {
        const to = Math.min(from + chunkSize, end);
        rows = withRoom(rows, kept, to - from);
        kept = selectRows(run, from, to, tests, rows, kept);
        if (count + kept > budget) return undefined;
      }
      count += kept;
      if (kept > 0) segments.push({ run, rows: rows.subarray(0, kept) });
    }
    return segments;
  }

  private gridTile(coord: TileCoord, tests: readonly RowTest[]): Uint8Array {
    const grid = new Grid(this.columns, coord.z);
    for (const run of this.runs) {
      visitRows(run, tileSlice(run.x, run.y, coord), tests, (rows, count) => grid.add(run, rows, count));
    }
    return grid.encode(`${this.definition.id}_grid`);
  }
}

/** A run this small is merged with whatever comes after it. */
const smallestRun = 4096;

/** How many times larger a run is than the next: bounds their number at the price of a rewrite each time it grows so. */
const growth = 4;

/** A run with a smaller share of living rows is rewritten without the dead. */
const leastAlive = 0.75;

function withRoom(rows: Uint32Array, kept: number, more: number): Uint32Array {
  if (kept + more <= rows.length) return rows;
  const larger = new Uint32Array(Math.max(kept + more, rows.length * 2));
  larger.set(rows.subarray(0, kept));
  return larger;
}
