import { type Static, type TSchema, Type } from "typebox";

/** A component of the OpenAPI document: the schema by name, typed as what it names. */
export function ref<T extends TSchema>(schema: T) {
  return Type.Unsafe<Static<T>>({ $ref: `${(schema as { $id?: string }).$id}#` });
}

/** The same or null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Unsafe<Static<T> | null>(
    "$ref" in schema || "enum" in schema
      ? { anyOf: [schema, { type: "null" }] }
      : { ...schema, type: [(schema as unknown as { type: string }).type, "null"] },
  );
}

/** One of these words. */
export function oneOf<const T extends readonly string[]>(words: T, description?: string) {
  return Type.Unsafe<T[number]>({ type: "string", enum: [...words], ...(description && { description }) });
}

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: "Surrogate key" });
export const Timestamp = Type.String({ format: "date-time", description: "RFC 3339, UTC" });
export const Day = Type.String({ format: "date", description: "Day, YYYY-MM-DD" });
export const Version = Type.Integer({
  minimum: 1,
  description: "Grows with each change; the value of ETag and If-Match",
});
export const LngLat = Type.Unsafe<[number, number]>({
  type: "array",
  items: { type: "number" },
  minItems: 2,
  maxItems: 2,
  description: "[lng, lat], degrees, WGS-84",
});
export const BBox = Type.Unsafe<[number, number, number, number]>({
  type: "array",
  items: { type: "number" },
  minItems: 4,
  maxItems: 4,
  description: "[west, south, east, north], degrees",
});

export const Names = Type.Object(
  { zhHans: Type.String(), zhHant: nullable(Type.String()), en: nullable(Type.String()) },
  { $id: "Names", description: "Name in the three scripts, where known" },
);

export const Problem = Type.Object(
  {
    type: Type.String({ description: "https://onemap.local/problems/<slug>" }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String({ description: "Id of the request, as in the log" }),
    errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), reason: Type.String() }))),
  },
  { $id: "Problem", description: "What went wrong (RFC 9457)" },
);

/** A page of items; `next` is the `after` of the one that follows. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    next: nullable(Type.String({ description: "Value of `after` for the next page" })),
  });
}

/** A position from outside: read by the parser of `geometry.ts`, which says what is wrong with it. */
export const NewPosition = Type.Unsafe<unknown>({ description: "[lng, lat], degrees, WGS-84" });

export const NewNames = Type.Object(
  { zhHans: Type.String(), zhHant: Type.Optional(nullable(Type.String())), en: Type.Optional(nullable(Type.String())) },
  { additionalProperties: false },
);

export const IdParameters = Type.Object({ id: Type.Unsafe<string>({ type: "string", pattern: "^[1-9][0-9]{0,15}$" }) });

export const PageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: "Most items of a page" }),
  after: Type.Optional(Type.String({ maxLength: 100, description: "`next` of the page before" })),
};

/** What personal attributes are asked for; see `server/purpose/ask.ts`. */
export const PurposeHeaders = Type.Object({
  purpose: Type.Optional(
    Type.String({
      maxLength: 2_400,
      description:
        "What for, form-encoded: `item` of GET /api/purposes, `task` such as visit:12, and `reason` where the item needs one. Without it personal attributes are withheld",
    }),
  ),
});

/** Names of the personal attributes that an answer was left without. */
export const Withheld = Type.Array(Type.String(), {
  description: "Attributes that are personal and were left out, since no purpose was given; empty when nothing was",
});

export const FormatQuery = Type.Optional(oneOf(["json", "geojson"], "geojson: a FeatureCollection with geometry"));
export const BBoxQuery = Type.Optional(
  Type.String({ maxLength: 120, description: "west,south,east,north in degrees" }),
);

/** A name row of any table as it goes on the wire. */
export function toNames(row: { name_zh_hans: string; name_zh_hant: string | null; name_en: string | null }) {
  return { zhHans: row.name_zh_hans, zhHant: row.name_zh_hant, en: row.name_en };
}

/** The columns of a name from outside; what is not given is not known. */
export function fromNames({ zhHans, zhHant = null, en = null }: Static<typeof NewNames>) {
  return { name_zh_hans: zhHans, name_zh_hant: zhHant, name_en: en };
}

/** RFC 3339 of a timestamp, null for null. */
export function toInstant(value: Date): string;
export function toInstant(value: Date | null): string | null;
export function toInstant(value: Date | null): string | null {
  return value === null ? null : value.toISOString();
}
