import type { Calibration } from "../spatial/viewing-angle.ts";

/** What is assumed until somebody measures: three panels in a row, a wall of 4.8 m seen from 10 m, a desk, a phone in the hand. */
const assumed = [
  { fromPixels: 4_800, screenMeters: 3.63, distanceMeters: 5 },
  { fromPixels: 1_600, screenMeters: 4.8, distanceMeters: 10 },
  { fromPixels: 700, screenMeters: 0.5, distanceMeters: 0.7 },
  { fromPixels: 0, screenMeters: 0.07, distanceMeters: 0.35 },
] as const;

export type Limits = readonly [least: number, most: number];

/** What anybody can have measured, metres. */
export const measureLimits: Readonly<Record<"screenMeters" | "distanceMeters", Limits>> = {
  screenMeters: [0.05, 50],
  distanceMeters: [0.2, 100],
};

export function isWithin([least, most]: Limits, meters: number): boolean {
  return meters >= least && meters <= most;
}

/** Width of the screen and farthest seat: from the address (`width`, `distance`, metres), else by the size of the window. */
export function calibrationOf(search: string, screenPixels: number): Calibration {
  const query = new URLSearchParams(search);
  const meters = (name: string, limits: Limits) => {
    const value = Number(query.get(name));
    return isWithin(limits, value) ? value : null;
  };
  const width = meters("width", measureLimits.screenMeters);
  const distance = meters("distance", measureLimits.distanceMeters);
  const fallback = assumed.find(({ fromPixels }) => screenPixels >= fromPixels) ?? assumed[3];
  return {
    screenMeters: width ?? fallback.screenMeters,
    distanceMeters: distance ?? fallback.distanceMeters,
    screenPixels,
  };
}

/** The address with another calibration in it. */
export function withCalibration(
  search: string,
  { screenMeters, distanceMeters }: Pick<Calibration, "screenMeters" | "distanceMeters">,
): string {
  const query = new URLSearchParams(search);
  query.set("width", String(screenMeters));
  query.set("distance", String(distanceMeters));
  return query.toString();
}

/** The address of the wall that is to be calibrated, or that has been. */
export function withCalibrating(search: string, isCalibrating: boolean): string {
  const query = new URLSearchParams(search);
  if (isCalibrating) query.set("calibrate", "1");
  else query.delete("calibrate");
  return query.toString();
}
