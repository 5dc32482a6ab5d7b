import type { FastifyRequest } from "fastify";
import { capabilityOf } from "./access/capability.ts";
import type { Principal } from "./access/decide.ts";
import type { Database } from "./db/connect.ts";
import type { ScopedDatabase } from "./db/scoped-database.ts";
import type { FeatureOptions } from "./http/app-type.ts";

/** Who asks, when rows are read and when they are changed: an emergency widens reading alone. */
export interface Askers {
  readonly reads: (request: FastifyRequest) => Principal;
  readonly changes: (request: FastifyRequest) => Principal;
}

/**
 * Which login reads and changes rows for whoever asks. Without a login for scoped principals it is the one that sees
 * everything, and the scope in the statements is all that stands.
 */
export function dbForPrincipals(
  database: Database,
  scoped: ScopedDatabase | undefined,
  askers: Askers,
): Pick<FeatureOptions, "dbFor" | "dbToChange"> {
  const { db } = database;
  if (scoped === undefined) return { dbFor: (_request, within = db) => within, dbToChange: () => db };
  return {
    dbFor: (request, within = db) => {
      const capability = capabilityOf(askers.reads(request), "read");
      return capability === undefined ? within : scoped.for(capability);
    },
    dbToChange: (request) => {
      const capability = capabilityOf(askers.changes(request), "change");
      return capability === undefined ? db : scoped.for(capability);
    },
  };
}
