import { routeTable } from "../../access/route-table.ts";
import type { AskOptions, Method } from "../scoped-app.ts";

/** One request of the matrix. */
export interface Probe extends AskOptions {
  /** Instead of the route's own address. */
  readonly url?: string;
}

/** How a route is asked. */
export interface MatrixRow {
  readonly probes: readonly Probe[];
  /** Why it may name rows by their number: it tells who read them, and nothing that they hold. */
  readonly tellsNumbers?: string;
  /** Why its answer may change when something foreign does: it tells no more than numbers of the whole city. */
  readonly tellsTotals?: string;
}

const itself: MatrixRow = { probes: [{}] };
const asked = (...urls: readonly string[]): MatrixRow => ({ probes: urls.map((url) => ({ url })) });
const sent = (...probes: readonly Probe[]): MatrixRow => ({ probes });

const east = [107.15, 34.36] as const;
const byId = (path: string, ...ids: readonly number[]) => asked(...[...ids, 1, 2, 3, 4].map((id) => `${path}/${id}`));
const list = (path: string, ...queries: readonly string[]) =>
  asked(...["?limit=1000", "?limit=1000&communityId=2", ...queries].map((query) => `${path}${query}`));
const box = "bbox=107.1,34.3,107.2,34.4";
const change = (path: string, id: number, ...bodies: readonly object[]): MatrixRow =>
  sent(
    ...bodies.map((body) => ({ url: `${path}/${id}`, version: 1, body })),
    // A version that is none, and no version at all: what is foreign is no nearer by its errors.
    { url: `${path}/${id}`, version: 999, body: bodies[0] },
    { url: `${path}/${id}`, body: bodies[0] },
  );
const visit = (place: object): Probe => ({
  body: { clientKey: "ca4a4e11-0000-4000-8000-000000000002", outcome: "done", ...place },
});
const analysis = (path: string, query = "") =>
  asked(
    ...[
      "",
      "community=2",
      "community=1,2",
      "category=assault",
      `filter=${encodeURIComponent("community = 2 or priority >= 0")}`,
    ].map((one) => `${path}?${[query, one].filter(Boolean).join("&")}`),
  );

/** What the record tells. */
const record = {
  tellsNumbers: "the record names rows by their number, and nothing that they hold",
  tellsTotals: "every refusal is on record",
} as const;

