import type pg from "pg";
import { HttpProblem } from "../http/problems.ts";
import { bd09, type Crs, type DefinitionLookup, gcj02, type Position } from "./crs.ts";
import { type BBox, readCityBox } from "./crs-evidence-queries.ts";
import {
  median,
  medianShift,
  metersBetween,
  metersPerDegree,
  otherReadings,
  type Reading,
  readAs,
} from "./crs-readings.ts";
import { weighRivals } from "./crs-rivals.ts";
import type { RawPosition } from "./crs-sample.ts";
import type { ImportLayer } from "./import-layer.ts";

/** Metres around the box of the city that still count as of the city, and as its neighbourhood. */
const [cityMargin, neighbourhood] = [5_000, 100_000];

/** Metres to the other side of the earth. */
const halfEarth = 20_100_000;

/** Standard deviations by which another reading must fit better: chance does that once in 30,000 files. */
const convincing = 4;

/**
 * Weighs the declared system against what the numbers look like and against what is in the database already. Gives a
 * sentence on what was compared. Throws HttpProblem `crs-suspect`, with `shiftMeters` and `suggest` where another
 * system fits, when the positions contradict the declaration.
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
  const read = readAs(declared, sample);
  const others = await otherReadings(declared, sample, lookup);
  const fitting = box && others.find(({ positions }) => shareWithin(box, cityMargin, positions) >= 0.9);
  const contradiction = lookOf(declared, sample);
  if (contradiction !== undefined) {
    // Of those that put them in the city, the one that fits it best: degrees may be of three kinds.
    const [best] = fitting === undefined ? [] : await weighRivals(pool, layer, fitting, others);
    throw suspect(read, best !== undefined && best.score >= convincing ? best.reading : fitting, contradiction);
  }
  if (box === undefined)
    return "The coordinate system was not checked: there is nothing in the database to compare with.";
  const inside = shareWithin(box, cityMargin, read.positions);
  if (inside < 0.5 && fitting !== undefined)
    throw suspect(read, fitting, `${Math.round((1 - inside) * 100)} % of the positions lie outside the city`);
  if (shareWithin(box, neighbourhood, read.positions) < 0.05)
    throw suspect(read, undefined, `The positions lie ${kilometres(box, read.positions)} km from the city`);
  return isInChina(read.positions) ? compare(pool, layer, read, others) : "The positions lie where the city is.";
}

async function compare(pool: pg.Pool, layer: ImportLayer, read: Reading, others: readonly Reading[]): Promise<string> {
  const [best] = await weighRivals(pool, layer, read, others);
  if (best === undefined)
    return "The positions lie where the city is; there was nothing to compare them with more closely.";
  const { reading, score, compared } = best;
  const listed = compared.join(", ");
  if (score >= convincing) throw suspect(read, reading, `The positions were laid beside ${listed}`);
  return score > -2
    ? `The positions lie where the city is, but ${listed} do not tell ${read.name} from ${reading.name}.`
    : `The positions fit ${listed} as declared.`;
}

/** What is wrong with numbers that cannot be in the declared system at all; undefined for those that can. */
function lookOf(declared: Crs, sample: readonly RawPosition[]): string | undefined {
  const inDegrees = sample.filter(({ x, y }) => Math.abs(x) <= 180 && Math.abs(y) <= 90).length / sample.length;
  if (declared.isProjected) return inDegrees > 0.5 ? "The numbers are degrees, not metres" : undefined;
  if (inDegrees < 0.5) return "The numbers are no longitudes and latitudes";
  const isShifted = declared === gcj02 || declared === bd09;
  return isShifted && !isInChina(sample.map(({ x, y }) => [x, y])) ? "The positions do not lie in China" : undefined;
}

/** True where the offsets of Chinese web maps apply. */
function isInChina(positions: readonly Position[]): boolean {
  const within = positions.filter(([lng, lat]) => lng > 72 && lng < 138 && lat > 0.8 && lat < 56);
  return within.length > positions.length / 2;
}

function suspect(read: Reading, better: Reading | undefined, why: string): HttpProblem {
  if (better === undefined) return new HttpProblem("crs-suspect", `${why}: the declared ${read.name} does not fit.`);
  const shift = Math.round(medianShift(read, better));
  // Numbers that were never degrees lie nowhere.
  const isShift = shift <= halfEarth;
  const what = better.isSwapped ? `${better.name} with swapped axes` : better.name;
  return new HttpProblem(
    "crs-suspect",
    `${why}: the declared ${read.name} does not fit, ${what} does${isShift ? `, ${shift.toLocaleString("en")} m from there` : ""}.`,
    [],
    { suggest: better.name, ...(better.isSwapped && { swapAxes: true }), ...(isShift && { shiftMeters: shift }) },
  );
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
  return Math.round(median(positions.map((position) => metersBetween(middle, position))) / 1000).toLocaleString("en");
}
