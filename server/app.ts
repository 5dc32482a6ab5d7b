import type { Server } from "node:http";
import swaggerUi from "@fastify/swagger-ui";
import Fastify, { type FastifyRequest, type FastifyServerOptions, LogController } from "fastify";
import { byRequest } from "./access/by-request.ts";
import type { Principal } from "./access/decide.ts";
import { analysisRoutes } from "./analysis/routes.ts";
import { areaRoutes } from "./areas/routes.ts";
import { record } from "./audit/queries.ts";
import { auditRoutes } from "./audit/routes.ts";
import type { BeliefOptions } from "./auth/beliefs.ts";
import { newPlanes } from "./auth/hold-planes.ts";
import { installHold } from "./auth/hold-routes.ts";
import type { ProviderConfig } from "./auth/provider-config.ts";
import { NothingToChange, refusedWrites } from "./auth/refused-writes.ts";
import { authRoutes } from "./auth/routes.ts";
import { installScopeThen } from "./auth/scope-then.ts";
import { Sessions } from "./auth/sessions.ts";
import { proofBySession, type RequireProof } from "./auth/step-up.ts";
import { type FindDevice, whoAsks } from "./auth/who-asks.ts";
import { getBounds } from "./city/queries.ts";
import { cityRoutes } from "./city/routes.ts";
import { communityRoutes } from "./communities/routes.ts";
import { coverageRoutes } from "./coverage/routes.ts";
import type { Database } from "./db/connect.ts";
import type { ScopedDatabase } from "./db/scoped-database.ts";
import { dbForPrincipals } from "./db-for.ts";
import { dutyRoutes } from "./duty/routes.ts";
import { exportRoutes } from "./exports/routes.ts";
import type { Feed } from "./feed/feed.ts";
import { feedRoutes } from "./feed/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import type { App, ChangeScopeOf, FeatureOptions } from "./http/app-type.ts";
import { installBodyTimeout } from "./http/body-timeout.ts";
import { answerBadAddress, answerBrokenRequest, installErrorHandler } from "./http/error-handler.ts";
import { installGracefulClose } from "./http/graceful-close.ts";
import { installJsonBody } from "./http/json-body.ts";
import { installMethods, rememberRoutes } from "./http/methods.ts";
import { newNetworks } from "./http/networks.ts";
import { installSecurity } from "./http/security.ts";
import { buildSerializer } from "./http/serialization.ts";
import { installSlowReaders } from "./http/slow-readers.ts";
import { installValidation } from "./http/validation.ts";
import { Names, Problem } from "./http/wire.ts";
import { importRoutes, uploadMillis } from "./imports/routes.ts";
import { incidentRoutes } from "./incidents/routes.ts";
import { metricsRoutes } from "./metrics/routes.ts";
import { collectOpenApi, openApiOf } from "./openapi-collect.ts";
import { planRoutes } from "./plan/routes.ts";
import { policeRoomRoutes } from "./police-rooms/routes.ts";
import { policyRoutes } from "./policy/routes.ts";
import { publishedRoutes } from "./published/routes.ts";
import { breakGlassRoutes } from "./purpose/break-glass-routes.ts";
import { personalReads } from "./purpose/personal-queries.ts";
import { purposeRoutes } from "./purpose/routes.ts";
import { subjectRoutes } from "./purpose/subject-routes.ts";
import { installBreakGlass } from "./purpose/widened-scope-queries.ts";
import { residenceRoutes } from "./residences/routes.ts";
import { retentionRoutes } from "./retention/routes.ts";
import { roadRoutes } from "./roads/routes.ts";
import { staticPages } from "./static.ts";
import type { MapEngine } from "./tiles/engine.ts";
import type { FollowerStatus } from "./tiles/follower.ts";
import { openApiType } from "./tiles/ogc-routes.ts";
import { tileRoutes } from "./tiles/routes.ts";
import { unitRoutes } from "./units/routes.ts";
import { venueRoutes } from "./venues/routes.ts";
import { visitRoutes } from "./visits/routes.ts";
import { Devices } from "./wall/devices.ts";
import { findRemote, findScreen } from "./wall/remote-queries.ts";
import { remoteRoutes } from "./wall/remote-routes.ts";
import { wallRoutes } from "./wall/routes.ts";
import { screenRoutes } from "./wall/screen-routes.ts";

