import type pg from "pg";
import { HttpProblem } from "../http/problems.ts";
import { bd09, type Crs, type DefinitionLookup, gcj02, type Position, resolveCrs, wgs84 } from "./crs.ts";
import { codesForEasting } from "./crs-codes.ts";
import { type BBox, distancesTo, type Landmark, readCityBox } from "./crs-evidence-queries.ts";
import type { RawPosition } from "./crs-sample.ts";
import type { ImportLayer } from "./layers.ts";

/** A reading of the same numbers in another system. */
interface Reading {
  /** What to declare instead. */
  readonly suggest: string;
  readonly positions: readonly Position[];
}

/** Positions that are compared with landmarks; more say no more. */
const mostCompared = 300;
const fewestCompared = 20;

/** Metres around the box of the city that still count as of the city, and as its neighbourhood. */
const [cityMargin, neighbourhood] = [5_000, 100_000];

/**
 * Weighs the declared system against what the numbers look like and against what is in the database already. Gives a
 * sentence on what was compared. Throws HttpProblem `crs-suspect` with `shiftMeters` and `suggest` when the positions
 * contradict the declaration.
 */
export async function weighCrs(
  pool: pg.Pool,
  layer: ImportLayer,
  declared: Crs,
  sample: readonly RawPosition[],
  lookup: DefinitionLookup,
): Promise<string> {
  if (sample.length === 0) return "The coordinate system was not checked: there are no positions.";
  const box = await readCityBox(pool);
  const others = await otherReadings(declared, sample, lookup);
  const read = readAs(declared.name, declared, sample);
  if (looksForeign(declared, sample)) {
    const fitting = box === undefined ? [] : others.filter((one) => shareWithin(box, cityMargin, one.positions) > 0.9);
    throw suspect(read, fitting[0] ?? (declared.isProjected ? others[0] : undefined), kindOf(declared));
  }
  if (box === undefined) return "The coordinate system was not checked: the database is empty.";
  const inside = shareWithin(box, cityMargin, read.positions);
  if (inside < 0.5) {
    const better = others.find((one) => shareWithin(box, cityMargin, one.positions) >= 0.9);
    if (better !== undefined)
      throw suspect(read, better, `${percent(1 - inside)} of the positions lie outside the city`);
    if (shareWithin(box, neighbourhood, read.positions) < 0.05)
      throw suspect(read, undefined, `The positions lie ${kilometres(box, read.positions)} km from the city`);
  }
  return compareWithLandmarks(pool, layer, read, others);
}

/** True for metres declared as degrees, degrees declared as metres, and a Chinese offset declared elsewhere. */
function looksForeign(declared: Crs, sample: readonly RawPosition[]): boolean {
  const inDegrees = sample.filter(({ x, y }) => Math.abs(x) <= 180 && Math.abs(y) <= 90).length / sample.length;
  if (declared.isProjected) return inDegrees > 0.5;
  if (inDegrees < 0.5) return true;
  const shifted = declared === gcj02 || declared === bd09;
  return shifted && !isInChina(sample.map(({ x, y }) => [x, y]));
}

/** True where the offsets of Chinese web maps apply. */
function isInChina(positions: readonly Position[]): boolean {
  const within = positions.filter(([lng, lat]) => lng > 72 && lng < 138 && lat > 0.8 && lat < 56);
  return within.length > positions.length / 2;
}

function kindOf(declared: Crs): string {
  if (declared.isProjected) return "The numbers are degrees, not metres";
  return declared.isWgs84
    ? "The numbers are no degrees of longitude and latitude"
    : "The positions do not lie in China";
}

function readAs(suggest: string, crs: Crs, sample: readonly RawPosition[], swap = false): Reading {
  const positions = sample.map(({ x, y }) => (swap ? crs.toWgs84(y, x) : crs.toWgs84(x, y)));
  return { suggest, positions };
}

/** The same numbers as the other systems that they may be in, the likelier ones first. */
async function otherReadings(
  declared: Crs,
  sample: readonly RawPosition[],
  lookup: DefinitionLookup,
): Promise<Reading[]> {
  const known = [wgs84, gcj02, bd09].filter((crs) => crs.name !== declared.name && !(crs.isWgs84 && declared.isWgs84));
  const readings = known.map((crs) => readAs(crs.name, crs, sample));
  readings.push(readAs("swapped axes", declared, sample, true));
  const middle = sample[Math.floor(sample.length / 2)] as RawPosition;
  if (Math.abs(middle.x) < 360) return readings;
  for (const [easting, swap] of [
    [middle.x, false],
    [middle.y, true],
  ] as const) {
    for (const code of [...codesForEasting(easting), ...(swap ? [] : [3857])]) {
      if (`EPSG:${code}` === declared.name && !swap) continue;
      const crs = await resolveCrs(`EPSG:${code}`, lookup).catch(() => undefined);
      if (crs !== undefined)
        readings.push(readAs(`EPSG:${code}${swap ? " with swapped axes" : ""}`, crs, sample, swap));
    }
  }
  return readings;
}