/** How each route is asked by everybody: above all for what lies in the east. */
export const matrix: Readonly<Record<string, MatrixRow>> = {
  "DELETE /api/accounts/:id": asked("/api/accounts/1"),
  "DELETE /api/accounts/:id/scopes/:scope": asked("/api/accounts/1/scopes/1"),
  "DELETE /api/break-glass/:id": asked("/api/break-glass/1"),
  "DELETE /api/imports/:id": asked("/api/imports/1"),
  "DELETE /api/incidents/:id/tasks/:account": asked("/api/incidents/7100000100/tasks/1"),
  "DELETE /api/retention/holds/:id": asked("/api/retention/holds/1"),
  "DELETE /api/sessions/:id": asked("/api/sessions/ca4a4e22-0000-4000-8000-000000000003"),
  "DELETE /api/sessions/current": itself,
  "DELETE /api/wall/remote": itself,
  "DELETE /api/wall/screen/remotes": itself,
  "DELETE /api/wall/screens/:id": asked("/api/wall/screens/1"),
  "GET /api/access": itself,
  "GET /api/accounts": itself,
  "GET /api/analysis/incidents/counts": analysis(
    "/api/analysis/incidents/counts",
    "by=category,community,priority,status,hour,weekday,weekday-hour",
  ),
  "GET /api/analysis/incidents/density": analysis(
    "/api/analysis/incidents/density",
    "bandwidthMeters=300&cellMeters=100",
  ),
  "GET /api/analysis/incidents/newest": analysis("/api/analysis/incidents/newest", `limit=100&${box}`),
  "GET /api/analysis/incidents/response-times": analysis("/api/analysis/incidents/response-times"),
  "GET /api/areas": asked("/api/areas?limit=100", "/api/areas?limit=100&format=geojson"),
  "GET /api/audit": { ...itself, ...record },
  "GET /api/audit/alarms": { ...itself, ...record },
  "GET /api/audit/mine": { ...itself, ...record },
  "GET /api/audit/state": { ...itself, ...record },
  "GET /api/break-glass": itself,
  "GET /api/city": itself,
  "GET /api/communities": asked("/api/communities?limit=100", "/api/communities?limit=100&format=geojson"),
  "GET /api/communities/:id": byId("/api/communities"),
  "GET /api/corrections": itself,
  "GET /api/corrections/:id": byId("/api/corrections", 1),
  "GET /api/coverage": asked(
    "/api/coverage",
    "/api/coverage?communityId=2",
    "/api/coverage?by=cell&cellMeters=500",
    "/api/coverage?of=residences",
    "/api/coverage?of=venues",
  ),
  "GET /api/coverage.csv": asked("/api/coverage.csv", "/api/coverage.csv?by=cell&cellMeters=500"),
  "GET /api/duty": asked("/api/duty?communityId=1", "/api/duty?communityId=2"),
  // Made and fetched in the test of exports.
  "GET /api/exports/:token": asked(`/api/exports/${"x".repeat(43)}`),
  "GET /api/imports": asked("/api/imports?limit=100"),
  "GET /api/imports/:id": byId("/api/imports"),
  "GET /api/incident-tasks": itself,
  "GET /api/incidents": list(
    "/api/incidents",
    `?limit=1000&${box}`,
    "?limit=1000&category=assault",
    "?limit=1000&open=true",
    "?limit=1000&format=geojson",
  ),
  "GET /api/incidents/:id/tasks": asked("/api/incidents/7100000100/tasks"),
  "GET /api/incidents/:id": byId(
    "/api/incidents",
    7_100_000_100,
    7_100_000_101,
    7_100_000_900,
    7_200_000_100,
    7_300_000_100,
  ),
  // Opened over a socket in the test of the feed.
  "GET /api/live": { probes: [] },
  "GET /api/live/snapshot": itself,
  "GET /api/me": itself,
  "GET /api/plan": sent(
    { url: "/api/plan?communityId=1&limit=200" },
    { url: "/api/plan?communityId=2&limit=200" },
    { url: "/api/plan?communityId=2&limit=50", headers: { purpose: "item=day-round&task=plan:2" } },
    { url: "/api/plan?communityId=1&limit=50", headers: { purpose: "item=day-round&task=plan:1" } },
  ),
  "GET /api/police-rooms": asked("/api/police-rooms?limit=100"),
  "GET /api/published": { ...itself, tellsTotals: "made of the whole city, masked" },
  "GET /api/published/blocks": { ...itself, tellsTotals: "made of the whole city, masked" },
  "GET /api/published/incidents": { ...itself, tellsTotals: "made of the whole city, masked" },
  "GET /api/residences": list("/api/residences", `?limit=1000&${box}`, "?limit=1000&format=geojson"),
  "GET /api/purposes": itself,
  "GET /api/residences/:id": sent(
    ...byId("/api/residences", 7_100_000_300).probes,
    { url: "/api/residences/7100000300", headers: { purpose: "item=dwelling-visit&task=visit:7100000300" } },
    { url: "/api/residences/7100000300", headers: { purpose: "item=incident-response&task=incident:7100000100" } },
  ),
  "GET /api/retention": itself,
  "GET /api/roads": asked("/api/roads?limit=100"),
  "GET /api/sessions": itself,
  "GET /api/sessions/current": itself,
  "GET /api/sessions/current/device-key": itself,
  "GET /api/sessions/current/scope": itself,
  "GET /api/sign-in": itself,
  "GET /api/subject": sent(
    { url: "/api/subject?residenceId=7100000300" },
    {
      url: "/api/subject?residenceId=7100000300",
      headers: { purpose: "item=subject-request&task=correction:1&reason=x" },
    },
  ),
  "GET /api/units": list("/api/units", "?limit=1000&format=geojson"),
  "GET /api/units/:id": byId("/api/units", 2_100_000_040),
  "GET /api/venues": list("/api/venues", `?limit=1000&${box}`, "?limit=1000&format=geojson"),
  "GET /api/venues/:id": byId("/api/venues", 7_100_000_200),
  "GET /api/visits": list("/api/visits", "?limit=1000&venueId=7100000200"),
  "GET /api/visits/:id": byId("/api/visits", 7_100_000_700),
  "GET /api/wall": itself,
  "GET /api/wall/history": asked("/api/wall/history?minutes=240"),
  "GET /api/wall/remote": itself,
  "GET /api/wall/screen": itself,
  "GET /api/wall/screens": itself,
  "GET /docs": itself,
  "GET /docs/json": itself,
  "GET /docs/static/*": asked("/docs/static/index.html"),
  "GET /docs/static/index.html": itself,
  "GET /docs/static/swagger-initializer.js": itself,
  "GET /docs/yaml": itself,
  "GET /healthz": { ...itself, tellsTotals: "how the server is" },
  "GET /metrics": { ...itself, tellsTotals: "figures of the process, among them the rows of each layer" },
  "GET /ogc": itself,
  "GET /ogc/collections": itself,
  "GET /ogc/collections/:collection": asked("/ogc/collections/incidents", "/ogc/collections/residences"),
  "GET /ogc/collections/:collection/tiles": asked("/ogc/collections/incidents/tiles"),
  "GET /ogc/collections/:collection/tiles/WebMercatorQuad": asked("/ogc/collections/incidents/tiles/WebMercatorQuad"),
  // Every tile of every zoom is asked for in the matrix itself, at both addresses.
  "GET /ogc/collections/:collection/tiles/WebMercatorQuad/:matrix/:row/:column": { probes: [] },
  "GET /ogc/conformance": itself,
  "GET /ogc/tileMatrixSets": itself,
  "GET /openapi.json": itself,
  "GET /readyz": { ...itself, tellsTotals: "how the server is" },
  "GET /tiles": itself,
  "GET /tiles/:layer": asked(
    ...["incidents", "residences", "venues", "units", "communities"].map((layer) => `/tiles/${layer}.json`),
  ),
  "GET /tiles/:layer/:z/:x/:file": { probes: [] },
  "PATCH /api/communities/:id": change("/api/communities", 2, { population: 7 }),
  "PATCH /api/incidents/:id": change("/api/incidents", 7_100_000_100, { priority: 2 }, { position: [107.05, 34.35] }),
  "PATCH /api/residences/:id": change(
    "/api/residences",
    7_100_000_300,
    { storeys: 3 },
    { position: [107.05, 34.35] },
    { addressId: 7_100_000_500 },
  ),
  "PATCH /api/units/:id": change("/api/units", 2_100_000_040, { status: "on_scene" }, { communityId: 1 }),
  "PATCH /api/venues/:id": change("/api/venues", 7_100_000_200, { riskGrade: 2 }, { position: [107.05, 34.35] }),
  "PATCH /api/visits/:id": change("/api/visits", 7_100_000_700, { outcome: "hazard" }),
  "PATCH /api/wall/remote/control": sent({ body: { theme: "night" } }),
  "POST /api/accounts": sent({ body: { login: "x", role: "admin", password: "short" } }),
  "POST /api/accounts/:id/scopes": sent({ url: "/api/accounts/1/scopes", body: { communityId: 2 } }),
  "POST /api/audit/checks": itself,
  "POST /api/break-glass": sent({ body: { communityId: 2, reason: "to see whether it opens" } }),
  "POST /api/communities": sent({ body: { code: "X", names: { zhHans: "新" }, geometry: null } }),
  "POST /api/corrections": sent({ body: { residenceId: 7_100_000_300, kind: "erasure", statement: "x" } }),
  "POST /api/exports": sent({ body: { layer: "venues", format: "csv", item: "report", reason: "x" } }),
  "POST /api/imports": sent({ url: "/api/imports?layer=incidents", body: {} }),
  "POST /api/incidents": sent({ body: { category: "noise", position: east } }),
  // Without a provider there is nothing; its own test has one.
  "POST /api/oidc/answers": sent({ body: { state: "x" } }),
  "POST /api/oidc/attempts": sent({ body: { for: "sign-in" } }, { body: { for: "proof" } }),
  "POST /api/residences": sent({ body: { householdCount: 9, position: east } }),
  "POST /api/retention/holds": sent({ body: { subject: "incidents", rowId: 7_100_000_100, reason: "x" } }),
  "POST /api/sessions": sent({ body: { login: "nobody", password: "wrong and long enough" } }),
  "POST /api/sessions/current/proof": sent({ body: { password: "wrong and long enough" } }),
  "POST /api/setup": sent({ body: { token: "wrong", login: "x", password: "wrong and long enough" } }),
  "POST /api/subject/search": sent({ body: { road: "河滨路", number: "nr-1" } }),
  "POST /api/units": sent({ body: { callSign: "probe", kind: "car", communityId: 2 } }),
  "POST /api/venues": sent({ body: { class: "bar", names: { zhHans: "新" }, position: east } }),
  "POST /api/visits": sent(visit({ venueId: 7_100_000_200 }), visit({ residenceId: 7_100_000_300 })),
  "POST /api/wall/admissions": sent({ body: { code: "000000" } }),
  "POST /api/wall/remotes": sent({ body: { code: "000000" } }),
  "POST /api/wall/screen/pairing-codes": itself,
  "POST /api/wall/screens": { probes: [] },
  "PUT /api/accounts/:id/role": sent({ url: "/api/accounts/1/role", body: { role: "command" } }),
  "PUT /api/break-glass/:id/decision": sent({ url: "/api/break-glass/1/decision", body: { isAllowed: false } }),
  "PUT /api/corrections/:id/decision": sent({
    url: "/api/corrections/1/decision",
    body: { status: "refused", answer: "x" },
  }),
  "PUT /api/incidents/:id/tasks/:account": asked("/api/incidents/7100000100/tasks/1"),
  "PUT /api/retention/rules/:subject": sent({ url: "/api/retention/rules/nothing", body: { days: 1 } }),
  "PUT /api/sessions/current/password": sent({ body: { now: "x", next: "wrong and long enough" } }),
  "PUT /api/wall/remote/acknowledgements/:id": asked("/api/wall/remote/acknowledgements/7100000100"),
};

export interface Asked extends Probe {
  readonly route: string;
  readonly method: Method;
  readonly url: string;
}

/** The requests of the matrix for routes that read, or for those that change something. */
export function requestsOf(kind: "reads" | "changes"): Asked[] {
  return Object.keys(routeTable).flatMap((route) => {
    const [method, path] = route.split(" ") as [Method, string];
    if ((method === "GET") !== (kind === "reads")) return [];
    return (matrix[route]?.probes ?? []).map((probe) => ({ url: path, ...probe, route, method }));
  });
}
