/** Geometry as a file has it: in the coordinate system of the file, its numbers not yet looked at. */
export interface RawGeometry {
  readonly type: string;
  readonly coordinates: unknown;
}

/** One row of a file: a line of a table, a feature, a record. */
export interface SourceRow {
  /** Where it is: the line of a table (its header is 1), or the number of the feature from 1. */
  readonly number: number;
  /** Values in the order of the columns of its source; text, numbers, booleans, dates, null. Missing ones are undefined. */
  readonly values: readonly unknown[];
  /** Absent for tables, whose positions are columns; null for a feature without one. */
  readonly geometry?: RawGeometry | null;
  /** The key that the format itself gives it, such as the id of a feature. */
  readonly id?: string | number;
  /** Set when the row as such cannot be read; nothing else of it counts then. */
  readonly fault?: RowFault;
}

/** An opened file. */
export interface Source {
  readonly format: Format;
  /** Names of the columns; a format without a header adds to the list as rows bring new ones. */
  readonly columns: readonly string[];
  /** Encoding of its text; null for binary formats. */
  readonly encoding: string | null;
  /** Coordinate system that the file itself names: an EPSG code or well-known text. Undefined where it names none. */
  readonly crs?: string | undefined;
  /** Number of rows, where the format says so before it is read. */
  readonly rowCount?: number | undefined;
  readonly rows: AsyncIterable<readonly SourceRow[]>;
}

export const formats = ["csv", "xlsx", "geojson", "geojson-sequence", "shapefile", "geopackage"] as const;
export type Format = (typeof formats)[number];

/** A row that cannot be taken. `reason` is a slug for counting, `detail` says what is wrong in words. */
export class RowFault extends Error {
  readonly field: string;
  readonly value: string;
  readonly reason: string;

  /** @param value what was found there; kept short */
  constructor(reason: string, field: string, value: unknown, detail: string) {
    super(detail);
    this.reason = reason;
    this.field = field;
    this.value = cut(value);
  }
}

const longestValue = 64;

/** At most 64 characters of a value, in one line, without characters that a terminal or spreadsheet acts on. */
export function cut(value: unknown): string {
  const text = typeof value === "string" ? value : value === undefined ? "" : (JSON.stringify(value) ?? String(value));
  const clean = text.slice(0, 400).replaceAll(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/gu, "\ufffd");
  // Not through the middle of a character of two halves.
  return clean.length > longestValue ? `${clean.slice(0, longestValue).replace(/\p{Cs}$/u, "")}…` : clean;
}
