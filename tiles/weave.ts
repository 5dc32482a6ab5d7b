import { type ColumnInfo, newValues } from "./columns.ts";
import { isBefore } from "./merge-runs.ts";
import type { Run } from "./run.ts";
import { type Numbers, sequence } from "./run-order.ts";

/** Some rows of a run, in its order. */
export interface Segment {
  readonly run: Run;
  readonly rows: Uint32Array;
}

/**
 * The rows of several runs as if they had always been in one, in the order that they would have there: what a layer
 * answers does not show in which batches it came. Only what tiles are made of is gathered.
 */
export function weave(columns: readonly ColumnInfo[], parts: readonly Segment[]): Segment {
  const size = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const places = placesOf(parts);
  const each = <T extends Numbers>(into: T, of: (run: Run) => Numbers): T => {
    const scatter = scatterInto(into);
    for (const [p, { run, rows }] of parts.entries()) scatter(of(run), rows, places[p] as Uint32Array, into);
    return into;
  };
  const run: Run = {
    size,
    x: each(new Uint32Array(size), ({ x }) => x),
    y: each(new Uint32Array(size), ({ y }) => y),
    ids: each(newIds(parts, size), ({ ids }) => ids),
    versions: new Uint32Array(0),
    byId: new Uint32Array(0),
    columns: columns.map((column, i) => {
      if (column.attribute.inTile === false) return new Uint8Array(0);
      return each(newValues(column, size), (one) => one.columns[i] as Numbers);
    }),
    localHours: undefined,
    localDays: undefined,
    dead: undefined,
    live: size,
  };
  return { run, rows: sequence(size) };
}

function newIds(parts: readonly Segment[], size: number): Uint32Array | Float64Array {
  const isNarrow = parts.every(({ run }) => run.ids instanceof Uint32Array);
  return isNarrow ? new Uint32Array(size) : new Float64Array(size);
}

type Scatter = (from: Numbers, rows: Uint32Array, places: Uint32Array, into: Numbers) => void;

/** The same loop once for each kind of array: one loop for all kinds takes five times as long. */
function scatterInto(into: Numbers): Scatter {
  if (into instanceof Uint32Array) return scatterUnsigned;
  if (into instanceof Float64Array) return scatterFloats;
  return into instanceof Int32Array ? scatterIntegers : scatterCodes;
}

const scatterUnsigned: Scatter = (from, rows, places, into) => {
  for (let i = 0; i < rows.length; i++) into[places[i] as number] = from[rows[i] as number] as number;
};

const scatterFloats: Scatter = (from, rows, places, into) => {
  for (let i = 0; i < rows.length; i++) into[places[i] as number] = from[rows[i] as number] as number;
};

const scatterIntegers: Scatter = (from, rows, places, into) => {
  for (let i = 0; i < rows.length; i++) into[places[i] as number] = from[rows[i] as number] as number;
};

const scatterCodes: Scatter = (from, rows, places, into) => {
  for (let i = 0; i < rows.length; i++) into[places[i] as number] = from[rows[i] as number] as number;
};

/** Where each row of each part stands in the common order: its own place plus how many of every other part precede it. */
function placesOf(parts: readonly Segment[]): Uint32Array[] {
  const places = parts.map(({ rows }) => sequence(rows.length));
  for (let q = 1; q < parts.length; q++) {
    for (let p = 0; p < q; p++) {
      const ranks = ranksIn(parts[p] as Segment, parts[q] as Segment);
      addRanks(places[p] as Uint32Array, places[q] as Uint32Array, ranks);
    }
  }
  return places;
}

/** How many rows of the first part precede each row of the second, found by binary search: the second is the smaller. */
function ranksIn(first: Segment, second: Segment): Uint32Array {
  let from = 0;
  return second.rows.map((row) => {
    let high = first.rows.length;
    while (from < high) {
      const middle = (from + high) >>> 1;
      if (isBefore(first.run, first.rows[middle] as number, second.run, row)) from = middle + 1;
      else high = middle;
    }
    return from;
  });
}

function addRanks(first: Uint32Array, second: Uint32Array, ranks: Uint32Array): void {
  let i = 0;
  for (let j = 0; j < ranks.length; j++) {
    const rank = ranks[j] as number;
    for (; i < rank; i++) first[i] = (first[i] as number) + j;
    second[j] = (second[j] as number) + rank;
  }
  for (; i < first.length; i++) first[i] = (first[i] as number) + ranks.length;
}
