import { Type } from "typebox";
import {
  BBoxQuery,
  FormatQuery,
  Id,
  LngLat,
  NewPosition,
  nullable,
  oneOf,
  PageQuery,
  Timestamp,
  Version,
} from "../http/wire.ts";
import { statuses } from "./status.ts";

export const precisions = ["exact", "address", "street", "community"] as const;

const priority = Type.Integer({ minimum: 1, maximum: 5, description: "1 most urgent to 5 least" });

export const Incident = Type.Object(
  {
    id: Id,
    communityId: nullable(Id),
    category: Type.String({ description: "Code of the category; labels are in /api/city" }),
    priority,
    status: oneOf(statuses),
    occurredFrom: Timestamp,
    occurredTo: nullable(Timestamp),
    reportedAt: Timestamp,
    dispatchedAt: nullable(Timestamp),
    arrivedAt: nullable(Timestamp),
    closedAt: nullable(Timestamp),
    positionPrecision: oneOf(precisions),
    position: LngLat,
    version: Version,
    updatedAt: Timestamp,
  },
  { $id: "Incident", description: "A call or case: a place in time, without persons and without narrative" },
);

const list = (description: string) =>
  Type.Optional(Type.String({ maxLength: 2_000, description: `${description}, comma-separated` }));

export const IncidentQuery = Type.Object(
  {
    ...PageQuery,
    communityId: Type.Optional(Id),
    category: list("Codes of categories"),
    status: list("Statuses"),
    priority: list("Priorities 1 to 5"),
    open: Type.Optional(oneOf(["true", "false"], "true: not closed")),
    from: Type.Optional(Type.String({ description: "Reported at or after, RFC 3339" })),
    to: Type.Optional(Type.String({ description: "Reported before, RFC 3339" })),
    bbox: BBoxQuery,
    format: FormatQuery,
  },
  { additionalProperties: false },
);

export const NewIncident = Type.Object(
  {
    category: Type.String({ minLength: 1, maxLength: 60 }),
    priority: Type.Optional(priority),
    occurredFrom: Type.Optional(Type.String({ description: "RFC 3339; now when left out" })),
    occurredTo: Type.Optional(nullable(Type.String())),
    reportedAt: Type.Optional(Type.String({ description: "RFC 3339; now when left out" })),
    positionPrecision: Type.Optional(oneOf(precisions)),
    position: NewPosition,
  },
  { additionalProperties: false },
);

export const IncidentChange = Type.Object(
  {
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    priority: Type.Optional(priority),
    status: Type.Optional(oneOf(statuses)),
    positionPrecision: Type.Optional(oneOf(precisions)),
    position: Type.Optional(NewPosition),
  },
  { additionalProperties: false, minProperties: 1 },
);
