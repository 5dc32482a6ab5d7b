import { colour, densityRamp } from "../map/palette.ts";
import type { LayerSpec } from "./layer-spec.ts";

const inTheme = (i: number) => [
  "match",
  ["global-state", "theme"],
  "day",
  densityRamp.day[i],
  "night",
  densityRamp.night[i],
  densityRamp.dusk[i],
];

const colourOf = (step: unknown) => [
  "match",
  step,
  ...densityRamp.day.flatMap((_, i) => [i, inTheme(i)]),
  "rgba(0, 0, 0, 0)",
];

/** Communities in the colour of the class that the page gives them, under roads and names; without a class, clear. */
export const classLayers: readonly LayerSpec[] = [
  {
    id: "communities-class",
    type: "fill",
    source: "communities",
    "source-layer": "communities",
    paint: {
      "fill-color": colourOf(["coalesce", ["feature-state", "step"], -1]),
    },
  },
];

/** Square cells of ground in the colour of their class, where the communities would be. */
export const cellLayers: readonly LayerSpec[] = [
  {
    id: "coverage-cells",
    type: "fill",
    source: "coverage-cells",
    paint: { "fill-color": colourOf(["get", "step"]), "fill-outline-color": colour("communityLine") },
  },
];
