import type { FastifyRequest } from "fastify";
import { byRequest } from "./access/by-request.ts";
import type { AppOptions } from "./app-options.ts";
import { record } from "./audit/queries.ts";
import type { BeliefOptions } from "./auth/beliefs.ts";
import { installHold } from "./auth/hold-routes.ts";
import { NothingToChange, refusedWrites } from "./auth/refused-writes.ts";
import { installScopeThen } from "./auth/scope-then.ts";
import { Sessions } from "./auth/sessions.ts";
import { type FindDevice, whoAsks } from "./auth/who-asks.ts";
import { dbForPrincipals } from "./db-for.ts";
import type { App, ChangeScopeOf, FeatureOptions } from "./http/app-type.ts";
import { newNetworks } from "./http/networks.ts";
import { personalReads } from "./purpose/personal-queries.ts";
import { installBreakGlass } from "./purpose/widened-scope-queries.ts";
import { Devices } from "./wall/devices.ts";
import { findRemote, findScreen } from "./wall/remote-queries.ts";

type AskingOptions = Pick<
  AppOptions,
  "database" | "scoped" | "feed" | "principalOf" | "renewPrincipal" | "wallNetworks"
>;

/** Finds out who asks before any route is answered, and gives the routes what that principal may have. */
export function installAsking(app: App, options: AskingOptions) {
  const { database, scoped, feed = () => undefined, wallNetworks = [] } = options;
  const beliefs: BeliefOptions = {
    isAway: () => feed()?.status.isAway === true,
    // A stream that was opened by it is no request that would ask again.
    onForgotten: () => void feed()?.hub.reviewScopes(),
  };
  const sessions = new Sessions(database.db, beliefs);
  const isNear = newNetworks(wallNetworks);
  const devices = new Devices({
    findScreen: (token) => findScreen(database.db, token),
    findRemote: (token) => findRemote(database.db, token),
    isNear,
    ...beliefs,
  });
  const findDevice: FindDevice = (kind, token, address) => devices.find(kind, token, address);
  const hold = installHold(app, {
    whoAsks: options.principalOf ?? ((request, isUse) => whoAsks(request, { sessions, findDevice, isNear, isUse })),
    recordDenial: ({ account, role }, subject, requestId) =>
      record(database.db, { account, role, action: "route", outcome: "denied", subject, requestId }),
  });
  const recordRefusal = refusedWrites(database.db, hold.principalOf);
  const askerOf = installBreakGlass(app, database, hold.principalOf);
  const { scopeOf } = byRequest(askerOf);
  // An emergency is for reading: what may be changed is that of the principal itself, now or when it was done.
  const changerOf = installScopeThen(app, database.db, hold.principalOf);
  const { drawnOf, scopeOf: ownScopeOf } = byRequest(hold.principalOf);
  const changes = byRequest(changerOf);
  const changeScopeOf: ChangeScopeOf = (request, subject) => {
    const communities = changes.changeScopeOf(request, subject);
    if (communities?.length === 0) throw new NothingToChange();
    return communities;
  };
  const byLogin = dbForPrincipals(database, scoped, { reads: askerOf, changes: changerOf });
  const readPersonal = personalReads(database.db, byLogin.dbFor, askerOf);
  const forFeatures: FeatureOptions = { database, ...byLogin, scopeOf, changeScopeOf, drawnOf };
  return {
    sessions,
    devices,
    /** Whether an address is one where screens of the wall may be. */
    isNear,
    /** Who asks, as they are. */
    principalOf: hold.principalOf,
    /** The same with what an emergency has opened to them. */
    askerOf,
    /** Communities of the principal itself, without what an emergency opens. */
    ownScopeOf,
    recordRefusal,
    readPersonal,
    forFeatures,
    /** Whoever a stream is for as they are by now; false when it must end. */
    renewPrincipal: async (request: FastifyRequest) =>
      (await options.renewPrincipal?.(request)) !== false && (await hold.renewPrincipal(request)),
  };
}
