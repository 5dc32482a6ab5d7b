import type { RawGeometry } from "./source.ts";

/** Text that is not well-known text; the message says why. */
export class WktError extends Error {}

const form =
  /^\s*(?:SRID=\d+;)?\s*(POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON)\s*(Z|M|ZM)?\s*(\(.*\))\s*$/is;

const typeNames: Readonly<Record<string, string>> = {
  POINT: "Point",
  LINESTRING: "LineString",
  POLYGON: "Polygon",
  MULTIPOINT: "MultiPoint",
  MULTILINESTRING: "MultiLineString",
  MULTIPOLYGON: "MultiPolygon",
};

/** Reads well-known text such as `POLYGON ((0 0, 1 0, 1 1, 0 0))`. Throws WktError. */
export function readWkt(text: string): RawGeometry {
  const match = form.exec(text);
  if (match === null) throw new WktError("is not well-known text of a geometry that is read");
  const type = typeNames[(match[1] as string).toUpperCase()] as string;
  // Numbers separated by spaces and commas become lists of lists: the same thing as JSON.
  const json = (match[3] as string)
    .replaceAll(/[^()\s,]+(?:\s+[^()\s,]+)*/g, (position) => `[${position.split(/\s+/).map(toNumber).join(",")}]`)
    .replaceAll("(", "[")
    .replaceAll(")", "]");
  let nested: unknown;
  try {
    nested = JSON.parse(json);
  } catch {
    throw new WktError("has brackets or commas that do not match");
  }
  const list = nested as unknown[];
  if (type === "Point") return { type, coordinates: list[0] };
  // Both MULTIPOINT (1 2, 3 4) and MULTIPOINT ((1 2), (3 4)) are in use.
  if (type === "MultiPoint")
    return {
      type,
      coordinates: list.map((one) => (Array.isArray((one as unknown[])[0]) ? (one as unknown[])[0] : one)),
    };
  return { type, coordinates: list };
}

function toNumber(text: string): string {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new WktError("has a coordinate that is not a number");
  return String(Number(text));
}
