/** How the wall is laid out: everything; everything beside each other; what matters most; one column that scrolls (a phone). */
export type WallLayout = "roomy" | "wide" | "tight" | "column";

/** Narrower or lower than this many letters, the board, the legend and the date give way; the letters never do. */
const tightEms = { width: 42, height: 22 };
/** Several panels in a row: low and very wide. */
const wideShape = 2.4;
const wideEms = { width: 60, height: 13 };
const columnPixels = 1_000;

/**
 * @param widthPixels of the window
 * @param heightPixels of the window
 * @param letterPixels size of the digits that the farthest seat can read
 */
export function wallLayoutOf(widthPixels: number, heightPixels: number, letterPixels: number): WallLayout {
  if (widthPixels <= columnPixels) return "column";
  const width = widthPixels / letterPixels;
  const height = heightPixels / letterPixels;
  if (widthPixels > wideShape * heightPixels && width >= wideEms.width && height >= wideEms.height) return "wide";
  return width < tightEms.width || height < tightEms.height ? "tight" : "roomy";
}
