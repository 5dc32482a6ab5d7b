import { type Change, formatPosition, type LiveIncident, type LiveUnit, type Position, type Snapshot } from "./wire.ts";

/** Rows of one kind: those to put in place of what was there, and ids of those to take away. */
export interface RowDiff<R> {
  readonly put: readonly R[];
  readonly drop: readonly number[];
}

/** What has changed since the difference before. */
export interface LiveDiff {
  /** This is everything; whatever else is held is to be dropped. */
  readonly isWhole: boolean;
  readonly incidents: RowDiff<LiveIncident>;
  readonly units: RowDiff<LiveUnit>;
  /** Kinds that have changed, with the communities concerned (null: outside every community). */
  readonly touched: Readonly<Record<string, readonly (number | null)[]>>;
  /** Changes may have been missed meanwhile: anything derived is to be read again. */
  readonly hasGap: boolean;
}

/** After so many removals their versions are forgotten, see `confirm`. */
const mostGone = 10_000;

/** Rows by id; of two versions the newer stays, in whichever order they come. */
class Table<R extends { readonly id: number; readonly v: number }> {
  rows = new Map<number, R>();
  /** Versions at which rows were removed, so that a late event does not bring one back. */
  gone = new Map<number, number>();
  #changed = new Set<number>();

  put(row: R): boolean {
    const held = this.rows.get(row.id)?.v ?? this.gone.get(row.id);
    if (held !== undefined && row.v <= held) return false;
    this.rows.set(row.id, row);
    this.gone.delete(row.id);
    this.#changed.add(row.id);
    return true;
  }

  drop(id: number, v: number): boolean {
    const held = this.rows.get(id);
    if (held !== undefined && held.v > v) return false;
    this.gone.set(id, Math.max(v, this.gone.get(id) ?? 0));
    if (!this.rows.delete(id)) return false;
    this.#changed.add(id);
    return true;
  }

  /** Compares whole rows: names in them change without a new version, and another epoch counts versions anew. */
  replace(rows: readonly R[]): void {
    const before = this.rows;
    this.rows = new Map(rows.map((row) => [row.id, row]));
    this.gone = new Map();
    for (const id of before.keys()) if (!this.rows.has(id)) this.#changed.add(id);
    for (const row of rows) if (JSON.stringify(before.get(row.id)) !== JSON.stringify(row)) this.#changed.add(row.id);
  }

  get changes(): number {
    return this.#changed.size;
  }

  take(): RowDiff<R> {
    const put: R[] = [];
    const drop: number[] = [];
    for (const id of this.#changed) {
      const row = this.rows.get(id);
      if (row === undefined) drop.push(id);
      else put.push(row);
    }
    this.#changed.clear();
    return { put, drop };
  }
}

/**
 * The live rows as this browser knows them. Events may come twice and in any order: the version of a row decides, not
 * the order of arrival, so that what is held after any stream of events is what the server holds.
 */
export class Replica {
  readonly #incidents = new Table<LiveIncident>();
  readonly #units = new Table<LiveUnit>();
  readonly #touched = new Map<string, Set<number | null>>();
  #hasGap = false;
  #epoch: string | null = null;
  /** Every event up to here is in the snapshot, or so old that nothing is known of it. */
  #baseSeq = 0;
  /** Every event up to here has been seen. Heartbeats alone move it, so that a resumed stream leaves nothing out. */
  #seenSeq = 0;

  /** Where to go on; null before the first snapshot. */
  get position(): Position | null {
    return this.#epoch === null ? null : { epoch: this.#epoch, seq: this.#seenSeq };
  }

  get token(): string | null {
    return this.position && formatPosition(this.position);
  }

  get incidents(): ReadonlyMap<number, LiveIncident> {
    return this.#incidents.rows;
  }

  get units(): ReadonlyMap<number, LiveUnit> {
    return this.#units.rows;
  }

  /** Rows that differ from those last taken. */
  get changes(): number {
    return this.#incidents.changes + this.#units.changes;
  }

  load({ epoch, seq, incidents, units }: Snapshot): void {
    this.#epoch = epoch;
    this.#baseSeq = seq;
    this.#seenSeq = seq;
    this.#incidents.replace(incidents.filter(({ status }) => status !== "closed"));
    this.#units.replace(units);
    this.#hasGap = true;
  }

  /** Applies one change of this epoch. */
  apply({ at, kind, id, v, isGone, communities, row }: Change): void {
    if (at.seq <= this.#baseSeq) return;
    const touched = this.#touched.get(kind) ?? new Set();
    this.#touched.set(kind, touched);
    for (const community of communities) touched.add(community);
    const table = kind === "incident" ? this.#incidents : kind === "unit" ? this.#units : undefined;
    if (table === undefined) return;
    if (isGone || row === null) table.drop(id, v);
    else if ((row as LiveIncident).status === "closed") table.drop(id, row.v);
    else (table as Table<LiveIncident | LiveUnit>).put(row);
  }

  /** The server says that every event up to here has been sent. */
  confirm(seq: number): void {
    this.#seenSeq = Math.max(this.#seenSeq, seq);
    if (this.#incidents.gone.size + this.#units.gone.size <= mostGone) return;
    // From here on anything that old is passed over by its number.
    this.#baseSeq = this.#seenSeq;
    this.#incidents.gone.clear();
    this.#units.gone.clear();
  }

  /** Events went by that nobody saw. */
  noteGap(): void {
    this.#hasGap = true;
  }

  /** What has changed since the last call; null for nothing. */
  take(): LiveDiff | null {
    if (this.changes === 0 && this.#touched.size === 0 && !this.#hasGap) return null;
    const diff = {
      isWhole: false,
      incidents: this.#incidents.take(),
      units: this.#units.take(),
      touched: Object.fromEntries([...this.#touched].map(([kind, communities]) => [kind, [...communities]])),
      hasGap: this.#hasGap,
    };
    this.#touched.clear();
    this.#hasGap = false;
    return diff;
  }

  /** Everything, for somebody who holds nothing yet. */
  whole(): LiveDiff {
    return {
      isWhole: true,
      incidents: { put: [...this.#incidents.rows.values()], drop: [] },
      units: { put: [...this.#units.rows.values()], drop: [] },
      touched: {},
      hasGap: true,
    };
  }
}