/** Lays declared and shifted positions beside streets, buildings and borders: data lies near them, shifted data does not. */
async function compareWithLandmarks(pool: pg.Pool, layer: ImportLayer, read: Reading, others: readonly Reading[]) {
  const rivals = !isInChina(read.positions)
    ? []
    : others.filter(({ suggest, positions }) => isNamed(suggest) && medianShift(read.positions, positions) > 50);
  if (rivals.length === 0)
    return "The positions lie in the city; no system that is often mistaken for the declared one would move them.";
  const kinds: Landmark[] =
    layer.geometry === "polygon" ? ["borders"] : layer.geometry === "line" ? ["streets"] : ["streets", "buildings"];
  const compared: string[] = [];
  for (const kind of kinds) {
    const declared = await distancesTo(pool, kind, thin(read.positions));
    const known = declared.filter((meters) => !Number.isNaN(meters));
    if (known.length < fewestCompared) continue;
    compared.push(`${kind} (median ${median(known).toFixed(0)} m)`);
    for (const rival of rivals) {
      const distances = await distancesTo(pool, kind, thin(rival.positions));
      if (fitsBetter(distances, declared))
        throw suspect(
          read,
          rival,
          `As declared, the positions lie ${median(known).toFixed(0)} m from the nearest ${kind}, as ${rival.suggest} only ${median(distances.filter((meters) => !Number.isNaN(meters))).toFixed(0)} m`,
        );
    }
  }
  return compared.length === 0
    ? "The positions lie in the city; there was nothing to compare them with more closely."
    : `The positions were compared with ${compared.join(" and ")}; they fit as declared.`;
}

function isNamed(suggest: string): boolean {
  return [wgs84, gcj02, bd09].some(({ name }) => name === suggest);
}

/** Most positions come nearer to the landmarks, and clearly nearer. */
function fitsBetter(rival: readonly number[], declared: readonly number[]): boolean {
  const pairs = rival
    .map((meters, i) => [meters, declared[i] as number] as const)
    .filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b));
  if (pairs.length < fewestCompared) return false;
  const nearer = pairs.filter(([a, b]) => a < b).length / pairs.length;
  return nearer >= 0.65 && median(pairs.map(([a]) => a)) <= 0.7 * median(pairs.map(([, b]) => b));
}

function thin<T>(list: readonly T[]): T[] {
  const step = Math.max(1, Math.ceil(list.length / mostCompared));
  return list.filter((_, i) => i % step === 0);
}

function suspect(read: Reading, better: Reading | undefined, why: string): HttpProblem {
  const shift = better === undefined ? Number.NaN : Math.round(medianShift(read.positions, better.positions));
  const hint =
    better === undefined
      ? ""
      : ` They fit ${better.suggest}${Number.isFinite(shift) ? `, ${shift.toLocaleString("en")} m away` : ""}.`;
  return new HttpProblem("crs-suspect", `${why}: the declared ${read.suggest} does not fit.${hint}`, [], {
    ...(Number.isFinite(shift) && { shiftMeters: shift }),
    ...(better !== undefined && { suggest: better.suggest }),
  });
}

const metersPerDegree = 111_195;

function metersBetween([lng, lat]: Position, [toLng, toLat]: Position): number {
  return Math.hypot((toLng - lng) * Math.cos((lat * Math.PI) / 180), toLat - lat) * metersPerDegree;
}

function medianShift(from: readonly Position[], to: readonly Position[]): number {
  return median(from.map((position, i) => metersBetween(position, to[i] as Position)).filter(Number.isFinite));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function shareWithin([west, south, east, north]: BBox, margin: number, positions: readonly Position[]): number {
  const lat = margin / metersPerDegree;
  const lng = lat / Math.max(0.1, Math.cos((((south + north) / 2) * Math.PI) / 180));
  const within = positions.filter(
    ([x, y]) => x >= west - lng && x <= east + lng && y >= south - lat && y <= north + lat,
  );
  return within.length / positions.length;
}

function kilometres([west, south, east, north]: BBox, positions: readonly Position[]): string {
  const middle: Position = [(west + east) / 2, (south + north) / 2];
  const away = median(positions.map((position) => metersBetween(middle, position)).filter(Number.isFinite));
  return Math.round(away / 1000).toLocaleString("en");
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
