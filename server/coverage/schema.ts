import { Type } from "typebox";
import { Id, Names, nullable, oneOf, ref, Timestamp } from "../http/wire.ts";

export const CoverageQuery = Type.Object(
  {
    by: Type.Optional(oneOf(["community", "cell"], "Communities, or square cells of the ground")),
    of: Type.Optional(oneOf(["venues", "residences", "both"], "Which places count")),
    thresholdDays: Type.Integer({
      minimum: 1,
      maximum: 1_000,
      default: 30,
      description: "A place not visited for longer is overdue",
    }),
    cellMeters: Type.Integer({ minimum: 200, maximum: 5_000, default: 500 }),
    communityId: Type.Optional(Id),
  },
  { additionalProperties: false },
);

export const CoverageItem = Type.Object(
  {
    key: Type.String({ description: "Id of the community, or column_row of the cell" }),
    communityId: nullable(Id),
    names: nullable(ref(Names)),
    polygon: nullable(
      Type.Array(Type.Array(Type.Number()), {
        description: "Corners of the cell, closed; null for a community, whose borders are in the tiles",
      }),
    ),
    places: Type.Integer({ description: "Places that count" }),
    overdue: Type.Integer({ description: "Of these, not visited within the threshold, or never" }),
    neverVisited: Type.Integer(),
    medianDays: nullable(Type.Number({ description: "Median of days since the last visit, of places ever visited" })),
    maxDays: nullable(Type.Number()),
    shareOverdue: Type.Number({ description: "overdue / places" }),
    score: Type.Number({
      description:
        "0 to 100: share overdue in percent, times 1 − e^(−overdue / 5), so that two late places out of two do not outrank forty out of fifty",
    }),
    isGap: Type.Boolean({ description: "Score of 35 or more" }),
  },
  { $id: "CoverageItem", description: "How a community or cell is looked after" },
);

export const Coverage = Type.Object(
  {
    asOf: Timestamp,
    by: oneOf(["community", "cell"]),
    of: oneOf(["venues", "residences", "both"]),
    thresholdDays: Type.Integer(),
    cellMeters: nullable(Type.Integer()),
    places: Type.Integer({ description: "Places that count, everywhere" }),
    overdue: Type.Integer(),
    gaps: Type.Integer({ description: "Items that are gaps; they come first" }),
    items: Type.Array(ref(CoverageItem), { description: "Highest score first" }),
  },
  { $id: "Coverage", description: "Days since the last visit or inspection, by community or cell" },
);
