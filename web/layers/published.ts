import { colour } from "../map/palette.ts";
import type { LayerSpec } from "./layer-spec.ts";

/** What anyone may see: blocks of homes as discs by their band, incidents at the points that stand for a block. */
export const publishedLayers: readonly LayerSpec[] = [
  {
    id: "published-blocks",
    type: "circle",
    source: "published-blocks",
    minzoom: 11,
    paint: {
      "circle-color": colour("info"),
      "circle-opacity": 0.35,
      "circle-stroke-color": colour("info"),
      "circle-stroke-width": 1,
      "circle-radius": [
        "interpolate",
        ["linear"],
        ["zoom"],
        11,
        ["interpolate", ["linear"], ["sqrt", ["get", "households"]], 2.8, 0.8, 32, 3],
        16,
        ["interpolate", ["linear"], ["sqrt", ["get", "households"]], 2.8, 6, 32, 26],
      ],
    },
  },
  {
    id: "published-spots",
    type: "circle",
    source: "published-spots",
    paint: {
      "circle-color": colour("place"),
      "circle-opacity": 0.8,
      "circle-stroke-color": colour("halo"),
      "circle-stroke-width": 1,
      "circle-radius": [
        "interpolate",
        ["linear"],
        ["zoom"],
        9,
        ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 1.2, 6, 4],
        15,
        ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 4, 6, 16],
      ],
    },
  },
];
