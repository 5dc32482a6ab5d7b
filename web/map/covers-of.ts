import type { Map as MapLibre } from "maplibre-gl";
import { coverSquares } from "../layers/covers.ts";
import type { Feature } from "./map.ts";

/** What lies over a map: the library's own controls, and what a page marks so. */
const selector = ".maplibregl-ctrl, .over-map";

/** Where no name is to stand at this moment: under what lies over the map, and across its edge. */
export function coversOf(map: MapLibre): readonly Feature[] {
  const container = map.getContainer();
  const { left, top, width, height } = container.getBoundingClientRect();
  const around = container.closest(".map")?.parentElement ?? container;
  const covers = [...around.querySelectorAll(selector)]
    .map((element) => element.getBoundingClientRect())
    .map((box) => ({ x: box.left - left, y: box.top - top, width: box.width, height: box.height }));
  return coverSquares(covers, { width, height }).map(({ point, anchor, pixels }, i) => {
    const { lng, lat } = map.unproject([...point]);
    const geometry = { type: "Point", coordinates: [lng, lat] };
    return { type: "Feature", id: i + 1, geometry, properties: { anchor, pixels } };
  });
}
