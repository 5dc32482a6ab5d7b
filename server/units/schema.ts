import { Type } from "typebox";
import { FormatQuery, Id, LngLat, NewPosition, nullable, oneOf, PageQuery, Timestamp, Version } from "../http/wire.ts";

export const unitKinds = ["foot", "bicycle", "car", "room"] as const;
export const unitStatuses = ["available", "assigned", "on_scene", "off_duty"] as const;

export const Unit = Type.Object(
  {
    id: Id,
    callSign: Type.String(),
    kind: oneOf(unitKinds),
    communityId: nullable(Id),
    status: oneOf(unitStatuses),
    lastFixAt: nullable(Timestamp),
    position: nullable(LngLat),
    version: Version,
    updatedAt: Timestamp,
  },
  { $id: "Unit", description: "A terminal: its status and last position, no track" },
);

export const UnitQuery = Type.Object(
  { ...PageQuery, communityId: Type.Optional(Id), status: Type.Optional(oneOf(unitStatuses)), format: FormatQuery },
  { additionalProperties: false },
);

export const NewUnit = Type.Object(
  {
    callSign: Type.String({ minLength: 1, maxLength: 24 }),
    kind: oneOf(unitKinds),
    communityId: Type.Optional(nullable(Id)),
    status: Type.Optional(oneOf(unitStatuses)),
  },
  { additionalProperties: false },
);

export const UnitChange = Type.Object(
  {
    communityId: Type.Optional(nullable(Id)),
    status: Type.Optional(oneOf(unitStatuses)),
    position: Type.Optional(NewPosition),
    lastFixAt: Type.Optional(Type.String({ description: "RFC 3339; now when a position comes without it" })),
  },
  { additionalProperties: false, minProperties: 1 },
);
