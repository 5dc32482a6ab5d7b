import { Type } from "typebox";
import { FormatQuery, Id, LngLat, Names, nullable, PageQuery, ref } from "../http/wire.ts";

export const PoliceRoom = Type.Object(
  {
    id: Id,
    communityId: nullable(Id),
    code: Type.String(),
    names: ref(Names),
    openingHours: nullable(Type.String({ description: "OpenStreetMap opening_hours" })),
    services: Type.Array(Type.String()),
    position: LngLat,
  },
  { $id: "PoliceRoom", description: "A community police room" },
);

export const PoliceRoomQuery = Type.Object(
  { ...PageQuery, communityId: Type.Optional(Id), format: FormatQuery },
  { additionalProperties: false },
);
