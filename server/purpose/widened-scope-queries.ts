import type { FastifyRequest } from "fastify";
import type { Principal } from "../access/decide.ts";
import { hasDuty } from "../access/roles.ts";
import { mustRecord } from "../audit/must-record.ts";
import type { Database } from "../db/connect.ts";
import type { App } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { askOf, purposeText } from "./ask.ts";
import { openCommunity } from "./break-glass-queries.ts";
import type { PrincipalOf } from "./routes-options.ts";

/**
 * Lets a request that says under which emergency it comes see the community that was opened by it: that one request, which is
 * on record with the number first. It reads only, and opens neither streams nor files.
 *
 * @returns who asks, with the scope of this request
 */
export function installBreakGlass(app: App, { db }: Database, principalOf: PrincipalOf): PrincipalOf {
  const widened = new WeakMap<FastifyRequest, Principal>();
  app.addHook("preHandler", (request, _reply, done) => {
    if (request.headers.purpose === undefined) return done();
    widen(request).then(() => done(), done);
  });
  return (request) => widened.get(request) ?? principalOf(request);

  async function widen(request: FastifyRequest): Promise<void> {
    const ask = askOf(request.headers.purpose as string);
    if (ask?.task.kind !== "break-glass") return;
    const principal = principalOf(request);
    const { account, role, scope } = principal;
    const { method, routeOptions, id: requestId } = request;
    const route = `${method} ${routeOptions.url ?? ""}`;
    const entry = { account, role, action: "break-glass-use", subject: route, purpose: purposeText(ask), requestId };
    // Whoever has been given another role meanwhile has no emergency any more.
    const mayWiden = method === "GET" && !neverWidened.test(route) && hasDuty(role, "break-glass");
    const community = mayWiden ? await openCommunity(db, ask.task.id, account) : undefined;
    const detail = { breakGlass: ask.task.id, ...(community !== undefined && { community }), ...numbersOf(request) };
    await mustRecord(db, { ...entry, outcome: community === undefined ? "denied" : "done", detail });
    if (community === undefined)
      throw new HttpProblem("purpose-refused", "No glass is broken for you under that number.");
    if (scope !== "city") widened.set(request, { ...principal, scope: [...scope, community] });
  }
}

/** A stream outlives a quarter of an hour, and a file outlives everything. */
const neverWidened = /^GET \/api\/(live|exports)/;

/** Ids and tile numbers of an address, and which community it asks about. */
function numbersOf({ params, query }: FastifyRequest): Record<string, number | string> {
  const { id, z, x, file } = params as Partial<Record<string, string>>;
  const { communityId } = query as { communityId?: number };
  return {
    ...(id !== undefined && { id: Number(id) }),
    ...(file !== undefined && { tile: `${z}/${x}/${file}`.slice(0, 60) }),
    ...(communityId !== undefined && { asked: communityId }),
  };
}
