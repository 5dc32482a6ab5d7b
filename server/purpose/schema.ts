import { Type } from "typebox";
import { taskKinds } from "../access/purposes.ts";
import { Id, Names, nullable, oneOf, ref, Timestamp } from "../http/wire.ts";

export const PurposeItem = Type.Object(
  {
    code: Type.String({ description: "As it is sent and kept on record" }),
    names: ref(Names),
    tasks: Type.Array(oneOf(taskKinds), { description: "What it may point at; nothing for an export" }),
    needsReason: Type.Boolean({ description: "A reason in one's own words has to be given with it" }),
  },
  { $id: "PurposeItem", description: "What personal data may be opened, or rows taken out, for" },
);

const idPattern = "^[1-9][0-9]{0,15}$";
const PathId = Type.Unsafe<string>({ type: "string", pattern: idPattern });

export const IncidentTaskParameters = Type.Object({ id: PathId, account: PathId });

export const IncidentTask = Type.Object(
  { incidentId: Id, accountId: Id, givenAt: Timestamp },
  { $id: "IncidentTask", description: "An incident that an account sees to" },
);

export const WhoMayHave = Type.Object(
  { accountId: Id, login: Type.String(), givenAt: nullable(Timestamp) },
  { $id: "WhoMayHave", description: "An officer who may be given an incident, or was" },
);

export const IncidentParameters = Type.Object({ id: PathId });

export const BreakGlassParameters = Type.Object({ id: PathId });

export const NewBreakGlass = Type.Object(
  {
    communityId: Id,
    reason: Type.String({ minLength: 10, maxLength: 200, description: "Why it cannot wait, in one's own words" }),
  },
  { additionalProperties: false },
);

export const BreakGlassDecision = Type.Object({ isAllowed: Type.Boolean() }, { additionalProperties: false });

export const BreakGlass = Type.Object(
  {
    id: Id,
    login: Type.String({ description: "Who asked" }),
    communityId: Id,
    reason: Type.String(),
    askedAt: Timestamp,
    decidedBy: nullable(Type.String({ description: "The second person; null while nobody has decided" })),
    isAllowed: nullable(Type.Boolean()),
    endsAt: nullable(Timestamp),
    isOpen: Type.Boolean({
      description: "Requests may carry its number now, as task=break-glass:<id> of their purpose",
    }),
  },
  { $id: "BreakGlass", description: "A community outside of somebody's scope, for a quarter of an hour" },
);
