/** How the wall is laid out: everything, what matters most beside the map, or one column that scrolls (a phone). */
export type WallLayout = "roomy" | "tight" | "column";

/** Narrower than this many letters, the last day, the legend and the date give way; the letters never do. */
const tightEms = 42;
const columnPixels = 1_000;

/**
 * @param widthPixels of the window
 * @param letterPixels size of the digits that the farthest seat can read
 */
export function wallLayoutOf(widthPixels: number, letterPixels: number): WallLayout {
  if (widthPixels <= columnPixels) return "column";
  return widthPixels < tightEms * letterPixels ? "tight" : "roomy";
}
