import { Type } from "typebox";
import { Id, LngLat, Names, nullable, oneOf, ref, Timestamp } from "../http/wire.ts";

const statuses = ["reported", "dispatched", "on_scene", "closed"] as const;

export const WallIncident = Type.Object(
  {
    id: Id,
    category: Type.String(),
    priority: Type.Integer(),
    status: oneOf(statuses),
    reportedAt: Timestamp,
    position: LngLat,
    community: nullable(ref(Names)),
    street: nullable(ref(Names)),
  },
  { $id: "WallIncident", description: "An incident named by community and street; never by house" },
);

export const WallUnit = Type.Object(
  {
    id: Id,
    callSign: Type.String(),
    kind: Type.String(),
    status: Type.String(),
    lastFixAt: Timestamp,
    position: LngLat,
  },
  { $id: "WallUnit" },
);

export const Wall = Type.Object(
  {
    asOf: Timestamp,
    openCount: Type.Integer({ description: "Incidents not closed" }),
    unassignedCount: Type.Integer({ description: "Of these, nobody sent yet" }),
    unitsOut: Type.Integer({ description: "Units on duty with a fix in the last ten minutes" }),
    unitsOnDuty: Type.Integer(),
    unitsTotal: Type.Integer(),
    coverageShare: nullable(Type.Number({ description: "Share of venues whose inspection is not overdue" })),
    oldestOpenReportedAt: nullable(Timestamp),
    last24h: Type.Object({
      count: Type.Integer(),
      previousCount: Type.Integer(),
      quarters: Type.Array(Type.Integer(), { description: "Reports per 15 minutes, oldest first, 96 of them" }),
    }),
    newest: Type.Array(ref(WallIncident), { description: "Latest five reports" }),
    open: Type.Array(ref(WallIncident), { description: "Open incidents, most urgent first, at most 500" }),
    units: Type.Array(ref(WallUnit), { description: "Units on duty with a position" }),
  },
  { $id: "Wall", description: "What the command centre watches" },
);
