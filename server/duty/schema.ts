import { Type } from "typebox";
import { Day, Id, nullable, oneOf } from "../http/wire.ts";

export const Duty = Type.Object(
  {
    id: Id,
    communityId: Id,
    unitId: nullable(Id),
    role: oneOf(["officer", "auxiliary"]),
    badge: Type.String({ description: "Badge number; names are kept elsewhere" }),
    validFrom: Day,
    validTo: nullable(Day),
  },
  { $id: "Duty", description: "Which badge answers for which community" },
);

export const DutyQuery = Type.Object({ communityId: Id, on: Type.Optional(Day) }, { additionalProperties: false });
