import { distanceMeters, type LngLat } from "./distance.ts";

/** Numbers over a box, row by row from the south-west corner. */
export interface Grid {
  readonly bbox: readonly number[];
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly number[];
}

export interface Peak {
  readonly position: LngLat;
  readonly value: number;
}

/** The highest places of a surface, highest first, none nearer to another than so many metres. */
export function peaksOf({ bbox, columns, rows, values }: Grid, apartMeters: number, most: number): Peak[] {
  const [west = 0, south = 0, east = 0, north = 0] = bbox;
  const at = (cell: number): LngLat => [
    west + (((cell % columns) + 0.5) * (east - west)) / columns,
    south + ((Math.floor(cell / columns) + 0.5) * (north - south)) / rows,
  ];
  const summits = values
    .map((value, cell) => ({ value, cell }))
    .filter(({ value, cell }) => value > 0 && isSummit(values, columns, cell))
    .sort((a, b) => b.value - a.value);
  const peaks: Peak[] = [];
  for (const { value, cell } of summits) {
    if (peaks.length === most) break;
    const position = at(cell);
    if (peaks.every((peak) => distanceMeters(peak.position, position) >= apartMeters)) peaks.push({ position, value });
  }
  return peaks;
}

/** No neighbour is higher. */
function isSummit(values: readonly number[], columns: number, cell: number): boolean {
  const own = values[cell] as number;
  const column = cell % columns;
  for (const dx of [-1, 0, 1]) {
    if (column + dx < 0 || column + dx >= columns) continue;
    for (const dy of [-columns, 0, columns]) if ((values[cell + dx + dy] ?? 0) > own) return false;
  }
  return true;
}
