import { Type } from "typebox";
import { pageNames } from "../access/pages.ts";
import { roles } from "../access/roles.ts";
import { subjectNames } from "../access/subjects.ts";
import { nullable, oneOf } from "../http/wire.ts";

const Reach = oneOf(["none", "published", "scope", "city"]);

export const Access = Type.Object(
  {
    roles: Type.Array(
      Type.Object({
        role: oneOf(roles),
        extent: oneOf(["communities", "city", "either", "nothing"], "What its scope may be"),
        precision: oneOf(["exact", "no-sensitive", "published"], "How exactly it sees where things are"),
        idleMinutes: nullable(Type.Integer({ description: "Without a request its session ends then; null for never" })),
        duties: Type.Array(Type.String()),
        pages: Type.Array(oneOf(pageNames)),
      }),
    ),
    subjects: Type.Array(
      Type.Object({
        subject: oneOf(subjectNames),
        grants: Type.Array(
          Type.Object({
            role: oneOf(roles),
            public: Reach,
            operational: Reach,
            personal: Reach,
            case: Reach,
            change: Reach,
            export: Reach,
          }),
        ),
      }),
    ),
  },
  { $id: "Access", description: "The table that routes are held to: who may have what" },
);
