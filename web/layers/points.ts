import { colour } from "../map/palette.ts";
import { labelFont, scaled, scaledByZoom } from "./expressions.ts";
import type { LayerSpec } from "./layer-spec.ts";

/** Radius of a cell by its count, pixels: area grows with the count up to the last, where cells touch. */
export const cellRadii = [
  [1, 1.8],
  [100, 5],
  [2_500, 10],
] as const;

/** Incidents in cells: where they are too many for points, and on maps that are to look alike everywhere. */
const cellLayer = (id: string, source: string): LayerSpec => ({
  id,
  type: "circle",
  source,
  "source-layer": "incidents_grid",
  paint: {
    "circle-color": colour("place"),
    "circle-opacity": 0.75,
    "circle-stroke-color": colour("halo"),
    "circle-stroke-width": 0.5,
    "circle-radius": [
      "interpolate",
      ["linear"],
      ["sqrt", ["get", "count"]],
      ...cellRadii.flatMap(([count, radius]) => [Math.sqrt(count), scaled(radius)]),
    ],
  },
});

/** Incidents of the analyst: every point that passes the filter, and cells with counts where they are too many. */
export const incidentLayers: readonly LayerSpec[] = [
  cellLayer("incident-cells", "incident-cells"),
  cellLayer("incidents-grid", "incidents"),
  {
    id: "incidents-circle",
    type: "circle",
    source: "incidents",
    "source-layer": "incidents",
    paint: {
      "circle-color": colour("place"),
      "circle-opacity": ["interpolate", ["linear"], ["zoom"], 9, 0.65, 14, 0.8],
      "circle-stroke-color": colour("halo"),
      "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 11, 0, 14, 0.7],
      "circle-radius": scaledByZoom([9, 1.9], [13, 3.2], [17, 7]),
    },
  },
];

/** Venues and dwellings as quiet dots; places due stand out on the officer's own list instead. */
export const placeLayers: readonly LayerSpec[] = [
  {
    id: "residences-circle",
    type: "circle",
    source: "residences",
    "source-layer": "residences",
    minzoom: 14.5,
    paint: {
      "circle-color": colour("info"),
      "circle-opacity": 0.4,
      "circle-radius": scaledByZoom([14.5, 1.2], [18, 4]),
    },
  },
  {
    id: "venues-circle",
    type: "circle",
    source: "venues",
    "source-layer": "venues",
    minzoom: 13,
    paint: {
      "circle-color": colour("place"),
      "circle-opacity": 0.5,
      "circle-radius": scaledByZoom([13, 1.3], [18, 5]),
    },
  },
  {
    id: "police-rooms-icon",
    type: "symbol",
    source: "police-rooms",
    "source-layer": "police-rooms",
    minzoom: 12.5,
    layout: { "icon-image": "room", "icon-size": scaledByZoom([12.5, 0.3], [16, 0.5]), "icon-allow-overlap": true },
    paint: { "icon-color": colour("policeRoom"), "icon-halo-color": colour("halo"), "icon-halo-width": 1.5 },
  },
];

/** Places on the officer's list, numbered in his order. */
export const planLayers: readonly LayerSpec[] = [
  {
    id: "plan-route",
    type: "line",
    source: "plan-route",
    paint: {
      "line-color": colour("selected"),
      "line-width": scaled(1.5),
      "line-dasharray": ["literal", [2, 2]],
      "line-opacity": 0.6,
    },
  },
  {
    id: "plan-mark",
    type: "symbol",
    source: "plan-places",
    layout: {
      "icon-image": ["match", ["get", "kind"], "venue", "venue", "dwelling"],
      "icon-size": ["case", ["get", "isSelected"], 0.6, 0.47],
      "icon-allow-overlap": true,
      // The first of the round on top.
      "symbol-sort-key": ["case", ["get", "isSelected"], 1, ["-", 0, ["get", "rank"]]],
    },
    paint: {
      "icon-color": [
        "case",
        ["get", "isSelected"],
        colour("selected"),
        ["==", ["get", "kind"], "venue"],
        colour("unitBusy"),
        colour("unitAvailable"),
      ],
      "icon-halo-color": colour("halo"),
      "icon-halo-width": 2,
    },
  },
  {
    // Of marks that cover each other only the upper one shows its number.
    id: "plan-number",
    type: "symbol",
    source: "plan-places",
    layout: {
      "text-field": ["to-string", ["get", "rank"]],
      "text-font": labelFont,
      "text-size": 12,
      "text-padding": 1,
      "symbol-sort-key": ["case", ["get", "isSelected"], 0, ["get", "rank"]],
    },
    paint: { "text-color": colour("halo") },
  },
];

/** Borders of gaps and of the chosen community. */
export const highlightLayers: readonly LayerSpec[] = [
  {
    id: "gaps-outline",
    type: "line",
    source: "communities",
    "source-layer": "communities",
    filter: ["in", ["get", "code"], ["literal", []]],
    paint: { "line-color": colour("gap"), "line-width": scaled(2.2) },
  },
  {
    id: "cell-gaps",
    type: "line",
    source: "coverage-cells",
    filter: ["==", ["get", "isGap"], true],
    paint: { "line-color": colour("gap"), "line-width": 2.2 },
  },
  {
    id: "cell-chosen-casing",
    type: "line",
    source: "coverage-cells",
    filter: ["==", ["get", "key"], ""],
    layout: { "line-join": "round" },
    paint: { "line-color": colour("halo"), "line-width": 7 },
  },
  {
    id: "cell-chosen",
    type: "line",
    source: "coverage-cells",
    filter: ["==", ["get", "key"], ""],
    layout: { "line-join": "round" },
    paint: { "line-color": colour("selected"), "line-width": 3 },
  },
  {
    id: "chosen-casing",
    type: "line",
    source: "communities",
    "source-layer": "communities",
    filter: ["==", ["get", "code"], ""],
    layout: { "line-join": "round" },
    paint: { "line-color": colour("halo"), "line-width": scaled(6.5) },
  },
  {
    id: "chosen-outline",
    type: "line",
    source: "communities",
    "source-layer": "communities",
    filter: ["==", ["get", "code"], ""],
    paint: { "line-color": colour("selected"), "line-width": scaled(2.6) },
  },
];

/** Score of each gap, at its middle. */
export const gapScoreLayers: readonly LayerSpec[] = [
  {
    id: "gap-scores",
    type: "symbol",
    source: "gap-scores",
    minzoom: 11,
    layout: {
      "text-field": ["get", "label"],
      "text-font": labelFont,
      "text-size": 13,
      "text-padding": 4,
      "symbol-sort-key": ["-", 0, ["get", "score"]],
    },
    paint: { "text-color": colour("gap"), "text-halo-color": colour("halo"), "text-halo-width": 2 },
  },
];

/** A ring around the place that was picked, on the map or in a list. */
export const pickedLayers: readonly LayerSpec[] = [
  {
    id: "picked-ring",
    type: "circle",
    source: "picked",
    paint: {
      "circle-radius": 11,
      "circle-opacity": 0,
      "circle-stroke-width": 3,
      "circle-stroke-color": colour("selected"),
    },
  },
];
