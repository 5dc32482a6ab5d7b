import type { LayerDefinition } from "./catalogue.ts";
import { type ColumnInfo, newColumns, type PointRow } from "./columns.ts";
import type { LocalTime } from "./local-time.ts";
import { Merge, mergeRuns } from "./merge-runs.ts";
import type { Run } from "./run.ts";
import { killDuplicates, RunBuilder } from "./run-builder.ts";

/** Rows sorted together where others wait: some 15 ms, the longest that taking a row can last. */
const shortPiece = 65_536;

/** Where nobody waits: less merging, half the time in all. */
const longPiece = 1 << 22;

/**
 * A whole layer being read, beside the one that answers: rows are sorted a piece at a time and the pieces merged two by
 * two, so that nothing ever takes long. Each row is written about log2(rows / 65,536) times.
 */
export class Snapshot {
  /** Descriptions of the columns, of this snapshot only. */
  readonly columns: readonly ColumnInfo[];
  private readonly timeColumn: number;
  private readonly localTime: LocalTime;
  private builder: RunBuilder;
  private runs: Run[] = [];
  private merge: Merge | undefined;
  private isWhole = false;
  private readonly rowsSorted: number;

  /** @param isPatient - pauses do not matter */
  constructor(definition: LayerDefinition, localTime: LocalTime, isPatient = false) {
    this.rowsSorted = isPatient ? longPiece : shortPiece;
    this.columns = newColumns(definition);
    this.timeColumn = definition.attributes.findIndex(({ name }) => name === definition.timeAttribute);
    this.localTime = localTime;
    this.builder = new RunBuilder(this.columns);
  }

  /** Takes a row; throws TypeError for one that a layer cannot hold. The row may be changed afterwards. */
  add(row: PointRow): void {
    this.builder.add(row);
    if (this.builder.size === this.rowsSorted) this.seal();
  }

  /** Says that the last row was taken, so that `mergeSome` goes on until there is one run. */
  close(): void {
    this.seal();
    this.isWhole = true;
  }

  /** Writes about so many values of merges; true while there is more to do. */
  mergeSome(values: number): boolean {
    for (let left = values; left > 0; ) {
      this.merge ??= this.nextMerge();
      if (this.merge === undefined) return false;
      const { older, newer } = this.merge;
      left = this.merge.advance(left);
      const { merged } = this.merge;
      if (merged === undefined) return true;
      this.runs = this.runs.flatMap((run) => (run === older ? [merged] : run === newer ? [] : [run]));
      this.merge = undefined;
    }
    return true;
  }

  /** Everything as one run, whatever there is still to do; of two rows with one id the newer version. */
  finish(): Run {
    if (!this.isWhole) this.close();
    while (this.mergeSome(Infinity));
    const run = this.runs[0] ?? this.builder.finish(this.timeColumn, this.localTime);
    killDuplicates(run);
    return run.dead === undefined ? run : mergeRuns(this.columns, run);
  }

  private seal(): void {
    if (this.builder.size === 0) return;
    this.runs.push(this.builder.finish(this.timeColumn, this.localTime));
    this.builder = new RunBuilder(this.columns);
  }

  /** Runs of like size, as a binary counter carries; at the end whatever is last. */
  private nextMerge(): Merge | undefined {
    for (let i = this.runs.length - 1; i > 0; i--) {
      const [older, newer] = [this.runs[i - 1] as Run, this.runs[i] as Run];
      if (this.isWhole || older.size < newer.size * 2) return new Merge(this.columns, older, newer);
    }
    return undefined;
  }
}
