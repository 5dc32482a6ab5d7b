import type { PointRow } from "@one-map/tiles/columns";
import { communityCount } from "./synthetic-incidents.ts";

/** Communities as squares of the city, as real ones are places. */
export function* inSquares(rows: Iterable<PointRow>): Generator<PointRow> {
  for (const { values, ...row } of rows) {
    const square = Math.floor(row.lng * 50) * 31 + Math.floor(row.lat * 50);
    yield { ...row, values: [1 + (((square % communityCount) + communityCount) % communityCount), ...values.slice(1)] };
  }
}
