import { Type } from "typebox";
import { Day, Id, LngLat, Names, nullable, oneOf, ref, Timestamp, Withheld } from "../http/wire.ts";

export const PlanQuery = Type.Object(
  { communityId: Id, limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 40 }) },
  { additionalProperties: false },
);

/** Most places of a list that tells their addresses: the record names each of them. */
export const mostWithAddress = 500;

export const PlanItem = Type.Object(
  {
    kind: oneOf(["venue", "residence"]),
    id: Id,
    names: nullable(ref(Names)),
    address: nullable(
      Type.Object(
        { road: ref(Names), number: nullable(Type.String()), building: nullable(Type.String()) },
        { description: "Where known; number and building are personal" },
      ),
    ),
    class: nullable(Type.String({ description: "Venues: code of the class" })),
    position: LngLat,
    dueOn: nullable(Day),
    daysOverdue: nullable(Type.Integer({ description: "Days since it was due; negative when it is not yet" })),
    lastVisitedAt: nullable(Timestamp),
    daysSince: nullable(Type.Integer({ description: "Whole days since the last visit; null for never" })),
    reason: oneOf(["overdue", "due_soon", "long_ago", "never"]),
    urgency: Type.Number({
      description:
        "Venues: 1 when due today, growing by 1 with each cadence missed; dwellings: days since the last check / 90, never = 1.25",
    }),
  },
  { $id: "PlanItem", description: "A place to visit" },
);

export const Plan = Type.Object(
  {
    asOf: Timestamp,
    community: Type.Object({ id: Id, names: ref(Names), bbox: Type.Array(Type.Number()) }),
    totalDue: Type.Integer({ description: "Places due in this community, listed or not" }),
    withheld: Withheld,
    items: Type.Array(ref(PlanItem), { description: "Most urgent first" }),
  },
  { $id: "Plan", description: "What is due in a community" },
);
