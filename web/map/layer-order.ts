import { cellLayers, classLayers } from "../layers/classes.ts";
import { groundLayers, labelLayers } from "../layers/ground.ts";
import type { LayerSpec } from "../layers/layer-spec.ts";
import {
  gapScoreLayers,
  highlightLayers,
  incidentLayers,
  pickedLayers,
  placeLayers,
  planLayers,
} from "../layers/points.ts";
import { wallLayers } from "../layers/wall.ts";

export type PageName = "wall" | "plan" | "analyse";

/** Layers of each page, bottom to top: the one place where the order is said. */
export const layerOrder: Readonly<Record<PageName, readonly LayerSpec[]>> = {
  wall: wallLayers,
  plan: [
    ...groundLayers,
    ...placeLayers,
    ...labelLayers,
    ...highlightLayers.filter(({ id }) => id === "chosen-outline"),
    ...planLayers,
  ],
  analyse: [
    ...groundLayers.flatMap((layer) =>
      layer.id === "communities-fill" ? [layer, ...classLayers, ...cellLayers] : [layer],
    ),
    ...incidentLayers,
    ...highlightLayers,
    ...labelLayers,
    ...gapScoreLayers,
    ...pickedLayers,
  ],
};
