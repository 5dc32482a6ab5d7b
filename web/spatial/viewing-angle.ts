/** Where the screen hangs and how far the last seat is. */
export interface Calibration {
  /** Width of the picture in metres. */
  readonly screenMeters: number;
  /** Farthest seat in metres. */
  readonly distanceMeters: number;
  /** Width of the picture in CSS pixels. */
  readonly screenPixels: number;
}

/** Cap height of digits and Latin capitals, and face height of CJK characters, as a share of the font size. */
export const digitShare = 0.7;
export const cjkShare = 0.92;

/** Height in CSS pixels that is seen under an angle in arcminutes: h = 2 d tan(a / 2). */
export function pixelsForAngle(
  arcminutes: number,
  { screenMeters, distanceMeters, screenPixels }: Calibration,
): number {
  const meters = 2 * distanceMeters * Math.tan(((arcminutes / 60) * Math.PI) / 180 / 2);
  return (meters * screenPixels) / screenMeters;
}

/** The angle in arcminutes under which a height in CSS pixels is seen. */
export function angleOfPixels(pixels: number, { screenMeters, distanceMeters, screenPixels }: Calibration): number {
  const meters = (pixels * screenMeters) / screenPixels;
  return (2 * Math.atan(meters / (2 * distanceMeters)) * 180 * 60) / Math.PI;
}
