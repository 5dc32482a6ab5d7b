import { Type } from "typebox";
import { Id, nullable, oneOf, PageQuery, Timestamp } from "../http/wire.ts";
import { importLayerIds } from "./import-layer.ts";
import { encodings } from "./text-encoding.ts";

const count = Type.Integer({ minimum: 0 });
const statuses = ["running", "done", "refused", "failed", "stopped", "dry_run"] as const;

const run = {
  id: Id,
  layer: Type.String(),
  fileName: Type.String(),
  fileSha256: Type.String(),
  crs: Type.String({ description: "Coordinate system declared or read" }),
  encoding: nullable(Type.String()),
  source: nullable(
    Type.String({ description: "Name of the data set; with the key of a row it makes a repeat harmless" }),
  ),
  timeZone: nullable(Type.String()),
  status: oneOf(statuses),
  startedAt: Timestamp,
  finishedAt: nullable(Timestamp),
  rows: Type.Object({ read: count, inserted: count, updated: count, unchanged: count, rejected: count }),
  rejectReasons: Type.Record(Type.String(), count, { description: "Refused rows by reason" }),
  problem: nullable(Type.String({ description: "Slug of the problem that ended it" })),
  detail: nullable(Type.String()),
  notes: Type.Array(Type.String()),
};

export const ImportRun = Type.Object(run, { $id: "ImportRun", description: "An import, under way or over" });

export const FinishedImport = Type.Object(
  {
    ...run,
    rejects: Type.Array(
      Type.Object({
        row: count,
        field: Type.String(),
        value: Type.String({ description: "At most 64 characters" }),
        reason: Type.String(),
        detail: Type.String(),
      }),
      { description: "The first hundred refused rows" },
    ),
  },
  { $id: "FinishedImport", description: "An import that is over, with the rows that it refused" },
);

const text = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }));
const flag = (description: string) => Type.Optional(Type.Boolean({ description }));

export const ImportQuery = Type.Object(
  {
    layer: oneOf(importLayerIds, "Layer to import into"),
    map: text(2_000, "column=field,…: which column of the file is which field"),
    crs: text(2_000, "EPSG:<code>, WGS-84, CGCS2000, GCJ-02, BD-09 or a PROJ definition; else what the file says"),
    encoding: text(20, `${encodings.join(", ")}; else by its byte order mark, else UTF-8`),
    timeZone: text(60, "Zone of times without an offset; else the city's"),
    source: text(200, "Name of the data set; else the name of the file"),
    table: text(200, "Sheet, table or shapefile, where the file has several"),
    maxRejects: text(12, "Refuse the file when more rows than that are refused: 5% or a number"),
    dryRun: flag("Do everything, keep nothing"),
    repair: flag("Make shapes valid that are not, instead of refusing them"),
    trustCrs: flag("Take the declared system even if the positions contradict it"),
  },
  { additionalProperties: false },
);

export const ImportListQuery = Type.Object(PageQuery, { additionalProperties: false });
