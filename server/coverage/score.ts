/** From this score on a community or cell is a gap. */
export const gapScore = 35;

/**
 * Share of overdue places in percent, shrunk where there are few: 1 − e^(−overdue / 5) is 0.33 for two late places and
 * 0.98 for twenty. One decimal.
 */
export function scoreOf(places: number, overdue: number): { score: number; isGap: boolean } {
  const score = places === 0 ? 0 : Math.round(1000 * (overdue / places) * (1 - Math.exp(-overdue / 5))) / 10;
  return { score, isGap: score >= gapScore };
}

/** Size in degrees of a cell that is square on the ground at a latitude (sphere of 6,371,008.8 m). */
export function cellSize(cellMeters: number, latitude: number): { lng: number; lat: number } {
  const lat = cellMeters / ((6_371_008.8 * Math.PI) / 180);
  return { lng: lat / Math.cos((latitude * Math.PI) / 180), lat };
}
