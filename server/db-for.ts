import type { FastifyRequest } from "fastify";
import { capabilityOf } from "./access/capability.ts";
import type { Principal } from "./access/decide.ts";
import type { Database } from "./db/connect.ts";
import type { ScopedDatabase } from "./db/scoped-database.ts";
import type { DbFor } from "./http/app-type.ts";

/**
 * Which login reads rows for whoever asks. Without a login for scoped principals it is the one that sees everything, and the
 * scope in the statements is all that stands.
 */
export function dbForPrincipals(
  database: Database,
  scoped: ScopedDatabase | undefined,
  principalOf: (request: FastifyRequest) => Principal,
): DbFor {
  if (scoped === undefined) return (_request, within = database.db) => within;
  return (request, within = database.db) => {
    const capability = capabilityOf(principalOf(request));
    return capability === undefined ? within : scoped.for(capability);
  };
}
