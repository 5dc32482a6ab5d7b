import { bd09, type Crs, type DefinitionLookup, gcj02, type Position, resolveCrs, wgs84 } from "./crs.ts";
import { codesForEasting } from "./crs-codes.ts";
import type { RawPosition } from "./crs-sample.ts";

/** The numbers of a file, read in one system. */
export interface Reading {
  /** The system, as it would be declared. */
  readonly name: string;
  /** The first number is the latitude or northing. */
  readonly isSwapped?: boolean;
  readonly positions: readonly Position[];
}

/** Systems whose degrees look alike and lie some hundred metres apart. */
const lookalikes = [wgs84, gcj02, bd09];

export function isLookalike({ name, isSwapped }: Reading): boolean {
  return isSwapped !== true && lookalikes.some((crs) => crs.name === name);
}

export function readAs(crs: Crs, sample: readonly RawPosition[]): Reading {
  return { name: crs.name, positions: sample.map(({ x, y }) => crs.toWgs84(x, y)) };
}

function readSwapped(crs: Crs, sample: readonly RawPosition[]): Reading {
  return { name: crs.name, isSwapped: true, positions: sample.map(({ x, y }) => crs.toWgs84(y, x)) };
}

/** The same numbers in the other systems that they may be in, the likelier ones first. */
export async function otherReadings(
  declared: Crs,
  sample: readonly RawPosition[],
  lookup: DefinitionLookup,
): Promise<Reading[]> {
  const readings = lookalikes
    .filter((crs) => crs.name !== declared.name && !(crs.isWgs84 && declared.isWgs84))
    .map((crs) => readAs(crs, sample));
  readings.push(readSwapped(declared, sample));
  const { x, y } = sample[Math.floor(sample.length / 2)] as RawPosition;
  // Degrees are not metres.
  if (Math.abs(x) < 360) return readings;
  const codes = new Set([...codesForEasting(x), 3857].map((code) => `EPSG:${code}`));
  for (const name of codes) {
    const crs = name === declared.name ? undefined : await resolveCrs(name, lookup).catch(() => undefined);
    if (crs !== undefined) readings.push(readAs(crs, sample));
  }
  // Chinese surveys call the northing X.
  for (const code of codesForEasting(y)) {
    const crs = await resolveCrs(`EPSG:${code}`, lookup);
    readings.push(readSwapped(crs, sample));
  }
  return readings;
}

/** Degrees of latitude to metres. */
export const metersPerDegree = 111_195;

export function metersBetween([lng, lat]: Position, [toLng, toLat]: Position): number {
  return Math.hypot((toLng - lng) * Math.cos((lat * Math.PI) / 180), toLat - lat) * metersPerDegree;
}

/** Metres between the two readings of the middling position. */
export function medianShift(from: Reading, to: Reading): number {
  return median(from.positions.map((position, i) => metersBetween(position, to.positions[i] as Position)));
}

/** The middle one of the finite values; NaN for none. */
export function median(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
  return finite[Math.floor(finite.length / 2)] ?? Number.NaN;
}
