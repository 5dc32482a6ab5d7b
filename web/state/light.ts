import { solarElevation, sunriseDegrees } from "../spatial/sun.ts";
import type { Theme } from "./view.ts";

/** A palette by hand, or the one that goes with the light outside. */
export type ThemeChoice = Theme | "auto";

/** Below this the last light is gone (nautical dusk). */
const nightDegrees = -12;

/** The palette of a moment: day while the sun is up, night when its light is gone, dusk between. */
export function themeOf(choice: ThemeChoice, at: number, place: readonly [number, number] | null): Theme {
  if (choice !== "auto") return choice;
  if (place === null) return "dusk";
  const height = solarElevation(at, place);
  if (height >= sunriseDegrees) return "day";
  return height >= nightDegrees ? "dusk" : "night";
}

/** The middle of a box, for which the light is told. */
export function middleOf(bbox: readonly number[] | null): readonly [number, number] | null {
  const [west, south, east, north] = bbox ?? [];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return [(west + east) / 2, (south + north) / 2];
}
