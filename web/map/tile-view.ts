import type { Map as MapLibre, RequestParameters } from "maplibre-gl";
import { type TileSource, tileSources } from "../layers/sources.ts";
import type { TileId, TileRefresher, TileView } from "./tile-refresher.ts";

/** The library cuts a tile of the last zoom into parts, down to so many levels above the closest look. */
const levelsToOverscale = 4;
const tileSize = 512;

/** A map's tiles as the refresher sees them. */
export function viewOf(map: MapLibre): TileView {
  return {
    visible: (source) => {
      const { minzoom, maxzoom } = tileSources[source as TileSource];
      const deepest = Math.max(maxzoom, map.getMaxZoom() - levelsToOverscale);
      return map.coveringTiles({ tileSize, minzoom, maxzoom: deepest }).map(({ canonical: { z, x, y } }) => {
        const shift = Math.max(0, z - maxzoom);
        return { drawn: [z, x, y] as const, data: [z - shift, x >> shift, y >> shift] as const };
      });
    },
    isSettled: (source) => map.isSourceLoaded(source),
    refresh: (source, tiles) =>
      map.refreshTiles(
        source,
        tiles?.map(([z, x, y]) => ({ z, x, y })),
      ),
  };
}

/** How a tile is to be asked for: past what the browser has kept when that may be older than the news of it. */
export function requestOf(url: string, refresher: TileRefresher): RequestParameters | undefined {
  const match = /\/tiles\/([\w-]+)\/(\d+)\/(\d+)\/(\d+)\.m[vl]t/.exec(url);
  if (match === null) return undefined;
  const tile: TileId = [Number(match[2]), Number(match[3]), Number(match[4])];
  return refresher.mustAsk(match[1] as string, tile) ? { url, cache: "no-cache" } : undefined;
}
