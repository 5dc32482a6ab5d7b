import { Type } from "typebox";
import { BBox, FormatQuery, Id, Names, nullable, oneOf, PageQuery, ref, Version } from "../http/wire.ts";

export const areaLevels = ["city", "district", "town", "rural", "water"] as const;

export const Area = Type.Object(
  {
    id: Id,
    level: oneOf(areaLevels),
    parentId: nullable(Id),
    code: Type.String(),
    names: ref(Names),
    households: nullable(Type.Integer()),
    population: nullable(Type.Integer()),
    bbox: BBox,
    version: Version,
  },
  { $id: "Area", description: "An area above the community, or what lies in none: rural land and water" },
);

export const AreaQuery = Type.Object(
  { ...PageQuery, level: Type.Optional(oneOf(areaLevels)), format: FormatQuery },
  { additionalProperties: false },
);
