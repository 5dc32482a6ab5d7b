import { colour } from "../map/palette.ts";
import type { WallView } from "../state/wall-settings.ts";
import { classLayers } from "./classes.ts";
import { labelFont, scaled, scaledByZoom } from "./expressions.ts";
import { groundLayers, labelLayers } from "./ground.ts";
import type { LayerSpec } from "./layer-spec.ts";
import { placeLayers } from "./points.ts";

/** Sizes of text in units of the scale: 25 arcminutes for Chinese names, 20 for digits, 16 for call signs. */
const nameSize = 15;
const digitSize = 16;
const smallSize = 13;

const view = ["global-state", "view"];

/** Seen in some of the wall's views only; all of them share one camera. */
const visibleIn = (...views: readonly WallView[]) => ["match", view, [...views], "visible", "none"];

const priorityIcon = ["match", ["get", "priority"], 1, "alarm", 2, "warning", 3, "caution", "info"];
const priorityColour = [
  "match",
  ["get", "priority"],
  1,
  colour("alarm"),
  2,
  colour("warning"),
  3,
  colour("caution"),
  colour("info"),
];

/** Density in metres, painted in fixed classes by the page (map/surface-image.ts), under streets and names. */
const surfaceLayers: readonly LayerSpec[] = [
  {
    id: "surface",
    type: "raster",
    source: "surface",
    layout: { visibility: visibleIn("density") },
    paint: { "raster-fade-duration": 0, "raster-opacity": 0.9 },
  },
];

/** Communities by the days since their places were last visited, gaps hatched and outlined: never by hue alone. */
const coverageLayers: readonly LayerSpec[] = classLayers.map((layer) => ({
  ...layer,
  layout: { visibility: visibleIn("coverage") },
}));

const gapFilter = ["in", ["id"], ["literal", []]];
const gapLayers: readonly LayerSpec[] = [
  {
    id: "wall-gaps-hatch",
    type: "fill",
    source: "communities",
    "source-layer": "communities",
    filter: gapFilter,
    layout: { visibility: visibleIn("coverage") },
    paint: {
      "fill-pattern": ["match", ["global-state", "theme"], "day", "hatch-day", "night", "hatch-night", "hatch-dusk"],
    },
  },
  {
    id: "wall-gaps-outline",
    type: "line",
    source: "communities",
    "source-layer": "communities",
    filter: gapFilter,
    layout: { visibility: visibleIn("coverage"), "line-join": "round" },
    paint: { "line-color": colour("gap"), "line-width": scaled(1.6) },
  },
];

/** Layers whose filter names the gaps. */
export const gapLayerIds: readonly string[] = gapLayers.map(({ id }) => id);

/** Smaller where units are not the subject. */
const unitSize = (size: number) => ["*", size, ["match", view, "units", 1, 0.62], ["global-state", "scale"]];

/** Units on duty; silent ones are hollow, and named where units are the subject. */
const unitLayers: readonly LayerSpec[] = [
  {
    id: "live-units-icon",
    type: "symbol",
    source: "live-units",
    layout: {
      visibility: visibleIn("incidents", "units"),
      "icon-image": ["case", ["get", "isSilent"], "unit-silent", "unit"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 10, unitSize(0.16), 13, unitSize(0.28), 16, unitSize(0.5)],
      "icon-allow-overlap": true,
      "symbol-sort-key": ["case", ["get", "isSilent"], 1, 0],
    },
    paint: {
      "icon-opacity": ["case", ["get", "isSilent"], 0.6, 1],
      "icon-color": [
        "case",
        ["get", "isSilent"],
        colour("unitSilent"),
        ["==", ["get", "status"], "available"],
        colour("unitAvailable"),
        colour("unitBusy"),
      ],
    },
  },
  {
    id: "silent-units-label",
    type: "symbol",
    source: "live-units",
    filter: ["get", "isSilent"],
    layout: {
      visibility: visibleIn("units"),
      "text-field": ["get", "callSign"],
      "text-font": labelFont,
      "text-size": scaled(smallSize),
      "text-anchor": "top",
      "text-offset": [0, 0.6],
    },
    paint: { "text-color": colour("label"), "text-halo-color": colour("halo"), "text-halo-width": scaled(1.2) },
  },
];

/** Open incidents, most urgent on top; an alarm in nobody's hand has a ring that stays. */
const openIncidentLayers: readonly LayerSpec[] = [
  {
    id: "open-incidents-ring",
    type: "circle",
    source: "open-incidents",
    filter: ["get", "isAlarm"],
    paint: {
      "circle-color": colour("halo"),
      "circle-opacity": 0.6,
      "circle-radius": scaled(15),
      "circle-stroke-color": colour("alarm"),
      "circle-stroke-width": scaled(2.4),
    },
  },
  {
    id: "open-incidents-halo",
    type: "circle",
    source: "open-incidents",
    paint: {
      "circle-color": colour("halo"),
      "circle-opacity": 0.85,
      "circle-radius": ["match", ["get", "priority"], 1, scaled(9), 2, scaled(8), scaled(7)],
    },
  },
  {
    id: "open-incidents-icon",
    type: "symbol",
    source: "open-incidents",
    layout: {
      "icon-image": priorityIcon,
      "icon-size": ["match", ["get", "priority"], 1, scaled(0.46), 2, scaled(0.4), scaled(0.34)],
      "icon-allow-overlap": true,
      "symbol-sort-key": ["-", 10, ["get", "priority"]],
    },
    paint: { "icon-color": priorityColour },
  },
  {
    id: "open-incidents-wait",
    type: "symbol",
    source: "open-incidents",
    layout: {
      "text-field": ["get", "waitLabel"],
      "text-font": labelFont,
      "text-size": scaled(digitSize),
      "text-anchor": "top",
      "text-offset": [0, 0.6],
      "symbol-sort-key": ["-", ["get", "priority"], ["/", ["get", "waitSeconds"], 1e7]],
    },
    paint: { "text-color": colour("label"), "text-halo-color": colour("halo"), "text-halo-width": scaled(1.4) },
  },
];

/** Police rooms, smaller than what happens around them. */
const roomLayers = placeLayers
  .filter(({ id }) => id === "police-rooms-icon")
  .map((layer) => ({ ...layer, layout: { ...layer.layout, "icon-size": scaledByZoom([12.5, 0.2], [16, 0.34]) } }));

/** Characters are seen under 25 arcminutes; Latin letters, of which a name has three times as many, under 16 at least. */
const nameSizes = [
  "*",
  ["case", ["all", ["==", ["global-state", "lang"], "en"], ["has", "name_en"]], smallSize, nameSize],
  ["global-state", "scale"],
];

/** Names at the wall's size, wherever they are on the map. */
const wallLabelLayers = labelLayers.map((layer) => ({
  ...layer,
  layout: { ...layer.layout, "text-size": nameSizes },
}));

/** The wall, bottom to top. */
export const wallLayers: readonly LayerSpec[] = [
  ...groundLayers.flatMap((layer) =>
    layer.id === "communities-fill" ? [layer, ...surfaceLayers, ...coverageLayers] : [layer],
  ),
  ...gapLayers,
  ...roomLayers,
  ...unitLayers,
  ...wallLabelLayers,
  ...openIncidentLayers,
];
