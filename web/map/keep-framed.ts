import type { Map as MapLibre, MapOptions } from "maplibre-gl";

type Box = [west: number, south: number, east: number, north: number];

/** What a map of some size shows at first, to its edge; null where there is nothing to show. */
export type FirstView = (size: { readonly width: number; readonly height: number }) => readonly number[] | null;

const besidePixels = 24;

/** What the library is told to show first; around a box that is not made for the map's size there is some room. */
export function boundsOf(first: readonly number[] | FirstView | null, container: HTMLElement): Partial<MapOptions> {
  const box = typeof first === "function" ? first(sizeOf(container)) : first;
  if (box === null) return {};
  return { bounds: box as Box, fitBoundsOptions: { padding: typeof first === "function" ? 0 : besidePixels } };
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: clientWidth, height: clientHeight });

/**
 * Shows the first view again when the map has another size, until somebody looks elsewhere: what stands below a map comes a
 * moment after it and takes a part of its height, and what was whole would be cut.
 */
export function keepFramed(map: MapLibre, firstView: FirstView): void {
  const camera = () => `${map.getCenter()} ${map.getZoom()}`;
  let framed = camera();
  map.on("resize", () => {
    const box = firstView(sizeOf(map.getContainer()));
    if (box === null || camera() !== framed) return;
    map.fitBounds(box as Box, { padding: 0, duration: 0 });
    framed = camera();
  });
}
