import { colour } from "../map/palette.ts";
import { labelFont, nameLabel, scaled, scaledByZoom } from "./expressions.ts";
import type { LayerSpec } from "./layer-spec.ts";

/** The ground: land, what is built up, streets, borders. Lines differ by weight and dash, not by hue. */
export const groundLayers: readonly LayerSpec[] = [
  { id: "land", type: "background", paint: { "background-color": colour("land") } },
  {
    id: "areas-rural",
    type: "fill",
    source: "areas",
    "source-layer": "areas",
    filter: ["==", ["get", "level"], "rural"],
    paint: { "fill-color": colour("rural") },
  },
  {
    id: "areas-water",
    type: "fill",
    source: "areas",
    "source-layer": "areas",
    filter: ["==", ["get", "level"], "water"],
    paint: { "fill-color": colour("water") },
  },
  {
    id: "communities-fill",
    type: "fill",
    source: "communities",
    "source-layer": "communities",
    paint: { "fill-color": colour("urban") },
  },
  {
    id: "roads-minor",
    type: "line",
    source: "roads",
    "source-layer": "roads",
    minzoom: 11.5,
    filter: ["in", ["get", "class"], ["literal", ["residential", "service", "path"]]],
    layout: { "line-cap": "round" },
    paint: { "line-color": colour("roadMinor"), "line-width": scaledByZoom([11.5, 0.4], [14, 1.6], [18, 10]) },
  },
  {
    id: "roads-major",
    type: "line",
    source: "roads",
    "source-layer": "roads",
    filter: ["in", ["get", "class"], ["literal", ["trunk", "primary", "secondary"]]],
    layout: { "line-cap": "round" },
    paint: {
      "line-color": colour("roadMajor"),
      "line-width": [
        "interpolate",
        ["linear"],
        ["zoom"],
        8,
        scaled(0.5),
        12,
        ["match", ["get", "class"], "trunk", scaled(2.4), "primary", scaled(1.5), scaled(0.9)],
        18,
        ["match", ["get", "class"], "trunk", scaled(18), scaled(13)],
      ],
    },
  },
  {
    id: "communities-outline",
    type: "line",
    source: "communities",
    "source-layer": "communities",
    minzoom: 10,
    paint: { "line-color": colour("communityLine"), "line-width": scaled(0.9) },
  },
  {
    id: "areas-district",
    type: "line",
    source: "areas",
    "source-layer": "areas",
    filter: ["==", ["get", "level"], "district"],
    paint: { "line-color": colour("districtLine"), "line-width": scaled(1.4), "line-dasharray": ["literal", [4, 2]] },
  },
  {
    id: "areas-city",
    type: "line",
    source: "areas",
    "source-layer": "areas",
    filter: ["==", ["get", "level"], "city"],
    paint: { "line-color": colour("cityLine"), "line-width": scaled(2.4) },
  },
];

/**
 * Where a name may stand, in letters from its point, the best place first: over it, then beside it, then farther away, though
 * not so far that it stands in the next county. A name that finds no room is left out, and a county without its name is not
 * found by anybody who looks for it.
 */
const places: readonly (readonly [anchor: string, right: number, down: number])[] = [
  ["center", 0, 0],
  ...[0.2, 0.7].flatMap((far) => [...beside(far, [0]), ...atCorners(far)]),
  ...beside(0.2, [-0.8, 0.8]),
  ...beside(1.2, [0, -0.8, 0.8]),
];

/** Above, below, left and right of a point, so far from it and moved so much along that side. */
function beside(far: number, along: readonly number[]) {
  return along.flatMap((by) => [
    ["top", by, far] as const,
    ["bottom", by, -far] as const,
    ["left", far, by] as const,
    ["right", -far, by] as const,
  ]);
}

function atCorners(far: number) {
  return [
    ["top-left", far, far] as const,
    ["top-right", -far, far] as const,
    ["bottom-left", far, -far] as const,
    ["bottom-right", -far, -far] as const,
  ];
}

const labelPaint = { "text-color": colour("label"), "text-halo-color": colour("halo"), "text-halo-width": scaled(1.6) };

/** Names, above everything that has an area. */
export const labelLayers: readonly LayerSpec[] = [
  {
    id: "communities-label",
    type: "symbol",
    source: "communities",
    "source-layer": "communities_label",
    minzoom: 12.3,
    layout: {
      "text-field": nameLabel,
      "text-font": labelFont,
      "text-size": scaled(12),
      "text-max-width": 7,
      "text-padding": 6,
    },
    paint: labelPaint,
  },
  {
    id: "areas-label",
    type: "symbol",
    source: "areas",
    "source-layer": "areas_label",
    maxzoom: 12.3,
    filter: ["==", ["get", "level"], "district"],
    layout: {
      "text-field": nameLabel,
      "text-font": labelFont,
      // Smaller where the whole city is as wide as a phone.
      "text-size": scaledByZoom([9, 12], [10, 15]),
      // Of two words each has a line: what is narrow fits between others, and into a phone.
      "text-max-width": 5,
      "text-line-height": 1.05,
      "text-padding": 1,
      "text-variable-anchor-offset": ["literal", places.flatMap(([anchor, ...offset]) => [anchor, offset])],
    },
    paint: labelPaint,
  },
];
