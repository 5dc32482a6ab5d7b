import type { Source } from "./buckets.ts";
import type { ColumnValues } from "./columns.ts";
import type { Run } from "./run.ts";

/**
 * How often each pair of numbers of two sources occurs together (of one source, when the other is left out). One counter
 * a pair of columns, and three counters a loop, make counting six columns as dear as counting two one by one: under one
 * nanosecond a row and column.
 */
export interface PairCounts {
  readonly a: Source;
  readonly b: Source | undefined;
  /** `counts[numberOfA * b.size + numberOfB]`. */
  readonly counts: Uint32Array;
}

/** Most counters of a pair that was not asked for as such: a megabyte, which the second-level cache holds. */
const densestUnasked = 1 << 18;

/** Most counters of any pair. */
const densest = 1 << 22;

/**
 * Counters for pairs that were asked for and for single sources, which are paired with each other where that is cheap.
 * Throws RangeError for a pair with more than four million combinations.
 */
export function newPairCounts(pairs: readonly (readonly [Source, Source])[], singles: readonly Source[]): PairCounts[] {
  const made: PairCounts[] = [];
  const isCounted = (id: string) => made.some(({ a, b }) => a.id === id || b?.id === id);
  for (const [a, b] of pairs) {
    if (made.some((one) => one.a.id === a.id && one.b?.id === b.id)) continue;
    if (a.size * b.size > densest) throw new RangeError(`"${a.id}" by "${b.id}" has too many groups.`);
    made.push({ a, b, counts: new Uint32Array(a.size * b.size) });
  }
  const open = new Map(singles.map((source) => [source.id, source]));
  for (const id of open.keys()) if (isCounted(id)) open.delete(id);
  // The largest with the smallest, so that all pairs are about equally small.
  const bySize = [...open.values()].sort((a, b) => b.size - a.size);
  for (let a = bySize.shift(); a !== undefined; a = bySize.shift()) {
    const last = bySize.at(-1);
    const b = last !== undefined && last.size * a.size <= densestUnasked ? bySize.pop() : undefined;
    made.push({ a, b, counts: new Uint32Array(a.size * (b?.size ?? 1)) });
  }
  return made;
}

/** Counts `rows[0..count)` of a run in all of them. */
export function addRows(pairs: readonly PairCounts[], run: Run, rows: Uint32Array, count: number): void {
  let i = 0;
  for (; i + 2 < pairs.length; i += 3) {
    addThree(
      columnsOf(pairs[i] as PairCounts, run),
      columnsOf(pairs[i + 1] as PairCounts, run),
      columnsOf(pairs[i + 2] as PairCounts, run),
      rows,
      count,
    );
  }
  for (; i < pairs.length; i++) addOne(columnsOf(pairs[i] as PairCounts, run), rows, count);
}

/** Visits the numbers of both sources that occur, and how often; the second is 0 where there is no second source. */
export function visitPairs({ b, counts }: PairCounts, visit: (count: number, a: number, b: number) => void): void {
  const width = b?.size ?? 1;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count !== 0) visit(count, Math.floor(i / width), i % width);
  }
}

interface Columns {
  readonly a: ColumnValues;
  readonly noneOfA: number;
  readonly firstOfA: number;
  readonly b: ColumnValues;
  readonly noneOfB: number;
  readonly firstOfB: number;
  /** 0 where there is no second source, and so nothing to add. */
  readonly factorOfB: number;
  readonly width: number;
  readonly counts: Uint32Array;
}

function columnsOf({ a, b, counts }: PairCounts, run: Run): Columns {
  const first = a.in(run);
  const second = b === undefined ? first : b.in(run);
  return {
    a: first.values,
    noneOfA: first.none,
    firstOfA: first.first,
    b: second.values,
    noneOfB: second.none,
    firstOfB: second.first,
    factorOfB: b === undefined ? 0 : 1,
    width: b?.size ?? 1,
    counts,
  };
}

function addOne(p: Columns, rows: Uint32Array, count: number): void {
  const { a, noneOfA, firstOfA, b, noneOfB, firstOfB, factorOfB, width, counts } = p;
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    const va = a[row] as number;
    const vb = b[row] as number;
    const at = (va === noneOfA ? 0 : va - firstOfA) * width + (vb === noneOfB ? 0 : vb - firstOfB) * factorOfB;
    counts[at] = (counts[at] as number) + 1;
  }
}

/** Three at once: a row's number is read once and the processor has three independent additions to overlap. */
function addThree(p: Columns, q: Columns, r: Columns, rows: Uint32Array, count: number): void {
  const { a: pa, noneOfA: pna, firstOfA: pfa, b: pb, noneOfB: pnb, firstOfB: pfb, factorOfB: pf, width: pw } = p;
  const { a: qa, noneOfA: qna, firstOfA: qfa, b: qb, noneOfB: qnb, firstOfB: qfb, factorOfB: qf, width: qw } = q;
  const { a: ra, noneOfA: rna, firstOfA: rfa, b: rb, noneOfB: rnb, firstOfB: rfb, factorOfB: rf, width: rw } = r;
  const [pc, qc, rc] = [p.counts, q.counts, r.counts];
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    const pva = pa[row] as number;
    const pvb = pb[row] as number;
    const pAt = (pva === pna ? 0 : pva - pfa) * pw + (pvb === pnb ? 0 : pvb - pfb) * pf;
    pc[pAt] = (pc[pAt] as number) + 1;
    const qva = qa[row] as number;
    const qvb = qb[row] as number;
    const qAt = (qva === qna ? 0 : qva - qfa) * qw + (qvb === qnb ? 0 : qvb - qfb) * qf;
    qc[qAt] = (qc[qAt] as number) + 1;
    const rva = ra[row] as number;
    const rvb = rb[row] as number;
    const rAt = (rva === rna ? 0 : rva - rfa) * rw + (rvb === rnb ? 0 : rvb - rfb) * rf;
    rc[rAt] = (rc[rAt] as number) + 1;
  }
}
