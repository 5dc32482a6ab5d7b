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

/** Streets that are there to find one's way by, and leave the colours of areas alone. */
function paled(layer: LayerSpec): LayerSpec {
  return layer.source === "roads" ? { ...layer, paint: { ...layer.paint, "line-layer-opacity": 0.6 } } : layer;
}

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
      layer.id === "communities-fill" ? [layer, ...classLayers, ...cellLayers] : [paled(layer)],
    ),
    ...incidentLayers,
    ...highlightLayers,
    ...labelLayers,
    ...gapScoreLayers,
    ...pickedLayers,
  ],
};
