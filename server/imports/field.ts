/** How a field of a layer is written in a file, and what it may hold. */
export type FieldKind =
  | { readonly kind: "text"; readonly longest: number }
  /** A word of a vocabulary that an import may add to. */
  | { readonly kind: "vocabulary"; readonly table: "incident_category" | "venue_class" }
  /** One of a fixed set of words, and what other words of data sets mean in it. */
  | { readonly kind: "word"; readonly words: readonly string[]; readonly meaning?: Readonly<Record<string, string>> }
  | { readonly kind: "integer"; readonly low: number; readonly high: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "instant" }
  | { readonly kind: "day" }
  /** Words of a fixed set, separated by commas or semicolons. */
  | { readonly kind: "list"; readonly words: readonly string[] }
  /** Code of a row of another table, looked up when the rows are checked. */
  | { readonly kind: "reference"; readonly table: "area" | "community"; readonly column: string };

export interface Field {
  /** Name in `--map`, camelCase. */
  readonly name: string;
  /** Column of the table; for a reference, the name of its text in staging. */
  readonly column: string;
  readonly type: FieldKind;
  /** A row without it is refused, and so is a file without a column for it. */
  readonly isRequired?: boolean;
  /** Names under which data sets have it; compared without case, spaces and signs. */
  readonly aliases: readonly string[];
  /** What a new row has when the file has no such column or the row no value. */
  readonly fallback?: string | number | boolean;
}

/** PostgreSQL type of a field in staging. */
export function sqlTypeOf({ type }: Field): "text" | "int4" | "bool" | "timestamptz" | "date" {
  if (type.kind === "integer") return "int4";
  if (type.kind === "boolean") return "bool";
  if (type.kind === "instant") return "timestamptz";
  return type.kind === "day" ? "date" : "text";
}

export const text = (longest = 200): FieldKind => ({ kind: "text", longest });
export const integer = (low: number, high: number): FieldKind => ({ kind: "integer", low, high });
export const word = (words: readonly string[], meaning: Readonly<Record<string, string>> = {}): FieldKind => ({
  kind: "word",
  words,
  meaning,
});
export const instant: FieldKind = { kind: "instant" };
export const day: FieldKind = { kind: "day" };
export const boolean: FieldKind = { kind: "boolean" };
