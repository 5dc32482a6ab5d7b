import { Type } from "typebox";
import { BBox, Id, LngLat, Names, nullable, ref } from "../http/wire.ts";

const Count = nullable(Type.Integer({ minimum: 0, description: "null where it is withheld" }));

export const PublishedBlock = Type.Object(
  {
    communityId: Id,
    position: LngLat,
    householdsFrom: Type.Integer({ minimum: 8, description: "Lower end of the band that its households lie in" }),
  },
  { $id: "PublishedBlock", description: "Homes of eight households or more, as one label point" },
);

export const PublishedIncidents = Type.Object(
  {
    period: Type.String({ description: "Quarter, such as 2026-Q3" }),
    categories: Type.Array(Type.String()),
    communities: Type.Array(
      Type.Object({ communityId: Id, counts: Type.Array(Count, { description: "By category" }), total: Count }),
    ),
    totals: Type.Array(Count, { description: "By category, of the whole city" }),
    total: Count,
    spots: Type.Array(
      Type.Object({
        communityId: Id,
        position: LngLat,
        category: Type.String(),
        count: Type.Integer({ minimum: 1 }),
      }),
      { description: "Incidents at points that stand for eight households or more" },
    ),
  },
  { $id: "PublishedIncidents", description: "Incidents of one quarter as anyone may see them" },
);

const Word = Type.Object({ code: Type.String(), names: ref(Names) });

export const PublishedCity = Type.Object(
  {
    names: ref(Names),
    timeZone: Type.String({ description: "IANA zone of the quarters" }),
    bbox: nullable(BBox),
    seededWith: nullable(Type.String({ description: "Size and number of a synthetic city; null for real data" })),
    period: nullable(Type.String({ description: "The last quarter that is published, such as 2026-Q3" })),
    hasMap: Type.Boolean({ description: "False where administration is served by itself, without tiles and blocks" }),
    categories: Type.Array(Word, { description: "Of incidents" }),
    communities: Type.Array(Type.Object({ id: Id, names: ref(Names) })),
  },
  { $id: "PublishedCity", description: "Names of what is published" },
);

export const PublishedQuery = Type.Object(
  { period: Type.String({ maxLength: 20, description: "A quarter that ended two weeks ago, such as 2026-Q3" }) },
  { additionalProperties: false },
);