export interface AppOptions {
  readonly database: Database;
  /** The same by the login for scoped principals; without it everybody is served by the one that sees everything. */
  readonly scoped?: ScopedDatabase | undefined;
  readonly engine: () => MapEngine;
  readonly followerStatus: () => FollowerStatus;
  /** The live feed; without it nothing is live. */
  readonly feed?: () => Feed | undefined;
  /** Place in the feed up to which the tiles of a layer contain everything, as its token. */
  readonly tilePosition?: (layer: string) => string | undefined;
  readonly tileCacheBytes: number;
  /** Addresses where screens of the wall may be; anywhere unless given. */
  readonly wallNetworks?: readonly string[] | undefined;
  /** Who asks, for tests of what each may have; otherwise whoever the session or the device's secret belongs to. */
  readonly principalOf?: ((request: FastifyRequest) => Principal) | undefined;
  /** Holds whoever asks to a password that was just entered; by their session unless given. */
  readonly requireProof?: RequireProof | undefined;
  /** With it: false when the session of whoever a stream is for has ended. */
  readonly renewPrincipal?: ((request: FastifyRequest) => Promise<boolean>) | undefined;
  /** Listener that the admin plane has for itself; without it both planes are served where the application listens. */
  readonly adminListener?: Server | undefined;
  /** A provider of identities that signs in too. */
  readonly provider?: ProviderConfig | undefined;
  /** Folder of the built pages; undefined serves none. */
  readonly webRoot?: string | undefined;
  /** Proxies whose X-Forwarded headers are believed; nobody's unless given. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly logger?: FastifyServerOptions["logger"];
}

/** What a listener has from the day that it is made; a second one is made with the same. */
export const listenerLimits = {
  /** bytes */
  maxHeaderSize: 8_192,
  // Node looks only every so often for who is late; by itself every 30 s, which would be the limit then.
  connectionsCheckingInterval: 2_000,
} as const;

/** Fastify switches Node's own limits off; every one of them is set here. */
const limits = {
  // As long as the largest upload takes; every other body has `bodyMillis`.
  requestTimeout: uploadMillis,
  keepAliveTimeout: 8_000,
  connectionTimeout: 30_000,
  bodyLimit: 1_048_576,
  // While it closes it goes on answering; see http/graceful-close.ts.
  return503OnClosing: false,
  routerOptions: { maxParamLength: 200 },
  http: { headersTimeout: 8_000, ...listenerLimits },
} as const;

const bodyMillis = 15_000;

/** The whole server but for its socket: every plugin and route, in one list. Tests call it through `inject`. */
export async function buildApp(options: AppOptions): Promise<App> {
  const {
    database,
    scoped,
    engine,
    followerStatus,
    feed = () => undefined,
    tilePosition,
    tileCacheBytes,
    principalOf,
    requireProof = proofBySession(database.db),
    renewPrincipal,
    adminListener,
    provider,
    webRoot,
    wallNetworks = [],
    trustedProxies = [],
    logger = false,
  } = options;
  const app = Fastify({
    ...limits,
    logger,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    genReqId: () => crypto.randomUUID(),
    schemaController: { compilersFactory: { buildSerializer } },
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBrokenRequest,
  }) as unknown as App;
  rememberRoutes(app);
  // Who asks is known only further below.
  installErrorHandler(app, (...failure) => recordRefusal(...failure));
  installSecurity(app);
  installBodyTimeout(app, bodyMillis);
  installSlowReaders(app, adminListener === undefined ? [app.server] : [app.server, adminListener]);
  installJsonBody(app);
  installValidation(app);
  const planes = newPlanes(app, adminListener);
  installMethods(app, planes.isHere);
  const letFinish = installGracefulClose(app, adminListener);
  planes.hold();
  await collectOpenApi(app);
  app.addSchema(Names);
  app.addSchema(Problem);

  const bounds = () => getBounds(database.db);
  const asOf = () => followerStatus().syncedAt;
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
    whoAsks: principalOf ?? ((request, isUse) => whoAsks(request, { sessions, findDevice, isNear, isUse })),
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
  const renew = async (request: FastifyRequest) =>
    (await renewPrincipal?.(request)) !== false && (await hold.renewPrincipal(request));
  healthRoutes(app, { database, status: followerStatus });
  authRoutes(app, { ...forFeatures, sessions, planeOf: planes.planeOf, provider });
  policyRoutes(app);
  cityRoutes(app, forFeatures);
  areaRoutes(app, forFeatures);
  communityRoutes(app, forFeatures);
  policeRoomRoutes(app, forFeatures);
  roadRoutes(app, forFeatures);
  auditRoutes(app, { ...forFeatures, principalOf: askerOf });
  purposeRoutes(app, { ...forFeatures, principalOf: askerOf });
  subjectRoutes(app, { ...forFeatures, principalOf: askerOf, readPersonal });
  retentionRoutes(app, { ...forFeatures, principalOf: askerOf });
  breakGlassRoutes(app, { ...forFeatures, principalOf: askerOf, requireProof });
  residenceRoutes(app, { ...forFeatures, readPersonal });
  venueRoutes(app, forFeatures);
  incidentRoutes(app, forFeatures);
  unitRoutes(app, forFeatures);
  dutyRoutes(app, forFeatures);
  visitRoutes(app, forFeatures);
  exportRoutes(app, { ...forFeatures, principalOf: askerOf, requireProof });
  planRoutes(app, { ...forFeatures, readPersonal });
  wallRoutes(app, forFeatures);
  const forget = (screen: number) => devices.forget(screen);
  remoteRoutes(app, { ...forFeatures, sessions, forget, isNear });
  screenRoutes(app, { database, principalOf: hold.principalOf, forget });
  publishedRoutes(app, { ...forFeatures, hasMap: (request) => planes.planeOf(request) !== "admin" });
  feedRoutes(app, { feed, scopeOf: ownScopeOf, drawnOf, renewPrincipal: renew });
  coverageRoutes(app, forFeatures);
  await importRoutes(app, forFeatures);
  analysisRoutes(app, { engine, asOf, bounds, scopeOf, drawnOf });
  const responder = tileRoutes(app, {
    engine,
    bounds,
    position: tilePosition,
    cacheBytes: tileCacheBytes,
    scopeOf: (request, { id, clearance }) => scopeOf(request, id, clearance),
    drawnOf,
  });
  metricsRoutes(app, { engine, responder, status: followerStatus, feed: () => feed()?.figures });

  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: false,
    theme: { title: "One Map: HTTP API" },
    // Without the bar on top, whose picture breaks the content security policy.
    uiConfig: { docExpansion: "list", layout: "BaseLayout" },
  });
  app.get("/openapi.json", { schema: { hide: true } }, async (_request, reply) =>
    reply.type(openApiType).send(openApiOf(app)),
  );
  if (webRoot !== undefined) await staticPages(app, webRoot);
  letFinish();
  return app;
}
