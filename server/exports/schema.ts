import { Type } from "typebox";
import { Id, oneOf, Timestamp } from "../http/wire.ts";
import { exportLayerNames, formats } from "./layers.ts";

export const NewExportBody = Type.Object(
  {
    layer: oneOf(exportLayerNames),
    format: oneOf(formats),
    communityIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
    category: Type.Optional(
      Type.String({ minLength: 1, maxLength: 60, description: "Incidents: category; venues: class" }),
    ),
    from: Type.Optional(Type.String({ maxLength: 40, description: "Incidents reported since, RFC 3339" })),
    to: Type.Optional(Type.String({ maxLength: 40, description: "Incidents reported before, RFC 3339" })),
    item: Type.Optional(
      Type.String({ maxLength: 60, description: "What for: an item of GET /api/purposes without tasks" }),
    ),
    reason: Type.Optional(Type.String({ maxLength: 200, description: "Why, in one's own words" })),
  },
  { additionalProperties: false },
);

export const ExportMade = Type.Object(
  {
    id: Type.Integer({ description: "Its number, which every row of the file carries" }),
    rows: Type.Integer({ description: "Rows at this moment" }),
    href: Type.String({ description: "Opens once, for the same account" }),
    endsAt: Timestamp,
  },
  { $id: "ExportMade", description: "A file that was made of rows" },
);

export const ExportParameters = Type.Object({
  token: Type.Unsafe<string>({ type: "string", pattern: "^[A-Za-z0-9_-]{43}$" }),
});
