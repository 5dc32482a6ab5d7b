import { Type } from "typebox";
import { Id, nullable, oneOf, PageQuery, Timestamp, Version } from "../http/wire.ts";

export const outcomes = ["done", "advice", "hazard", "closed", "no_answer"] as const;

export const Visit = Type.Object(
  {
    id: Id,
    clientKey: Type.String({ format: "uuid" }),
    communityId: nullable(Id),
    unitId: nullable(Id),
    venueId: nullable(Id),
    residenceId: nullable(Id),
    visitedAt: Timestamp,
    dwellSeconds: nullable(Type.Integer()),
    outcome: oneOf(outcomes),
    version: Version,
    updatedAt: Timestamp,
  },
  { $id: "Visit", description: "A visit or inspection of a place" },
);

export const VisitQuery = Type.Object(
  { ...PageQuery, communityId: Type.Optional(Id), venueId: Type.Optional(Id), residenceId: Type.Optional(Id) },
  { additionalProperties: false },
);

const dwell = Type.Optional(
  nullable(Type.Integer({ minimum: 0, maximum: 86_400, description: "Seconds spent there" })),
);

export const NewVisit = Type.Object(
  {
    clientKey: Type.String({
      format: "uuid",
      description: "Made by the terminal; sending it again records nothing twice",
    }),
    venueId: Type.Optional(Id),
    residenceId: Type.Optional(Id),
    unitId: Type.Optional(nullable(Id)),
    visitedAt: Type.Optional(Type.String({ description: "RFC 3339; now when left out" })),
    dwellSeconds: dwell,
    outcome: oneOf(outcomes),
  },
  { additionalProperties: false },
);

export const VisitChange = Type.Object(
  { outcome: Type.Optional(oneOf(outcomes)), dwellSeconds: dwell },
  { additionalProperties: false, minProperties: 1 },
);
