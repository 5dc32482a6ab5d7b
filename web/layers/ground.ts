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
      "text-size": scaled(15),
      "text-max-width": 8,
      "text-padding": 10,
    },
    paint: labelPaint,
  },
];
