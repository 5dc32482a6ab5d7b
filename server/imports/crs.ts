import gcoord from "gcoord";
import proj4 from "proj4";
import { HttpProblem, quoted } from "../http/problems.ts";
import { knownDefinition } from "./crs-codes.ts";

export type Position = readonly [lng: number, lat: number];

/** A coordinate system that positions can be taken from. */
export interface Crs {
  /** Name under which it is recorded and suggested, such as EPSG:4545 or GCJ-02. */
  readonly name: string;
  /** True when its numbers are WGS-84 degrees as they stand. */
  readonly isWgs84: boolean;
  /** True for metres on a plane, false for degrees. */
  readonly isProjected: boolean;
  /** WGS-84 of a position; what cannot be computed comes out as NaN or out of range. */
  toWgs84(x: number, y: number): Position;
  /** What whoever imports should know of it. */
  readonly note?: string;
}

/** Gives the PROJ definition of an EPSG code, undefined for one that it does not know. */
export type DefinitionLookup = (code: number) => Promise<string | undefined>;

const wgs84Degrees: Pick<Crs, "isWgs84" | "isProjected" | "toWgs84"> = {
  isWgs84: true,
  isProjected: false,
  toWgs84: (x, y) => [x, y],
};

// Its types describe the module of a bundler; Node hands over what they call `default`.
const { transform, CRSTypes } = gcoord as unknown as typeof gcoord.default;

const shifted = (name: string, from: Parameters<typeof transform>[1]): Crs => ({
  name,
  isWgs84: false,
  isProjected: false,
  toWgs84: (x, y) => transform([x, y], from, CRSTypes.WGS84) as [number, number],
});

export const wgs84: Crs = { name: "EPSG:4326", ...wgs84Degrees };
export const gcj02: Crs = shifted("GCJ-02", CRSTypes.GCJ02);
export const bd09: Crs = shifted("BD-09", CRSTypes.BD09);

const names: ReadonlyMap<string, Crs> = new Map([
  ["wgs84", wgs84],
  ["crs84", wgs84],
  ["gcj02", gcj02],
  ["bd09", bd09],
  ["bd09ll", bd09],
  ["cgcs2000", { name: "EPSG:4490", ...wgs84Degrees }],
]);

/**
 * The system that a text means: `EPSG:4545` or a bare code, `WGS-84`, `CGCS2000`, `GCJ-02`, `BD-09`, a URN of these, a
 * PROJ definition or well-known text (such as a .prj has). Throws HttpProblem.
 */
export async function resolveCrs(text: string, lookup: DefinitionLookup): Promise<Crs> {
  const short = text
    .trim()
    .replace(/^urn:ogc:def:crs:(ogc|epsg):[^:]*:/i, (_, authority: string) =>
      authority.toLowerCase() === "epsg" ? "EPSG:" : "",
    );
  const named = names.get(short.toLowerCase().replaceAll(/[\s_-]/g, ""));
  if (named !== undefined) return named;
  const code = Number(/^(?:EPSG:+)?([0-9]{4,6})$/i.exec(short)?.[1]);
  if (!Number.isNaN(code)) return crsOfCode(code, lookup);
  if (/^\+proj=|^[A-Z_]+\s*\[/i.test(short)) return crsOfDefinition(short, nameOf(short));
  throw new HttpProblem(
    "crs-unsupported",
    `${quoted(text)} is no coordinate system that is known here: say EPSG:<code>, WGS-84, CGCS2000, GCJ-02 or BD-09, or give its PROJ definition.`,
  );
}

async function crsOfCode(code: number, lookup: DefinitionLookup): Promise<Crs> {
  const name = `EPSG:${code}`;
  if (code === 4326 || code === 4490) return { name, ...wgs84Degrees };
  const definition = knownDefinition(code) ?? (await lookup(code));
  if (definition === undefined) throw new HttpProblem("crs-unsupported", `${name} is no code that is known here.`);
  return crsOfDefinition(definition, name);
}

/** Name of a definition for the record: the first name in well-known text, else its beginning. */
function nameOf(definition: string): string {
  return (/^[A-Z_]+\s*\[\s*"([^"]+)"/i.exec(definition)?.[1] ?? definition).slice(0, 80);
}

/** Datum types of proj4: none given, and one that is WGS-84 itself. */
const noDatum = 5;

function crsOfDefinition(definition: string, name: string): Crs {
  let projection: InstanceType<typeof proj4.Proj>;
  try {
    projection = new proj4.Proj(definition);
  } catch {
    throw new HttpProblem("crs-unsupported", `The definition of ${quoted(name)} cannot be read.`);
  }
  refuseUnknownDatum(projection, definition, name);
  const { projName, from_greenwich: meridian } = projection as { projName?: string; from_greenwich?: number };
  const isDegrees = projName === "longlat" || projName === "identity";
  if (isDegrees && !meridian && !hasShift(projection)) return { name, ...wgs84Degrees };
  const converter = proj4(projection, proj4.WGS84);
  return {
    name,
    isWgs84: false,
    isProjected: !isDegrees,
    toWgs84: (x, y) => {
      try {
        return converter.forward([x, y]) as [number, number];
      } catch {
        return [Number.NaN, Number.NaN];
      }
    },
    ...(/\+ellps=krass/.test(definition) && {
      note: "The datum shift of Beijing 1954 is a general one: expect errors of tens of metres, or give a definition with the +towgs84 of the place.",
    }),
  };
}

function hasShift({ datum }: InstanceType<typeof proj4.Proj>): boolean {
  const { datum_params: shift } = datum as { datum_params?: number[] };
  return shift?.some((value) => value !== 0) === true;
}

/**
 * An old datum lies up to some hundred metres from WGS-84; without its parameters proj4 would take it for WGS-84 and
 * say nothing.
 */
function refuseUnknownDatum(
  { a, b, datum, ...rest }: InstanceType<typeof proj4.Proj>,
  definition: string,
  name: string,
) {
  const major = a as number;
  const isSphere = major === b && (rest as { projName?: string }).projName === "merc";
  const isModern = Math.abs(major - 6_378_137) < 0.5 && Math.abs((b as number) - 6_356_752.314) < 0.5;
  const needsGrid = /\+nadgrids=(?!@null)/.test(definition);
  if (needsGrid || (datum.datum_type === noDatum && !isModern && !isSphere))
    throw new HttpProblem(
      "crs-unsupported",
      `The datum of ${quoted(name)} cannot be related to WGS-84 from here: give a PROJ definition with the +towgs84 of the place.`,
    );
}
