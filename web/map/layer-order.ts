import { cellLayers, classLayers } from "../layers/classes.ts";
import { coverLayers } from "../layers/covers.ts";
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
import { publishedLayers } from "../layers/published.ts";
import { wallLayers } from "../layers/wall.ts";

/** Layers of a page, bottom to top. */
export interface LayerOrder {
  readonly page: string;
  readonly layers: readonly LayerSpec[];
}

/** Streets that are there to find one's way by, and leave the colours of areas alone. */
function paled(layer: LayerSpec): LayerSpec {
  return layer.source === "roads" ? { ...layer, paint: { ...layer.paint, "line-layer-opacity": 0.6 } } : layer;
}

// The one place where orders are said; each by itself, so that a page loads no layers of another.

export const wallOrder: LayerOrder = { page: "wall", layers: [...wallLayers, ...coverLayers] };

export const planOrder: LayerOrder = {
  page: "plan",
  layers: [
    ...groundLayers,
    ...placeLayers,
    ...labelLayers,
    ...highlightLayers.filter(({ id }) => id === "chosen-outline"),
    ...planLayers,
    ...coverLayers,
  ],
};

export const analyseOrder: LayerOrder = {
  page: "analyse",
  layers: [
    ...groundLayers.flatMap((layer) =>
      layer.id === "communities-fill" ? [layer, ...classLayers, ...cellLayers] : [paled(layer)],
    ),
    ...incidentLayers,
    ...highlightLayers,
    ...labelLayers,
    ...gapScoreLayers,
    ...pickedLayers,
    ...coverLayers,
  ],
};

/** What anyone may see: the ground, and what is published on it. */
export const publicOrder: LayerOrder = {
  page: "about",
  layers: [...groundLayers, ...publishedLayers, ...labelLayers, ...coverLayers],
};
