/** The name of a feature in the language in force. */
export const nameLabel = [
  "match",
  ["global-state", "lang"],
  "en",
  ["coalesce", ["get", "name_en"], ["get", "name_zh_hans"]],
  "zh-Hant",
  ["coalesce", ["get", "name_zh_hant"], ["get", "name_zh_hans"]],
  ["get", "name_zh_hans"],
];

/** Fonts by language: the same character is drawn differently in simplified and traditional text. */
export const labelFont = [
  "match",
  ["global-state", "lang"],
  "zh-Hant",
  ["literal", ["One Map TC"]],
  ["literal", ["One Map SC"]],
];

/** A size that follows the scale of the screen: 1 on a desk, more on a wall. */
export function scaled(size: number): unknown[] {
  return ["*", size, ["global-state", "scale"]];
}

/** The same between zooms; zoom must be the outermost input. */
export function scaledByZoom(...stops: readonly (readonly [zoom: number, size: number])[]): unknown[] {
  return ["interpolate", ["linear"], ["zoom"], ...stops.flatMap(([zoom, size]) => [zoom, scaled(size)])];
}
