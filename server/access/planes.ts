import { routeTable, type Touches } from "./route-table.ts";

/**
 * What the routes are for: the map and what is done with it, or the administration of the server. Where the second has a listener
 * of its own, each listener answers for its plane and for what both need, and knows nothing of the other's routes.
 */
export type Plane = "main" | "admin";

const both: readonly Plane[] = ["main", "admin"];

/** What neither plane can do without: to sign in and out, one's own account, descriptions, and how the server is. */
const shared: ReadonlySet<string> = new Set([
  "DELETE /api/sessions/:id",
  "DELETE /api/sessions/current",
  "GET /api/audit/mine",
  "GET /api/me",
  "GET /api/published",
  "GET /api/purposes",
  "GET /api/sessions",
  "GET /api/sessions/current",
  "GET /api/sessions/current/scope",
  "GET /api/sign-in",
  "GET /docs",
  "GET /docs/json",
  "GET /docs/static/*",
  "GET /docs/static/index.html",
  "GET /docs/static/swagger-initializer.js",
  "GET /docs/yaml",
  "GET /healthz",
  "GET /openapi.json",
  "GET /readyz",
  "POST /api/oidc/answers",
  "POST /api/oidc/attempts",
  "POST /api/sessions",
  "POST /api/sessions/current/proof",
  "PUT /api/sessions/current/password",
]);

/** Of the admin plane besides what is for those who keep accounts, policy and audit. */
const administrative: ReadonlySet<string> = new Set(["GET /api/access", "GET /metrics", "POST /api/setup"]);

const adminDuties: ReadonlySet<string> = new Set(["accounts", "policy", "audit"]);

/** Pages of one plane only; every other file of the pages is for both. */
const pages: Readonly<Record<string, Plane>> = {
  "/admin.html": "admin",
  "/analyse.html": "main",
  "/desk.html": "main",
  "/plan.html": "main",
  "/remote.html": "main",
  "/screen.html": "main",
  "/wall.html": "main",
};

/**
 * Planes that a route belongs to. What touches accounts, policy or audit is administrative by that alone, so that a new route of
 * theirs is on no other listener for a forgotten line.
 * @param route such as `GET /api/incidents/:id`
 */
export function planesOfRoute(route: string): readonly Plane[] {
  if (shared.has(route)) return both;
  return [administrative.has(route) || isAdministrative(routeTable[route]) ? "admin" : "main"];
}

/** Planes that a file of the built pages belongs to, by its address. */
export function planesOfPage(path: string): readonly Plane[] {
  // The build writes each file compressed beside it.
  const own = pages[path.replace(/\.(br|gz)$/, "")];
  return own === undefined ? both : [own];
}

function isAdministrative(touches: Touches | undefined): boolean {
  if (typeof touches !== "object") return touches === "accounts";
  return "duty" in touches && adminDuties.has(touches.duty);
}
