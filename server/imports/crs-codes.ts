/** A family of Gauss-Krüger codes of CGCS2000: one code a zone, from the west eastwards. */
interface ZoneFamily {
  readonly firstCode: number;
  readonly count: number;
  /** Central meridian of the first zone and degrees from one zone to the next. */
  readonly meridian: number;
  readonly width: 3 | 6;
  /** Number of the first zone where eastings begin with it; undefined where they do not. */
  readonly firstZone?: number;
}

const families: readonly ZoneFamily[] = [
  { firstCode: 4491, count: 11, meridian: 75, width: 6, firstZone: 13 },
  { firstCode: 4502, count: 11, meridian: 75, width: 6 },
  { firstCode: 4513, count: 21, meridian: 75, width: 3, firstZone: 25 },
  { firstCode: 4534, count: 21, meridian: 75, width: 3 },
];

/** Definition of a code that is known here, the database aside; undefined for the others. */
export function knownDefinition(code: number): string | undefined {
  if (code === 4326) return "+proj=longlat +datum=WGS84 +no_defs";
  if (code === 4490) return "+proj=longlat +ellps=GRS80 +no_defs";
  const family = families.find(({ firstCode, count }) => code >= firstCode && code < firstCode + count);
  if (family === undefined) return undefined;
  const at = code - family.firstCode;
  const prefix = family.firstZone === undefined ? "" : String(family.firstZone + at);
  return `+proj=tmerc +lat_0=0 +lon_0=${family.meridian + at * family.width} +k=1 +x_0=${prefix}500000 +y_0=0 +ellps=GRS80 +units=m +no_defs`;
}

/** Codes of CGCS2000 / Gauss-Krüger that an easting can belong to: by its zone number, or every zone without one. */
export function codesForEasting(easting: number): number[] {
  const zone = Math.floor(easting / 1_000_000);
  return families
    .filter(({ firstZone }) => zone > 0 === (firstZone !== undefined))
    .flatMap(({ firstCode, count, firstZone }) =>
      Array.from({ length: count }, (_, i) => ({ code: firstCode + i, zone: (firstZone ?? 0) + i })),
    )
    .filter((one) => zone === 0 || one.zone === zone)
    .map(({ code }) => code);
}
