import { addresses } from "./bad-requests/addresses.ts";
import type { BadRequest } from "./bad-requests/bad-request.ts";
import { bodies } from "./bad-requests/bodies.ts";
import { geometries } from "./bad-requests/geometries.ts";

/** Every bad input of the list that can reach this server, in the order of the list within each group. */
export const badRequests: readonly BadRequest[] = [...addresses, ...bodies, ...geometries];

/** Rows of the list that are tested beside what receives them, by the file and a word of the test. */
export const testedElsewhere: Readonly<Record<number, readonly [file: string, word: string]>> = {
  22: ["server/imports/routes.db.test.ts", "upload-shape"],
  34: ["scripts/import/crs-suspect.db.test.ts", "crs-suspect"],
  36: ["server/imports/routes.db.test.ts", "csv-invalid"],
  40: ["server/visits/visits.db.test.ts", "idempotency-mismatch"],
  41: ["server/feed/live.db.test.ts", "zzz"],
  43: ["server/auth/attempts.db.test.ts", "rate-limited"],
  44: ["server/exports/exports.db.test.ts", "export-purpose"],
};

/** Rows of the list that nothing here can receive, and why. */
export const notApplicable: Readonly<Record<number, string>> = {
  2: "grouped with row 1",
  3: "grouped with row 1",
};
