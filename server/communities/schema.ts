import { Type } from "typebox";
import {
  BBox,
  BBoxQuery,
  Day,
  FormatQuery,
  Id,
  Names,
  NewNames,
  nullable,
  PageQuery,
  ref,
  Timestamp,
  Version,
} from "../http/wire.ts";

const count = (description: string) => nullable(Type.Integer({ minimum: 0, maximum: 100_000_000, description }));

export const Community = Type.Object(
  {
    id: Id,
    code: Type.String({ description: "Administrative code" }),
    names: ref(Names),
    townId: nullable(Id),
    households: count("Number of households"),
    population: count("Number of residents"),
    validFrom: Day,
    validTo: nullable(Day),
    bbox: BBox,
    version: Version,
    updatedAt: Timestamp,
  },
  { $id: "Community", description: "The beat of one community officer and one auxiliary" },
);

export const CommunityQuery = Type.Object(
  { ...PageQuery, bbox: BBoxQuery, format: FormatQuery },
  { additionalProperties: false },
);

export const NewCommunity = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 40 }),
    names: NewNames,
    townId: Type.Optional(nullable(Id)),
    households: Type.Optional(count("Number of households")),
    population: Type.Optional(count("Number of residents")),
    validFrom: Type.Optional(Day),
    geometry: Type.Unsafe<unknown>({
      type: ["object", "null"],
      description: "GeoJSON Polygon or MultiPolygon, WGS-84",
    }),
  },
  { additionalProperties: false },
);

export const CommunityChange = Type.Partial(Type.Omit(NewCommunity, ["code"]), {
  additionalProperties: false,
  minProperties: 1,
});
