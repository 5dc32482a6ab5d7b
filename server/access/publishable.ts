/**
 * Categories of incidents that may be shown to anyone as points. Whatever is not named here, such as a category that an
 * import has brought, is counted and never drawn: disputes, assaults and frauds happen in homes, between people who
 * know who else was there.
 */
export const drawnCategories = [
  "theft",
  "burglary",
  "e_bike_theft",
  "noise",
  "traffic",
  "fire_hazard",
  "lost_property",
] as const;

const drawn: ReadonlySet<string> = new Set(drawnCategories);

/** True when incidents of a category may be published as snapped points. */
export function mayBeDrawn(category: string): boolean {
  return drawn.has(category);
}

/** Households in bands, so that one more or less is not seen; the lower ends of each. */
const bands = [8, 16, 32, 64, 128, 256, 512, 1024] as const;

/** Lower end of the band that a number of households lies in. Throws for fewer than may be published. */
export function bandOf(households: number): number {
  const band = bands.findLast((low) => low <= households);
  if (band === undefined) throw new RangeError("Fewer households than may be published.");
  return band;
}
