import swaggerUi from "@fastify/swagger-ui";
import Fastify, { LogController } from "fastify";
import { analysisRoutes } from "./analysis/routes.ts";
import { type AppOptions, bodyMillis, limits } from "./app-options.ts";
import { areaRoutes } from "./areas/routes.ts";
import { installAsking } from "./asking.ts";
import { auditRoutes } from "./audit/routes.ts";
import { newPlanes } from "./auth/hold-planes.ts";
import { authRoutes } from "./auth/routes.ts";
import { proofBySession } from "./auth/step-up.ts";
import { getBounds } from "./city/queries.ts";
import { cityRoutes } from "./city/routes.ts";
import { communityRoutes } from "./communities/routes.ts";
import { coverageRoutes } from "./coverage/routes.ts";
import { dutyRoutes } from "./duty/routes.ts";
import { exportRoutes } from "./exports/routes.ts";
import { feedRoutes } from "./feed/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import type { App } from "./http/app-type.ts";
import { installBodyTimeout } from "./http/body-timeout.ts";
import { answerBadAddress, answerBrokenRequest, installErrorHandler } from "./http/error-handler.ts";
import { installGracefulClose } from "./http/graceful-close.ts";
import { installJsonBody } from "./http/json-body.ts";
import { installMethods, rememberRoutes } from "./http/methods.ts";
import { installSecurity } from "./http/security.ts";
import { buildSerializer } from "./http/serialization.ts";
import { installSlowReaders } from "./http/slow-readers.ts";
import { installValidation } from "./http/validation.ts";
import { Names, Problem } from "./http/wire.ts";
import { importRoutes } from "./imports/routes.ts";
import { incidentRoutes } from "./incidents/routes.ts";
import { metricsRoutes } from "./metrics/routes.ts";
import { collectOpenApi, openApiOf } from "./openapi-collect.ts";
import { planRoutes } from "./plan/routes.ts";
import { policeRoomRoutes } from "./police-rooms/routes.ts";
import { policyRoutes } from "./policy/routes.ts";
import { publishedRoutes } from "./published/routes.ts";
import { breakGlassRoutes } from "./purpose/break-glass-routes.ts";
import { purposeRoutes } from "./purpose/routes.ts";
import { subjectRoutes } from "./purpose/subject-routes.ts";
import { residenceRoutes } from "./residences/routes.ts";
import { retentionRoutes } from "./retention/routes.ts";
import { roadRoutes } from "./roads/routes.ts";
import { staticPages } from "./static.ts";
import { openApiType } from "./tiles/ogc-routes.ts";
import { tileRoutes } from "./tiles/routes.ts";
import { unitRoutes } from "./units/routes.ts";
import { venueRoutes } from "./venues/routes.ts";
import { visitRoutes } from "./visits/routes.ts";
import { remoteRoutes } from "./wall/remote-routes.ts";
import { wallRoutes } from "./wall/routes.ts";
import { screenRoutes } from "./wall/screen-routes.ts";

/** The whole server but for its socket: every plugin and route, in one list. Tests call it through `inject`. */
export async function buildApp(options: AppOptions): Promise<App> {
  const {
    database,
    engine,
    followerStatus,
    feed = () => undefined,
    tilePosition,
    tileCacheBytes,
    requireProof = proofBySession(database.db),
    adminListener,
    provider,
    webRoot,
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
  installErrorHandler(app, (...failure) => asking.recordRefusal(...failure));
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
  const asking = installAsking(app, options);
  const { sessions, devices, isNear, principalOf, askerOf, readPersonal, forFeatures } = asking;
  const { scopeOf, drawnOf } = forFeatures;
  healthRoutes(app, { database, status: followerStatus });
  authRoutes(app, { ...forFeatures, sessions, planeOf: planes.planeOf, principalOf, provider });
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
  screenRoutes(app, { database, principalOf, forget });
  publishedRoutes(app, { ...forFeatures, hasMap: (request) => planes.planeOf(request) !== "admin" });
  feedRoutes(app, { feed, scopeOf: asking.ownScopeOf, drawnOf, renewPrincipal: asking.renewPrincipal });
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
