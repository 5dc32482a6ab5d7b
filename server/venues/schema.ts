import { Type } from "typebox";
import {
  BBoxQuery,
  Day,
  FormatQuery,
  Id,
  LngLat,
  Names,
  NewNames,
  NewPosition,
  nullable,
  oneOf,
  PageQuery,
  ref,
  Timestamp,
  Version,
} from "../http/wire.ts";

export const inspectionResults = ["passed", "advice", "hazard", "closed"] as const;

const riskGrade = Type.Integer({ minimum: 1, maximum: 4, description: "Grade of the place: 1 highest to 4 lowest" });
const cadence = Type.Integer({ minimum: 1, maximum: 1826, description: "Days between inspections" });

export const Venue = Type.Object(
  {
    id: Id,
    communityId: nullable(Id),
    class: Type.String({ description: "Code of the venue class; labels are in /api/city" }),
    names: ref(Names),
    licence: nullable(Type.String()),
    riskGrade,
    inspectionCadenceDays: cadence,
    lastInspectedAt: nullable(Timestamp),
    lastResult: nullable(oneOf(inspectionResults)),
    nextDueOn: nullable(Day),
    position: LngLat,
    version: Version,
    updatedAt: Timestamp,
  },
  { $id: "Venue", description: "A supervised venue" },
);

export const VenueQuery = Type.Object(
  {
    ...PageQuery,
    communityId: Type.Optional(Id),
    class: Type.Optional(Type.String({ maxLength: 60 })),
    dueBefore: Type.Optional(Day),
    bbox: BBoxQuery,
    format: FormatQuery,
  },
  { additionalProperties: false },
);

export const NewVenue = Type.Object(
  {
    class: Type.String({ minLength: 1, maxLength: 60 }),
    names: NewNames,
    licence: Type.Optional(nullable(Type.String({ maxLength: 60 }))),
    riskGrade: Type.Optional(riskGrade),
    inspectionCadenceDays: Type.Optional(cadence),
    nextDueOn: Type.Optional(nullable(Day)),
    position: NewPosition,
  },
  { additionalProperties: false },
);

export const VenueChange = Type.Partial(NewVenue, { additionalProperties: false, minProperties: 1 });
