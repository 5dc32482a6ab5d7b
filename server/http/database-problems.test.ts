import { expect, test } from "vitest";
import { problemOfDatabaseError } from "./database-problems.ts";

const failed = (fields: object, message = "secret detail") => Object.assign(new Error(message), fields);

test.each([
  ["57014", 504, "query-timeout"],
  ["57P01", 503, "db-unavailable"],
  ["57P02", 503, "db-unavailable"],
  ["57P03", 503, "db-unavailable"],
  ["08006", 503, "db-unavailable"],
  ["ECONNREFUSED", 503, "db-unavailable"],
  ["ECONNRESET", 503, "db-unavailable"],
  ["53300", 503, "overloaded"],
  ["53100", 507, "storage-full"],
  ["25006", 503, "db-read-only"],
  ["40001", 503, "conflict-retry"],
  ["40P01", 503, "conflict-retry"],
  ["55P03", 503, "conflict-retry"],
  ["23505", 409, "conflict"],
  ["23503", 409, "conflict"],
  ["23514", 422, "body-invalid"],
  ["22P02", 400, "value-invalid"],
  ["22003", 400, "value-invalid"],
  ["22007", 400, "value-invalid"],
  ["22008", 400, "value-invalid"],
  ["22021", 400, "value-invalid"],
  ["42501", 404, "not-found"],
])("what the database calls %s is %d %s, without a word of its own", (code, status, slug) => {
  const problem = problemOfDatabaseError(
    failed({ code, detail: "Failing row contains (secret)", constraint: undefined }),
  );
  expect([problem?.status, problem?.slug]).toEqual([status, slug]);
  expect(JSON.stringify([problem?.message, problem?.errors, problem?.members])).not.toContain("secret");
});

test("a broken rule is named, since its name is ours; the row that broke it is not", () => {
  const problem = problemOfDatabaseError(
    failed({ code: "23514", constraint: "venue_risk_range", detail: "Failing row contains (secret)" }),
  );
  expect(problem?.message).toBe("It breaks the rule venue_risk_range.");
});

test("what pg itself gives up on is told apart: no free connection, no connection, no answer", () => {
  const slugOf = (message: string) => problemOfDatabaseError(new Error(message))?.slug;
  expect(slugOf("timeout exceeded when trying to connect")).toBe("overloaded");
  expect(slugOf("Connection terminated due to connection timeout")).toBe("db-unavailable");
  expect(slugOf("Connection terminated unexpectedly")).toBe("db-unavailable");
  expect(slugOf("Query read timeout")).toBe("query-timeout");
});

test("our own faults are none of these", () => {
  for (const code of ["42601", "42P01", "42703", undefined, "ERR_ASSERTION"])
    expect(problemOfDatabaseError(failed({ code }))).toBeUndefined();
});
