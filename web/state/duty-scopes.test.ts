import { expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { findAccounts, lastingScopes, scopeOfDays } from "./duty-scopes.ts";

const account = (login: string, more: Partial<Schemas["Account"]> = {}): Schemas["Account"] => ({
  id: 1,
  login,
  role: "officer",
  signsInBy: "password",
  createdAt: "2026-01-01T00:00:00.000Z",
  endedAt: null,
  scopes: [],
  ...more,
});
const scope = (id: number, validFrom: string, validTo: string | null) => ({ id, communityId: id, validFrom, validTo });

test("whole days of the city become instants, the last one included", () => {
  expect(scopeOfDays("2026-11-26", "2026-11-27", "Asia/Shanghai")).toEqual({
    validFrom: "2026-11-25T16:00:00.000Z",
    validTo: "2026-11-27T16:00:00.000Z",
  });
  expect(scopeOfDays("", "", "Asia/Shanghai")).toEqual({});
  // The day on which the clock goes back has twenty-five hours.
  expect(scopeOfDays("2026-10-25", "2026-10-25", "Europe/Berlin")).toEqual({
    validFrom: "2026-10-24T22:00:00.000Z",
    validTo: "2026-10-25T23:00:00.000Z",
  });
});

test("scopes that have ended are gone, those to come stand after those of now", () => {
  const scopes = [
    scope(1, "2026-12-01T00:00:00.000Z", null),
    scope(2, "2026-01-01T00:00:00.000Z", "2026-11-26T00:00:00.000Z"),
    scope(3, "2026-01-01T00:00:00.000Z", "2026-11-27T00:00:00.000Z"),
  ];
  const now = Date.parse("2026-11-26T00:00:00.000Z");
  expect(lastingScopes(account("b-1", { scopes }), now).map(({ id }) => id)).toEqual([3, 1]);
});

test("accounts are found by code and by what their role is called", () => {
  const all = [
    account("b-000101"),
    account("c-000001", { role: "command" }),
    account("b-9", { endedAt: "2026-02-01T00:00:00.000Z" }),
  ];
  const roleName = (role: string) => (role === "command" ? "指挥中心" : "社区民警");
  const found = (words: string, withEnded = false) =>
    findAccounts(all, { words, withEnded, roleName }).map(({ login }) => login);
  expect(found("")).toEqual(["b-000101", "c-000001"]);
  expect(found(" B-0 ")).toEqual(["b-000101"]);
  expect(found("指挥")).toEqual(["c-000001"]);
  expect(found("command")).toEqual(["c-000001"]);
  expect(found("b-", true)).toEqual(["b-000101", "b-9"]);
});
