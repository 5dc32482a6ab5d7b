import { Type } from "typebox";
import { BBoxQuery, FormatQuery, Id, LngLat, Names, nullable, oneOf, PageQuery, ref, Version } from "../http/wire.ts";

export const roadClasses = ["trunk", "primary", "secondary", "residential", "service", "path"] as const;

export const Road = Type.Object(
  {
    id: Id,
    class: oneOf(roadClasses, "Rank, the highest first"),
    names: nullable(ref(Names)),
    oneway: Type.Boolean({ description: "True when traffic runs only in the direction of the line" }),
    line: Type.Array(LngLat, { description: "Positions from one junction to the next" }),
    version: Version,
  },
  { $id: "Road", description: "A segment of street between two junctions; segments touch at their ends only" },
);

export const RoadQuery = Type.Object(
  {
    ...PageQuery,
    class: Type.Optional(
      Type.String({ maxLength: 200, description: `Any of ${roadClasses.join(", ")}, comma-separated` }),
    ),
    bbox: BBoxQuery,
    format: FormatQuery,
  },
  { additionalProperties: false },
);
