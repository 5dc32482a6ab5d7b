import { Type } from "typebox";
import { Id, nullable, oneOf, PageQuery, Timestamp } from "../http/wire.ts";

export const AuditRecord = Type.Object(
  {
    seq: Type.Integer({ description: "Its number in the sealed chain" }),
    at: Timestamp,
    account: nullable(Type.Integer({ description: "Null for somebody who had not signed in, and for devices" })),
    login: nullable(Type.String()),
    role: Type.String({ description: "Its role then" }),
    action: Type.String(),
    outcome: oneOf(["done", "denied", "failed"]),
    subject: nullable(Type.String({ description: "What it was done to" })),
    purpose: nullable(Type.String({ description: "Item and task, where a purpose is needed" })),
    requestId: nullable(Type.String()),
    detail: Type.Unsafe<Record<string, unknown>>({
      type: "object",
      additionalProperties: true,
      description: "Ids, counts and the reason given; never what a row holds",
    }),
  },
  { $id: "AuditRecord", description: "One thing that was done" },
);

export const AuditState = Type.Object(
  {
    head: nullable(
      Type.Object({
        batch: Type.Integer(),
        seq: Type.Integer({ description: "Number of the last sealed row" }),
        hash: Type.String({ description: "Hexadecimal" }),
        sealedAt: Timestamp,
      }),
    ),
    unsealed: Type.Integer({ description: "Rows that wait for the sealer: a second's worth" }),
    checked: nullable(
      Type.Object(
        {
          at: Timestamp,
          isWhole: Type.Boolean(),
          rows: Type.Integer({ description: "Rows that hold" }),
          fault: nullable(
            Type.String({ description: "What is wrong with the first that does not: altered, removed, …" }),
          ),
          faultSeq: nullable(Type.Integer({ description: "Its number" })),
        },
        { description: "The last verification that was asked for here" },
      ),
    ),
  },
  { $id: "AuditState", description: "Where the chain ends, and whether it held" },
);

const Code = (description: string) =>
  Type.Optional(Type.String({ maxLength: 80, pattern: "^[A-Za-z0-9:/_.*-]+( [A-Za-z0-9:/_.*-]+)?$", description }));

export const AuditQuery = Type.Object(
  {
    ...PageQuery,
    account: Type.Optional(Id),
    action: Code("Such as sign-in, personal-read or export-make"),
    outcome: Type.Optional(oneOf(["done", "denied", "failed"])),
    subject: Code("Such as residence:12"),
    from: Type.Optional(Type.String({ maxLength: 40, description: "RFC 3339" })),
    to: Type.Optional(Type.String({ maxLength: 40, description: "RFC 3339, not included" })),
  },
  { additionalProperties: false },
);

export const AuditPageQuery = Type.Object({ ...PageQuery }, { additionalProperties: false });
