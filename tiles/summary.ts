import { type Buckets, bucketsBy, type GroupBy, type GroupKey } from "./buckets.ts";
import { compile, type Filter } from "./filter.ts";
import { tileSlice } from "./morton.ts";
import type { LayerColumns } from "./run.ts";
import { chunkSize, visitRows } from "./selection.ts";
import type { TileCoord } from "./world.ts";

export interface Count {
  readonly key: GroupKey;
  readonly count: number;
}

export interface CountOfTwo {
  readonly keys: readonly [GroupKey, GroupKey];
  readonly count: number;
}

/**
 * How many points pass the filter in each group: every hour and weekday, of the others those that have any, keys
 * ascending and null last. Days are local, "2026-11-24"; months "2026-11". The counts add up to the points that pass.
 * Throws RangeError for what cannot be grouped or filtered by.
 */
export function countBy(layer: LayerColumns, by: GroupBy, filter: Filter = {}): Count[] {
  const buckets = bucketsBy(layer, by);
  const counts = new Uint32Array(buckets.size);
  const groups = new Uint32Array(chunkSize);
  visitLayer(layer, filter, (run, rows, count) => {
    buckets.fill(run, rows, count, groups);
    for (let i = 0; i < count; i++) {
      const group = groups[i] as number;
      counts[group] = (counts[group] as number) + 1;
    }
  });
  return listed(buckets, (group) => counts[group] !== 0)
    .map((group) => ({ key: buckets.key(group), count: counts[group] as number }))
    .sort((a, b) => compareKeys(a.key, b.key));
}

/** The same by two subjects at once, such as weekday and hour; in order of the first key, then of the second. */
export function countByTwo(layer: LayerColumns, by: readonly [GroupBy, GroupBy], filter: Filter = {}): CountOfTwo[] {
  const first = bucketsBy(layer, by[0]);
  const second = bucketsBy(layer, by[1]);
  const counts = new Map<number, number>();
  const firstGroups = new Uint32Array(chunkSize);
  const secondGroups = new Uint32Array(chunkSize);
  visitLayer(layer, filter, (run, rows, count) => {
    first.fill(run, rows, count, firstGroups);
    second.fill(run, rows, count, secondGroups);
    for (let i = 0; i < count; i++) {
      const pair = (firstGroups[i] as number) * second.size + (secondGroups[i] as number);
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  });
  if (first.always && second.always) {
    for (let a = 1; a < first.size; a++) {
      for (let b = 1; b < second.size; b++) counts.set(a * second.size + b, counts.get(a * second.size + b) ?? 0);
    }
  }
  const keysOf = (pair: number) => [first.key(Math.floor(pair / second.size)), second.key(pair % second.size)] as const;
  return [...counts]
    .map(([pair, count]) => ({ keys: keysOf(pair), count }))
    .sort((a, b) => compareKeys(a.keys[0], b.keys[0]) || compareKeys(a.keys[1], b.keys[1]));
}

/** How many points pass the filter. */
export function countAll(layer: LayerColumns, filter: Filter = {}): number {
  let total = 0;
  visitLayer(layer, filter, (_run, _rows, count) => {
    total += count;
  });
  return total;
}

/** How many points of a tile pass the filter; exact, whatever the tile would carry. */
export function countTile(layer: LayerColumns, coord: TileCoord, filter: Filter = {}): number {
  const tests = compile(layer, filter);
  let total = 0;
  for (const run of layer.runs) {
    visitRows(run, tileSlice(run.x, run.y, coord), tests, (_rows, count) => {
      total += count;
    });
  }
  return total;
}

type Visit = (run: LayerColumns["runs"][number], rows: Uint32Array, count: number) => void;

function visitLayer(layer: LayerColumns, filter: Filter, visit: Visit): void {
  const tests = compile(layer, filter);
  for (const run of layer.runs) visitRows(run, [0, run.size], tests, (rows, count) => visit(run, rows, count));
}

function listed(buckets: Buckets, hasAny: (group: number) => boolean): number[] {
  const groups: number[] = [];
  for (let group = 0; group < buckets.size; group++) {
    if (hasAny(group) || (buckets.always && group > 0)) groups.push(group);
  }
  return groups;
}

function compareKeys(a: GroupKey, b: GroupKey): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
