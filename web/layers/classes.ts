import { densityRamp } from "../map/palette.ts";
import type { LayerSpec } from "./layer-spec.ts";

const step = ["coalesce", ["feature-state", "step"], -1];
const inTheme = (i: number) => [
  "match",
  ["global-state", "theme"],
  "day",
  densityRamp.day[i],
  "night",
  densityRamp.night[i],
  densityRamp.dusk[i],
];

/** Communities in the colour of the class that the page gives them, under roads and names; without a class, clear. */
export const classLayers: readonly LayerSpec[] = [
  {
    id: "communities-class",
    type: "fill",
    source: "communities",
    "source-layer": "communities",
    paint: {
      "fill-color": ["match", step, ...densityRamp.day.flatMap((_, i) => [i, inTheme(i)]), "rgba(0, 0, 0, 0)"],
    },
  },
];
