import { HttpProblem, type ProblemSlug } from "./problems.ts";

const byState: Readonly<Record<string, ProblemSlug>> = {
  "57014": "query-timeout",
  "53300": "overloaded",
  "53100": "storage-full",
  "25006": "db-read-only",
  "40001": "conflict-retry",
  "40P01": "conflict-retry",
  "55P03": "conflict-retry",
  "23505": "conflict",
  "23503": "conflict",
  "23514": "body-invalid",
  "23502": "body-invalid",
  "22P02": "value-invalid",
  "22003": "value-invalid",
  "22007": "value-invalid",
  "22008": "value-invalid",
  "22021": "value-invalid",
  "42501": "not-found",
};

const unavailable = /^(57P0|08)|^(ECONN|EPIPE|ETIMEDOUT|ENOENT)/;

/**
 * The problem that a database error amounts to, or undefined for one that is our own fault. PostgreSQL's `detail` holds
 * the failing row, so none of its text goes out; a violated constraint is named, since its name is ours.
 */
export function problemOfDatabaseError(error: Error): HttpProblem | undefined {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (error.message === "Query read timeout") return new HttpProblem("query-timeout", "The query was given up.");
  // All connections of the pool were busy for as long as a request waits for one.
  if (/timeout exceeded when trying to connect/.test(error.message)) {
    return new HttpProblem("overloaded", "No connection to the database was free.");
  }
  if (/Connection terminated/.test(error.message)) {
    return new HttpProblem("db-unavailable", "No connection to the database could be had.");
  }
  if (code === undefined) return undefined;
  if (unavailable.test(code)) return new HttpProblem("db-unavailable", "The connection to the database was lost.");
  const slug = byState[code];
  if (slug === undefined) return undefined;
  return new HttpProblem(
    slug,
    constraint === undefined ? "The database refused it." : `It breaks the rule ${constraint}.`,
  );
}
