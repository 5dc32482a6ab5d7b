import type { ColumnInfo } from "./columns.ts";
import { Merge, mergeRuns } from "./merge-runs.ts";
import { findRow, isLive, killRow, type Run } from "./run.ts";

/** A run up to this size takes the next batch in at once: a millisecond. */
const usualSmallRun = 16_384;

/** How many times larger a run is than the next: bounds their number at the price of a rewrite each time it grows so. */
const growth = 5;

/** A run with a smaller share of living rows is rewritten without the dead. */
const leastAlive = 0.75;

/** More runs than this are merged whatever their sizes. */
export const mostRuns = 5;

/** Values that a batch writes of merges under way for each of its rows. */
const valuesOwed = 400;

/** And at most, for each row of a small run: a million, a few milliseconds. */
const mostOwed = 64;

/**
 * The runs of a layer, oldest and largest first. A batch goes into the last run while that is small; larger runs are
 * merged beside the reads, a slice with every batch and whenever `mergeSome` is called, and swapped in whole: never more
 * than six runs. An id
 * lives in one run at most.
 */
export class RunSet {
  private held: readonly Run[] = [];
  private merges: Merge[] = [];
  private readonly smallRun: number;

  constructor(smallRun = usualSmallRun) {
    this.smallRun = smallRun;
  }

  get runs(): readonly Run[] {
    return this.held;
  }

  /** Drops everything in favour of one run. */
  replace(run: Run | undefined): void {
    this.merges = [];
    this.held = run === undefined || run.live === 0 ? [] : [run];
  }

  /** The run and the row that hold an id now, or undefined. */
  find(id: number): { run: Run; row: number } | undefined {
    for (const run of this.held) {
      const row = findRow(run, id);
      if (row >= 0 && isLive(run, row)) return { run, row };
    }
    return undefined;
  }

  kill(id: number, { run, row }: { run: Run; row: number }): void {
    killRow(run, row);
    for (const merge of this.merges) if (merge.older === run || merge.newer === run) merge.kill(id);
  }

  /** Adds the rows of a batch; its cost grows with the batch only. */
  add(columns: readonly ColumnInfo[], fresh: Run | undefined): void {
    const last = this.held.at(-1);
    if (fresh !== undefined && last !== undefined && !this.isBusy(last) && last.size + fresh.size <= this.smallRun) {
      this.held = [...this.held.slice(0, -1), mergeRuns(columns, last, fresh)];
    } else if (fresh !== undefined) this.held = [...this.held, fresh];
    this.held = this.held.filter((run) => run.live > 0 || this.isBusy(run));
    this.mergeSome(columns, Math.min((fresh?.size ?? 0) * valuesOwed, this.smallRun * mostOwed));
    // Only where batches come faster than anybody merges: reads must not pay for it for ever.
    while (this.held.length > mostRuns + 1 && this.mergeSome(columns, this.smallRun * mostOwed));
  }

  /** Writes about so many values of merges, smallest first; true while there is more to do. */
  mergeSome(columns: readonly ColumnInfo[], values: number): boolean {
    this.plan(columns);
    let left = values;
    while (left > 0 && this.merges.length > 0) {
      const merge = this.merges[0] as Merge;
      left = merge.advance(left);
      if (merge.merged === undefined) break;
      this.swap(merge, merge.merged);
      this.plan(columns);
    }
    return this.merges.length > 0;
  }

  private swap(merge: Merge, merged: Run): void {
    this.merges = this.merges.filter((one) => one !== merge);
    const at = this.held.indexOf(merge.older);
    const runs = this.held.filter((run) => run !== merge.newer);
    this.held = [...runs.slice(0, at), ...(merged.live > 0 ? [merged] : []), ...runs.slice(at + 1)];
  }

  private isBusy(run: Run): boolean {
    return this.merges.some((merge) => merge.older === run || merge.newer === run);
  }

  /** Begins the merges that the sizes ask for, each of runs that no other is reading. */
  private plan(columns: readonly ColumnInfo[]): void {
    const begin = (older: Run, newer?: Run) => {
      this.merges.push(new Merge(columns, older, newer));
      this.merges.sort((a, b) => a.size - b.size);
    };
    for (let i = this.held.length - 1; i > 0; i--) {
      const [older, newer] = [this.held[i - 1] as Run, this.held[i] as Run];
      // The last run is still growing; it takes part once it is full, or when there are too many.
      const isGrowing = i === this.held.length - 1 && newer.size < this.smallRun / 2;
      const isWanted = older.live < newer.live * growth || this.held.length > mostRuns;
      if (!isGrowing && isWanted && !this.isBusy(older) && !this.isBusy(newer)) begin(older, newer);
    }
    for (const run of this.held) {
      if (run.live < run.size * leastAlive && run.live > 0 && !this.isBusy(run)) begin(run);
    }
  }
}
