import { type Calibration, cjkShare, digitShare, pixelsForAngle } from "../spatial/viewing-angle.ts";

/** Angles in arcminutes: names in Chinese, digits and Latin, the number of a figure, and the least that is ever shown. */
export const angles = { name: 25, digits: 20, headline: 30, small: 16 } as const;

/** Font sizes in CSS pixels, and the scale of the map's symbols that goes with them. */
export interface WallType {
  readonly name: number;
  readonly digits: number;
  readonly headline: number;
  readonly small: number;
  readonly scale: number;
}

const leastPixels = 12;
/** Size of a district's label on a desk; the wall's names follow from it. */
const deskLabelPixels = 15;

/** Type that can be read from the farthest seat; never below what a desk needs. */
export function newWallType(calibration: Calibration): WallType {
  const size = (arcminutes: number, share: number) =>
    Math.max(leastPixels, Math.round(pixelsForAngle(arcminutes, calibration) / share));
  const name = size(angles.name, cjkShare);
  return {
    name,
    digits: size(angles.digits, digitShare),
    headline: size(angles.headline, digitShare),
    // Latin capitals are the lower of the two scripts, so what is small is measured by them.
    small: size(angles.small, digitShare),
    scale: name / deskLabelPixels,
  };
}
