import { Type } from "typebox";
import { BBox, BBoxQuery, nullable, oneOf, Timestamp } from "../http/wire.ts";
import { FilterQuery } from "../tiles/filter-query.ts";

export const groupings = [
  "category",
  "hour",
  "weekday",
  "community",
  "status",
  "priority",
  "day",
  "month",
  "weekday-hour",
] as const;

export const CountsQuery = Type.Object(
  {
    ...FilterQuery,
    by: Type.String({ maxLength: 120, description: `Any of ${groupings.join(", ")}; comma-separated` }),
  },
  { additionalProperties: false },
);

export const Counts = Type.Object(
  {
    asOf: nullable(Timestamp),
    total: Type.Integer({ description: "Incidents that pass the filter" }),
    ofTotal: Type.Integer({ description: "Incidents in all" }),
    groups: Type.Unsafe<Record<string, { key: string | number | null; count: number }[]>>({
      type: "object",
      additionalProperties: {
        type: "array",
        items: {
          type: "object",
          properties: { key: { type: ["string", "integer", "null"] }, count: { type: "integer" } },
          required: ["key", "count"],
        },
      },
    }),
  },
  { $id: "Counts", description: "Counts by group; every group adds up to the total" },
);

export const DensityQuery = Type.Object(
  {
    ...FilterQuery,
    bbox: BBoxQuery,
    bandwidthMeters: Type.Integer({
      minimum: 50,
      maximum: 5_000,
      default: 400,
      description: "Reach of the quartic kernel",
    }),
    cellMeters: Type.Integer({ minimum: 25, maximum: 2_000, default: 100 }),
  },
  { additionalProperties: false },
);

export const Density = Type.Object(
  {
    asOf: nullable(Timestamp),
    bandwidthMeters: Type.Integer(),
    cellMeters: Type.Integer(),
    count: Type.Integer({ description: "Incidents in the box" }),
    unit: oneOf(["per_km2"]),
    bbox: BBox,
    columns: Type.Integer(),
    rows: Type.Integer(),
    values: Type.Array(Type.Number(), { description: "Incidents per km², row by row from the south-west corner" }),
  },
  { $id: "Density", description: "A surface of incidents per km²" },
);
