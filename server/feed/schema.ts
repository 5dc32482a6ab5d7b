import { Type } from "typebox";
import { Id, LngLat, Names, nullable, oneOf, ref, Timestamp, Version } from "../http/wire.ts";

export const LiveIncident = Type.Object(
  {
    id: Id,
    v: Version,
    communityId: nullable(Id),
    category: Type.String({ description: "Code of the category; labels are in /api/city" }),
    priority: Type.Integer({ description: "1 most urgent to 5 least" }),
    status: oneOf(["reported", "dispatched", "on_scene", "closed"]),
    occurredAt: Timestamp,
    reportedAt: Timestamp,
    dispatchedAt: nullable(Timestamp),
    arrivedAt: nullable(Timestamp),
    closedAt: nullable(Timestamp),
    position: LngLat,
    community: nullable(ref(Names)),
    street: nullable(ref(Names)),
  },
  { $id: "LiveIncident", description: "An incident, named by community and street; never by house" },
);

export const LiveUnit = Type.Object(
  {
    id: Id,
    v: Version,
    communityId: nullable(Id),
    callSign: Type.String(),
    kind: oneOf(["foot", "bicycle", "car", "room"]),
    status: oneOf(["available", "assigned", "on_scene", "off_duty"]),
    lastFixAt: nullable(Timestamp),
    position: nullable(LngLat),
  },
  { $id: "LiveUnit", description: "A terminal with its last position" },
);

export const LiveSnapshot = Type.Object(
  {
    epoch: Type.String({ description: "Numbers of two epochs have nothing to do with each other" }),
    seq: Type.Integer({ description: "Number of the last event that it contains; rows may be newer" }),
    asOf: Timestamp,
    incidents: Type.Array(ref(LiveIncident), { description: "Every incident that is not closed" }),
    units: Type.Array(ref(LiveUnit), { description: "Every unit, with or without a position" }),
  },
  { $id: "LiveSnapshot", description: "What is live now, from one moment; the stream goes on from its seq" },
);
