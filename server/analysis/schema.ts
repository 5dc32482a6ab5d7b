import { Type } from "typebox";
import { BBox, BBoxQuery, Id, LngLat, nullable, oneOf, ref, Timestamp } from "../http/wire.ts";
import { FilterQuery } from "../tiles/filter-query.ts";

/** The one grouping by two subjects at once. */
export const weekdayHour = "weekday-hour";

export const groupings = [
  "category",
  "hour",
  "weekday",
  "community",
  "status",
  "priority",
  "day",
  "month",
  weekdayHour,
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

export const ResponseTimes = Type.Object(
  {
    asOf: nullable(Timestamp),
    count: Type.Integer({ description: "Incidents that somebody has arrived at" }),
    seconds: Type.Object({
      p50: nullable(Type.Integer()),
      p75: nullable(Type.Integer()),
      p90: nullable(Type.Integer()),
      p95: nullable(Type.Integer()),
    }),
  },
  { $id: "ResponseTimes", description: "Percentiles by nearest rank; null where nobody has arrived yet" },
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

export const NewestQuery = Type.Object(
  {
    ...FilterQuery,
    bbox: BBoxQuery,
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
  },
  { additionalProperties: false },
);

export const FoundIncident = Type.Object(
  {
    id: Id,
    communityId: nullable(Id),
    category: Type.String({ description: "Code of the category; labels are in /api/city" }),
    priority: Type.Integer({ description: "1 most urgent to 5 least" }),
    status: Type.String({ description: "reported, dispatched, on_scene or closed" }),
    occurredAt: Timestamp,
    position: LngLat,
  },
  { $id: "FoundIncident", description: "An incident as the map has it" },
);

export const NewestIncidents = Type.Object(
  {
    asOf: nullable(Timestamp),
    total: Type.Integer({ description: "Incidents in the box that pass the filter, listed or not" }),
    items: Type.Array(ref(FoundIncident), { description: "Newest first" }),
  },
  { $id: "NewestIncidents", description: "The newest incidents of a part of the map" },
);
