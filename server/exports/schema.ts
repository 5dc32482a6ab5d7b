import { Type } from "typebox";
import { Id, nullable, oneOf, Timestamp } from "../http/wire.ts";
import { exportLayerNames, formats } from "./layers.ts";

const codes = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 100, description }));

export const NewExportBody = Type.Object(
  {
    layer: oneOf(exportLayerNames),
    format: oneOf(formats),
    communityIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
    categories: codes("Incidents: categories; venues: classes"),
    statuses: codes("Statuses of incidents"),
    hours: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0, maximum: 23 }), {
        minItems: 1,
        maxItems: 24,
        description: "Hours of incidents, in the city's time",
      }),
    ),
    weekdays: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
        minItems: 1,
        maxItems: 7,
        description: "Weekdays of incidents, 1 Monday to 7 Sunday",
      }),
    ),
    from: Type.Optional(Type.String({ maxLength: 40, description: "Incidents that occurred since, RFC 3339" })),
    to: Type.Optional(Type.String({ maxLength: 40, description: "Incidents that occurred before, RFC 3339" })),
    view: Type.Optional(
      Type.String({ maxLength: 800, description: "Of a picture: the query of the page's address, kept on record" }),
    ),
    item: Type.Optional(
      Type.String({ maxLength: 60, description: "What for: an item of GET /api/purposes without tasks" }),
    ),
    reason: Type.Optional(Type.String({ maxLength: 200, description: "Why, in one's own words" })),
  },
  { additionalProperties: false },
);

export const ExportMade = Type.Object(
  {
    id: Type.Integer({ description: "Its number, which every row of the file carries, and a picture shows" }),
    rows: Type.Integer({ description: "Rows at this moment" }),
    href: nullable(Type.String({ description: "Opens once, for the same account; null for a picture" })),
    endsAt: nullable(Timestamp),
  },
  { $id: "ExportMade", description: "A file that was made of rows, or the number of a picture" },
);

export const ExportParameters = Type.Object({
  token: Type.Unsafe<string>({ type: "string", pattern: "^[A-Za-z0-9_-]{43}$" }),
});
