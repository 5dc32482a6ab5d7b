import { type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";

/** Layers whose rows lie in communities. */
export const cutLayers: readonly LayerDefinition[] = layers.filter(({ clearance }) => clearance !== "public");

/** Where canaries are, and the border between the two communities. */
const places = [
  [107.1519, 34.3519],
  [107.0319, 34.3519],
  [107.1, 34.3519],
] as const;

/** Tiles of every zoom of a layer that hold canaries or the border, in both formats, as points and as cells, at both addresses. */
export function tileRequestsOf({ id, minzoom, maxzoom }: LayerDefinition): string[] {
  const urls = new Set<string>();
  for (let z = minzoom; z <= maxzoom; z++)
    for (const [lng, lat] of places) {
      const { x, y } = tileAt(worldX(lng), worldY(lat), z);
      for (const form of ["mvt", "mlt"])
        for (const detail of ["", "?detail=cells"]) urls.add(`/tiles/${id}/${z}/${x}/${y}.${form}${detail}`);
      urls.add(`/ogc/collections/${id}/tiles/WebMercatorQuad/${z}/${y}/${x}`);
    }
  return [...urls];
}
