import { Type } from "typebox";
import { Id, nullable, oneOf, Timestamp } from "../http/wire.ts";
import { retentionSubjects } from "./rules.ts";

const Subject = oneOf(retentionSubjects);
const Days = Type.Integer({
  minimum: 1,
  maximum: 36_500,
  description: "Days that rows are kept; the audit a year at least",
});

export const Retention = Type.Object(
  {
    rules: Type.Array(Type.Object({ subject: Subject, days: Days, changedAt: Timestamp })),
    holds: Type.Array(
      Type.Object({
        id: Id,
        subject: Subject,
        rowId: nullable(Id),
        communityId: nullable(Id),
        reason: Type.String(),
        placedAt: Timestamp,
        releasedAt: nullable(Timestamp),
      }),
    ),
    runs: Type.Array(
      Type.Object({
        id: Id,
        asOf: Timestamp,
        items: Type.Array(
          Type.Object({
            subject: Subject,
            days: Days,
            removed: Type.Integer(),
            held: Type.Integer(),
            isFailed: Type.Boolean(),
          }),
        ),
      }),
      { description: "What was deleted, newest first" },
    ),
  },
  { $id: "Retention", description: "How long rows are kept, what is held, and what was deleted" },
);

export const RuleParameters = Type.Object({ subject: Subject });

export const RuleChange = Type.Object({ days: Days }, { additionalProperties: false });

export const NewHold = Type.Object(
  {
    subject: Subject,
    rowId: Type.Optional(Id),
    communityId: Type.Optional(Id),
    reason: Type.String({ minLength: 1, maxLength: 200, description: "Reference of the file" }),
  },
  { additionalProperties: false },
);

export const HoldParameters = Type.Object({
  id: Type.Unsafe<string>({ type: "string", pattern: "^[1-9][0-9]{0,8}$" }),
});
