const radians = Math.PI / 180;
const dayMs = 86_400_000;
/** Noon of 1 January 2000, UTC: where the formulas count from. */
const j2000Ms = Date.UTC(2000, 0, 1, 12);

/**
 * How high the middle of the sun stands over the horizon, in degrees, without the bending of light by the air: good to
 * a few hundredths of a degree between 1950 and 2100 (Astronomical Almanac, low precision formulas).
 *
 * @param at epoch milliseconds
 * @param lng degrees east
 * @param lat degrees north
 */
export function solarElevation(at: number, [lng, lat]: readonly [number, number]): number {
  const days = (at - j2000Ms) / dayMs;
  const anomaly = (357.528 + 0.9856003 * days) * radians;
  const longitude = (280.46 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * radians;
  const obliquity = (23.439 - 0.0000004 * days) * radians;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(longitude));
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude));
  const sidereal = (280.46062 + 360.98564737 * days + lng) * radians;
  const hour = sidereal - ascension;
  const phi = lat * radians;
  return (
    Math.asin(Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(hour)) / radians
  );
}

/** Height of the middle of the sun when its upper edge meets the horizon: half its width and the bending of light. */
export const sunriseDegrees = -0.833;
