import { tileSlice } from "./morton.ts";
import { isLive, type LayerColumns } from "./run.ts";
import type { TileCoord } from "./world.ts";

/** What a tile holds rows of. */
export interface TileCommunities {
  /** Ids, ascending. */
  readonly ids: readonly number[];
  /** Some of its rows lie in no community. */
  readonly hasOthers: boolean;
}

/**
 * The communities that the rows of a tile lie in, whatever filter is asked for. One look at a column of codes for each row of the
 * tile, about a nanosecond. Throws RangeError for a layer whose rows lie in none.
 */
export function communitiesIn(layer: LayerColumns, coord: TileCoord): TileCommunities {
  const index = layer.columns.findIndex(({ attribute }) => attribute.kind === "community");
  const column = layer.columns[index];
  if (column === undefined) throw new RangeError(`Rows of layer "${layer.definition.id}" lie in no community.`);
  const { dictionary } = column;
  const seen = new Uint8Array(dictionary.size);
  for (const run of layer.runs) {
    const codes = run.columns[index] as Uint8Array;
    const [start, end] = tileSlice(run.x, run.y, coord);
    if (run.dead === undefined) for (let row = start; row < end; row++) seen[codes[row] as number] = 1;
    else for (let row = start; row < end; row++) if (isLive(run, row)) seen[codes[row] as number] = 1;
  }
  const ids: number[] = [];
  for (let code = 1; code < seen.length; code++) if (seen[code] === 1) ids.push(dictionary.value(code) as number);
  return { ids: ids.sort((a, b) => a - b), hasOthers: seen[0] === 1 };
}
