import type { LayerDefinition } from "./catalogue.ts";
import { type ColumnInfo, newColumns, type PointRow } from "./columns.ts";
import { communitiesIn, type TileCommunities } from "./communities-in-tile.ts";
import { compile, type Filter } from "./filter.ts";
import { LocalTime } from "./local-time.ts";
import { bytesOf, type LayerColumns, type RowTest, type Run } from "./run.ts";
import { RunBuilder } from "./run-builder.ts";
import { RunSet } from "./run-set.ts";
import { Snapshot } from "./snapshot.ts";
import { TileClock } from "./tile-clock.ts";
import { type TileForm, TileMaker } from "./tile-maker.ts";
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

/** Rows held and superseded, runs, bytes of all arrays, and how far the layer has come. */
export interface PointLayerCounters {
  readonly rows: number;
  readonly dead: number;
  readonly runs: number;
  readonly bytes: number;
  readonly version: number;
  readonly seq: number;
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
  private maker: TileMaker;
  private applied = 0;
  private reached = 0;
  private versionSum = 0;
  private readonly held = new Map<number, { readonly version: number; readonly communities: TileCommunities }>();
  private readonly compiled = new WeakMap<Filter, { readonly version: number; readonly tests: readonly RowTest[] }>();

  /** Throws RangeError for an unknown time zone. */
  constructor(definition: LayerDefinition, options: PointLayerOptions = {}) {
    this.definition = definition;
    this.localTime = new LocalTime(options.timeZone ?? "UTC");
    this.timeColumn = definition.attributes.findIndex(({ name }) => name === definition.timeAttribute);
    this.columns = newColumns(definition);
    this.set = new RunSet(options.smallRun);
    this.maker = new TileMaker(this);
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
    this.maker = new TileMaker(this);
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
   * The tile; zero bytes when it is empty. Points in order of Morton code, then id; grid cells instead, in a
   * layer `<id>_grid`, where more of them pass than the layer's budget. Throws RangeError as `compile` does.
   */
  tile(coord: TileCoord, filter: Filter = everything, form: TileForm = "mvt"): Uint8Array {
    return this.maker.tile(coord, this.testsOf(filter), form);
  }

  /**
   * The tile as grid cells, however few the points are; zero bytes when it is empty. For maps that are to look the same
   * from one tile to the next.
   */
  cells(coord: TileCoord, filter: Filter = everything, form: TileForm = "mvt"): Uint8Array {
    return this.maker.cells(coord, this.testsOf(filter), form);
  }

  /**
   * `version` of the last batch that may have changed the tile, before or after which it held one of the batch's points;
   * decided without looking at any row. A tile asked for afterwards holds everything up to it.
   */
  tileVersion(coord: TileCoord): number {
    return this.clock.version(coord);
  }

  /**
   * The communities that the tile's rows lie in; looked up once for each state of the tile. Throws RangeError for a layer
   * whose rows lie in none.
   */
  communitiesIn(coord: TileCoord): TileCommunities {
    const key = (coord.z * 2 ** 22 + coord.x) * 2 ** 22 + coord.y;
    const version = this.tileVersion(coord);
    const known = this.held.get(key);
    if (known?.version === version) return known.communities;
    const communities = communitiesIn(this, coord);
    if (this.held.size >= mostHeld) this.held.clear();
    this.held.set(key, { version, communities });
    return communities;
  }

  /** Bytes of all arrays: columns, indices, marks of the dead, clock. */
  get bytes(): number {
    return this.set.runs.reduce((sum, run) => sum + bytesOf(run), this.clock.bytes);
  }

  /** Figures for whoever watches the process. */
  counters(): PointLayerCounters {
    const { runs, size, bytes, version, seq } = this;
    const held = runs.reduce((sum, run) => sum + run.size, 0);
    return { rows: size, dead: held - size, runs: runs.length, bytes, version, seq };
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
}

const everything: Filter = {};

/** Tiles whose communities are remembered. */
const mostHeld = 10_000;

function sumOf(values: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}
