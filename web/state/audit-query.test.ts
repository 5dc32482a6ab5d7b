import { expect, test } from "vitest";
import { auditQuery, noFields } from "./audit-query.ts";

test("what is not filled in is not asked", () => {
  expect(auditQuery(noFields, "Asia/Shanghai")).toEqual({});
});

test("days are those of the city, the last one included", () => {
  const fields = { ...noFields, action: "sign-in", outcome: "denied", account: "12", subject: "residence:4" } as const;
  expect(auditQuery({ ...fields, fromDay: "2026-11-25", throughDay: "2026-11-25" }, "Asia/Shanghai")).toEqual({
    action: "sign-in",
    outcome: "denied",
    account: 12,
    subject: "residence:4",
    from: "2026-11-24T16:00:00.000Z",
    to: "2026-11-25T16:00:00.000Z",
  });
});

test("what is no number of an account is not sent as one", () => {
  expect(auditQuery({ ...noFields, account: "b-000101" }, "UTC")).toEqual({});
});
