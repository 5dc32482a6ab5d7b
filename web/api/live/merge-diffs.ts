import type { LiveDiff, RowDiff } from "./replica.ts";
import type { TileId, TileNews } from "./wire.ts";

/** One difference that does what two do, one after the other; no larger than the rows that there are. */
export function mergeDiffs(earlier: LiveDiff, later: LiveDiff): LiveDiff {
  if (later.isWhole) return later;
  return {
    isWhole: earlier.isWhole,
    incidents: mergeRows(earlier.incidents, later.incidents),
    units: mergeRows(earlier.units, later.units),
    touched: mergeTouched(earlier.touched, later.touched),
    hasGap: earlier.hasGap || later.hasGap,
  };
}

function mergeRows<R extends { readonly id: number }>(earlier: RowDiff<R>, later: RowDiff<R>): RowDiff<R> {
  const put = new Map(earlier.put.map((row) => [row.id, row]));
  const drop = new Set(earlier.drop);
  for (const id of later.drop) {
    put.delete(id);
    drop.add(id);
  }
  for (const row of later.put) {
    put.set(row.id, row);
    drop.delete(row.id);
  }
  return { put: [...put.values()], drop: [...drop] };
}

function mergeTouched(earlier: LiveDiff["touched"], later: LiveDiff["touched"]): LiveDiff["touched"] {
  const kinds = new Set([...Object.keys(earlier), ...Object.keys(later)]);
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, [...new Set([...(earlier[kind] ?? []), ...(later[kind] ?? [])])]]),
  );
}

/** More tiles than a map shows at a time: it may as well ask for all that it shows. */
const mostTiles = 2_000;

/** News of tiles of several layers, each tile once. */
export class TileNewsPile {
  readonly #layers = new Map<string, Map<string, TileId> | null>();

  add({ layer, tiles }: TileNews): void {
    const known = this.#layers.get(layer);
    if (known === null) return;
    const all = known ?? new Map<string, TileId>();
    for (const tile of tiles ?? []) all.set(tile.join("/"), tile);
    this.#layers.set(layer, tiles === null || all.size > mostTiles ? null : all);
  }

  /** Takes everything away from the pile. */
  take(): TileNews[] {
    const news = [...this.#layers].map(([layer, tiles]) => ({ layer, tiles: tiles && [...tiles.values()] }));
    this.#layers.clear();
    return news;
  }
}
