import { decodeValue, nullInstant, type Value } from "./columns.ts";
import { compile, type Filter } from "./filter.ts";
import type { LayerColumns, Run } from "./run.ts";
import { visitRows } from "./selection.ts";
import { type BBox, latOfWorldY, lngOfWorldX, worldX, worldY } from "./world.ts";

/** A point of a layer in words again. */
export interface FoundPoint {
  readonly id: number;
  /** Degrees, 9 mm exact. */
  readonly position: readonly [lng: number, lat: number];
  /** By attribute; instants are epoch seconds. */
  readonly values: Readonly<Record<string, Value>>;
}

export interface Newest {
  /** Points in the box that pass the filter. */
  readonly total: number;
  /** The newest of them by the layer's time, then by id, newest first; those without a time last. */
  readonly points: readonly FoundPoint[];
}

interface Candidate {
  readonly time: number;
  readonly id: number;
  readonly run: Run;
  readonly row: number;
}

/**
 * The newest points of a box, borders included, that pass the filter, in one pass over the layer.
 * Throws RangeError for a layer without a time, and as `compile` does.
 */
export function newest(
  layer: LayerColumns,
  { bbox: [west, south, east, north], most }: { readonly bbox: BBox; readonly most: number },
  filter: Filter = {},
): Newest {
  const { timeColumn, columns } = layer;
  if (timeColumn < 0) throw new RangeError(`Layer "${layer.definition.id}" has no time to sort by.`);
  const [left, right, top, bottom] = [worldX(west), worldX(east), worldY(north), worldY(south)];
  const tests = compile(layer, filter);
  const found: Candidate[] = [];
  let total = 0;
  for (const run of layer.runs) {
    const { x, y, ids } = run;
    const times = run.columns[timeColumn] as ArrayLike<number>;
    visitRows(run, [0, run.size], tests, (rows, count) => {
      for (let i = 0; i < count; i++) {
        const row = rows[i] as number;
        const column = x[row] as number;
        const line = y[row] as number;
        if (column < left || column > right || line < top || line > bottom) continue;
        total++;
        const time = times[row] as number;
        insert(found, { time: time === nullInstant ? -Infinity : time, id: ids[row] as number, run, row }, most);
      }
    });
  }
  const points = found.map(({ id, run, row }): FoundPoint => {
    const position = [lngOfWorldX((run.x[row] as number) + 0.5), latOfWorldY((run.y[row] as number) + 0.5)] as const;
    const values = columns.map((column, i) => [
      column.attribute.name,
      decodeValue(column, run.columns[i]?.[row] as number),
    ]);
    return { id, position, values: Object.fromEntries(values) };
  });
  return { total, points };
}

const isBefore = (a: Candidate, b: Candidate) => a.time > b.time || (a.time === b.time && a.id > b.id);

/** Puts a point where it belongs among the newest, which never grow beyond `most`. */
function insert(found: Candidate[], candidate: Candidate, most: number): void {
  const last = found[most - 1];
  if (last !== undefined && !isBefore(candidate, last)) return;
  let at = found.length;
  while (at > 0 && isBefore(candidate, found[at - 1] as Candidate)) at--;
  if (at >= most) return;
  found.splice(at, 0, candidate);
  if (found.length > most) found.pop();
}
