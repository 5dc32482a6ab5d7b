import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Principal } from "../access/decide.ts";
import type { DB } from "../db/schema.gen.ts";
import type { App } from "../http/app-type.ts";
import { routeOf } from "./hold-routes.ts";
import { listCommunitiesAt } from "./queries.ts";

type PrincipalOf = (request: FastifyRequest) => Principal;

/** What is recorded on a terminal, and may come after the duty in which it was: a visit, with when it was. */
const recordedRoute = "POST /api/visits";

/** So long something waits on a terminal at most. */
const longestWaitHours = 24;

/**
 * Lets what was recorded without a network be stored in the communities that its account had at that moment too: a duty that ended
 * meanwhile must not take what was done in it. Of that one request, and for changing rows alone.
 *
 * @returns who changes rows, with the scope of this request
 */
export function installScopeThen(app: App, db: Kysely<DB>, principalOf: PrincipalOf): PrincipalOf {
  const widened = new WeakMap<FastifyRequest, Principal>();
  app.addHook("preHandler", (request, _reply, done) => {
    const then = routeOf(request) === recordedRoute ? momentOf(request) : undefined;
    if (then === undefined) return done();
    widen(request, then).then(() => done(), done);
  });
  return (request) => widened.get(request) ?? principalOf(request);

  async function widen(request: FastifyRequest, then: Date): Promise<void> {
    const principal = principalOf(request);
    const { account, scope } = principal;
    if (account === null || scope === "city") return;
    const communities = await listCommunitiesAt(db, account, then);
    widened.set(request, { ...principal, scope: [...scope, ...communities] });
  }
}

/** When something was done, if it says so and may have waited since; whether it can be so at all is for the route. */
function momentOf({ body }: FastifyRequest): Date | undefined {
  const then = new Date(String((body as { visitedAt?: string } | null)?.visitedAt));
  const hours = (Date.now() - then.getTime()) / 3_600_000;
  return hours >= 0 && hours <= longestWaitHours ? then : undefined;
}
