import { Type } from "typebox";
import { Id, LngLat, nullable, oneOf, PageQuery, Timestamp } from "../http/wire.ts";
import { correctionKinds } from "./correction-queries.ts";

const statuses = ["open", "done", "refused"] as const;

export const Correction = Type.Object(
  {
    id: Id,
    residenceId: Id,
    communityId: nullable(Id),
    kind: oneOf(correctionKinds),
    status: oneOf(statuses),
    madeAt: Timestamp,
    decidedAt: nullable(Timestamp),
  },
  { $id: "Correction", description: "A request about an address; what was said is told one by one" },
);

export const CorrectionDetail = Type.Object(
  { ...Correction.properties, statement: Type.String(), answer: nullable(Type.String()) },
  { $id: "CorrectionDetail", description: "A request about an address, with what was said and answered" },
);

export const CorrectionQuery = Type.Object(
  { ...PageQuery, status: Type.Optional(oneOf(statuses)) },
  { additionalProperties: false },
);

const Words = Type.String({ minLength: 1, maxLength: 1_000 });

export const NewCorrection = Type.Object(
  {
    residenceId: Id,
    kind: oneOf(correctionKinds, "To be told what is stored, to have it corrected, or erased"),
    statement: Type.Unsafe<string>({
      ...Words,
      description: "What is said to be wrong: about the address, never who asks",
    }),
  },
  { additionalProperties: false },
);

export const CorrectionDecision = Type.Object(
  {
    status: oneOf(["done", "refused"]),
    answer: Type.Unsafe<string>({ ...Words, description: "What was done, or why not" }),
  },
  { additionalProperties: false },
);

export const CorrectionParameters = Type.Object({
  id: Type.Unsafe<string>({ type: "string", pattern: "^[1-9][0-9]{0,15}$" }),
});

export const AddressSearch = Type.Object(
  {
    road: Type.String({ minLength: 1, maxLength: 200 }),
    number: Type.String({ minLength: 1, maxLength: 60 }),
  },
  { additionalProperties: false, description: "Exactly as it is stored: nothing is found by a part of it" },
);

export const FoundAddress = Type.Object(
  { residenceId: Id, communityId: nullable(Id), householdCount: Type.Integer() },
  { $id: "FoundAddress", description: "A dwelling building at an address, without the address" },
);

export const SubjectQuery = Type.Object({ residenceId: Id }, { additionalProperties: false });

export const AboutAddress = Type.Object(
  {
    residence: Type.Object({
      id: Id,
      communityId: nullable(Id),
      householdCount: Type.Integer(),
      storeys: nullable(Type.Integer()),
      lastCheckedAt: nullable(Timestamp),
      checkedBefore: nullable(Timestamp),
      position: LngLat,
      source: nullable(Type.String()),
      updatedAt: Timestamp,
    }),
    address: nullable(
      Type.Object({
        id: Id,
        road: Type.String(),
        number: Type.String(),
        building: nullable(Type.String()),
        unit: nullable(Type.String()),
        source: nullable(Type.String()),
        updatedAt: Timestamp,
      }),
    ),
    visits: Type.Array(Type.Object({ visitedAt: Timestamp, outcome: Type.String() })),
    venues: Type.Array(
      Type.Object({ id: Id, class: Type.String(), name: Type.String(), lastInspectedAt: nullable(Timestamp) }),
    ),
    readings: Type.Array(Type.Object({ purpose: Type.String(), count: Type.Integer(), lastAt: Timestamp }), {
      description: "How often its address was told one by one, and what for; never to whom",
    }),
    corrections: Type.Array(
      Type.Object({ id: Id, kind: oneOf(correctionKinds), status: oneOf(statuses), madeAt: Timestamp }),
    ),
  },
  { $id: "AboutAddress", description: "Everything that is stored about an address" },
);
