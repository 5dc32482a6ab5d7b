export type InsetCorner = "top-left" | "top-right" | "bottom-left" | "bottom-right";

/** The corner of the map that lies farthest from a place, given as shares of width and height from the top left. */
export function insetCorner([x, y]: readonly [number, number]): InsetCorner {
  return `${y < 0.5 ? "bottom" : "top"}-${x < 0.5 ? "right" : "left"}`;
}
