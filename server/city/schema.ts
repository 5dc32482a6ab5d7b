import { Type } from "typebox";
import { BBox, Names, nullable, ref, Timestamp } from "../http/wire.ts";

const Word = Type.Object({ code: Type.String(), names: ref(Names) });
const count = Type.Integer({ minimum: 0 });

export const City = Type.Object(
  {
    names: ref(Names),
    timeZone: Type.String({ description: "IANA zone of local hours and weekdays" }),
    bbox: nullable({ ...BBox, description: "Box of every community: [west, south, east, north], degrees" }),
    outline: nullable({ ...BBox, description: "Box of the outline of the city, likewise; null where none is stored" }),
    seededWith: nullable(Type.String({ description: "Size and number of the synthetic city; null for real data" })),
    counts: Type.Object({
      communities: count,
      residences: count,
      venues: count,
      incidents: count,
      units: count,
      visits: count,
      policeRooms: count,
      roads: count,
      addresses: count,
    }),
    incidentCategories: Type.Array(Word),
    venueClasses: Type.Array(Word),
    asOf: Timestamp,
  },
  { $id: "City", description: "The city that this server is about" },
);
