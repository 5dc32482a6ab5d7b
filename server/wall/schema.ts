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
    dispatchedAt: nullable(Timestamp),
    arrivedAt: nullable(Timestamp),
    closedAt: nullable(Timestamp),
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
    lastFixAt: nullable(Timestamp),
    position: nullable(LngLat),
  },
  { $id: "WallUnit" },
);

export const Wall = Type.Object(
  {
    asOf: Timestamp,
    openCount: Type.Integer({ description: "Incidents not closed" }),
    unassignedCount: Type.Integer({ description: "Of these, nobody sent yet" }),
    undrawn: Type.Object(
      {
        openCount: Type.Integer(),
        unassignedCount: Type.Integer(),
        oldestOpenReportedAt: nullable(Timestamp),
      },
      { description: "Of these, incidents of categories that a wall counts and never shows" },
    ),
    unitsOut: Type.Integer({ description: "Units on duty with a fix in the last ten minutes" }),
    unitsOnDuty: Type.Integer(),
    unitsTotal: Type.Integer(),
    coverageShare: nullable(
      Type.Number({
        description: "Share of venues whose inspection is not overdue; null where there are none to be seen",
      }),
    ),
    oldestOpenReportedAt: nullable(Timestamp),
    last24h: Type.Object({
      count: Type.Integer(),
      previousCount: Type.Integer(),
      quarters: Type.Array(Type.Integer(), { description: "Reports per 15 minutes, oldest first, 96 of them" }),
    }),
    quarterAgo: Type.Object(
      {
        openCount: Type.Integer(),
        unassignedCount: Type.Integer(),
        oldestOpenReportedAt: nullable(Timestamp),
        reportedSince: Type.Integer(),
        closedSince: Type.Integer(),
      },
      { description: "The same figures 15 minutes before, from the times of the incidents" },
    ),
    standards: Type.Array(
      Type.Object({
        priority: Type.Integer(),
        dispatchSeconds: Type.Integer(),
        arriveSeconds: Type.Integer(),
        closeSeconds: Type.Integer(),
      }),
      { description: "How soon the service wants to act, from the report, by priority" },
    ),
    acknowledged: Type.Array(Id, { description: "Open incidents that somebody in the command centre has in hand" }),
    newest: Type.Array(ref(WallIncident), { description: "Latest five reports" }),
    open: Type.Array(ref(WallIncident), { description: "Open incidents, most urgent first, at most 5,000" }),
    units: Type.Array(ref(WallUnit), { description: "Units on duty; one that never sent a fix has no position" }),
  },
  { $id: "Wall", description: "What the command centre watches" },
);

export const HistoryQuery = Type.Object(
  { minutes: Type.Integer({ minimum: 1, maximum: 240, default: 60 }) },
  { additionalProperties: false },
);

export const WallHistory = Type.Object(
  {
    from: Timestamp,
    to: Timestamp,
    incidents: Type.Array(ref(WallIncident), {
      description: "Every incident that was open at some time between the two",
    }),
  },
  { $id: "WallHistory", description: "What a replay is made of. Units are not in it: no trail of theirs is kept" },
);
