import { type ColumnInfo, type ColumnValues, columnIndex, nullInteger } from "./columns.ts";
import { compile, type Filter } from "./filter.ts";
import { realOfPlace } from "./real.ts";
import type { LayerColumns, RowTest } from "./run.ts";
import { visitRows } from "./selection.ts";

export interface Percentiles {
  /** Points that pass the filter and have a value. */
  readonly count: number;
  /** One for each share asked for; null where nothing has a value. */
  readonly values: readonly (number | null)[];
}

/** Values are told apart coarsely first, by this many counters, and only those around a wanted rank exactly. */
const coarse = 4096;

/**
 * Percentiles of an attribute that is a number by nearest rank: for a share s of n values, the value at rank ⌈s·n⌉ (the smallest
 * for 0). Exact; two passes over the column, no sorting of the whole.
 * Throws RangeError for an attribute that is not a number, a share outside 0 to 1, or a filter that does not fit.
 */
export function percentiles(
  layer: LayerColumns,
  attribute: string,
  shares: readonly number[],
  filter: Filter = {},
): Percentiles {
  const index = columnIndex(layer.columns, attribute);
  const column = layer.columns[index] as ColumnInfo;
  const { min, max } = column;
  const { kind } = column.attribute;
  if (kind !== "integer" && kind !== "date" && kind !== "real")
    throw new RangeError(`Attribute "${attribute}" is not a number.`);
  if (!shares.every((share) => share >= 0 && share <= 1)) throw new RangeError("A share lies between 0 and 1.");
  const tests = compile(layer, filter);
  const width = Math.max(1, Math.ceil((max - min + 1) / coarse));
  const counts = new Uint32Array(coarse + 1);
  const count = visitValues(layer, index, tests, (value) => {
    const bin = Math.floor((value - min) / width);
    counts[bin] = (counts[bin] as number) + 1;
  });
  if (count === 0) return { count, values: shares.map(() => null) };
  const places = shares.map((share) => findBin(counts, Math.max(1, Math.ceil(share * count))));
  const exact = new Map(places.map(({ bin }) => [bin, [] as number[]]));
  visitValues(layer, index, tests, (value) => {
    exact.get(Math.floor((value - min) / width))?.push(value);
  });
  for (const values of exact.values()) values.sort((a, b) => a - b);
  const found = places.map(({ bin, rank }) => (exact.get(bin) as number[])[rank - 1] as number);
  // Places of reals are in the order of the reals.
  return { count, values: kind === "real" ? found.map(realOfPlace) : found };
}

/** The bin that holds the value of a rank from 1, and its rank there. */
function findBin(counts: Uint32Array, rank: number): { bin: number; rank: number } {
  let left = rank;
  let bin = 0;
  while (left > (counts[bin] as number)) left -= counts[bin++] as number;
  return { bin, rank: left };
}

function visitValues(
  layer: LayerColumns,
  index: number,
  tests: readonly RowTest[],
  visit: (value: number) => void,
): number {
  const column = layer.columns[index] as ColumnInfo;
  const isCoded = column.storage === "code";
  let total = 0;
  for (const run of layer.runs) {
    const held = run.columns[index] as ColumnValues;
    visitRows(run, [0, run.size], tests, (rows, count) => {
      for (let i = 0; i < count; i++) {
        const stored = held[rows[i] as number] as number;
        const value = isCoded ? ((column.dictionary.value(stored) ?? nullInteger) as number) : stored;
        if (value === nullInteger) continue;
        total++;
        visit(value);
      }
    });
  }
  return total;
}
