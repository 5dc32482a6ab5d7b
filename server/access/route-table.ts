import type { Clearance } from "@one-map/tiles/catalogue";
import type { Duty } from "./roles.ts";
import type { Subject } from "./subjects.ts";

/**
 * What a route touches.
 * - `open`: nothing about the city: descriptions, health, documents
 * - `published`: what anyone may see, masked
 * - `accounts`: accounts and their scopes, for whoever has that duty
 * - `asker`: who asks, which nobody may be too
 * - `own`: what belongs to whoever asks, such as their session
 * - `device`: the screen or the remote whose secret the request comes with
 * - `layer`: the layer that the address names, its attributes up to operational
 * - a duty: something beside rows, for roles that have it
 * - subjects: reads attributes of them up to a class, or changes rows of them
 */
export type Touches =
  | "open"
  | "published"
  | "accounts"
  | "asker"
  | "own"
  | "device"
  | "layer"
  | { readonly reads: readonly Subject[]; readonly upTo: Clearance }
  | { readonly changes: Subject }
  | { readonly duty: Duty };

const operational = (...reads: readonly Subject[]): Touches => ({ reads, upTo: "operational" });
const change = (changes: Subject): Touches => ({ changes });
const forDuty = (duty: Duty): Touches => ({ duty });

/**
 * Every route of the server with what it touches: by this list routes are held to the table of access. A route that is not
 * here fails a test, and so does a line without a route.
 */
export const routeTable: Readonly<Record<string, Touches>> = {
  "DELETE /api/accounts/:id": "accounts",
  "DELETE /api/accounts/:id/scopes/:scope": "accounts",
  "DELETE /api/break-glass/:id": "own",
  "DELETE /api/imports/:id": change("imports"),
  "DELETE /api/incidents/:id/tasks/:account": change("incidents"),
  "DELETE /api/retention/holds/:id": forDuty("policy"),
  "DELETE /api/sessions/:id": "own",
  "DELETE /api/sessions/current": "own",
  "DELETE /api/wall/remote": "device",
  "DELETE /api/wall/screen/remotes": "device",
  "DELETE /api/wall/screens/:id": change("screens"),
  "GET /api/access": "open",
  "GET /api/accounts": "accounts",
  "GET /api/analysis/incidents/counts": operational("incidents"),
  "GET /api/analysis/incidents/density": operational("incidents"),
  "GET /api/analysis/incidents/newest": operational("incidents"),
  "GET /api/analysis/incidents/response-times": operational("incidents"),
  "GET /api/areas": operational("areas"),
  "GET /api/audit": forDuty("audit"),
  "GET /api/audit/alarms": forDuty("audit"),
  "GET /api/audit/mine": "own",
  "GET /api/audit/state": forDuty("audit"),
  "GET /api/break-glass": "own",
  "GET /api/city": operational("city", "vocabularies"),
  "GET /api/communities": operational("communities"),
  "GET /api/communities/:id": operational("communities"),
  "GET /api/corrections": forDuty("subject"),
  "GET /api/corrections/:id": forDuty("subject"),
  "GET /api/coverage": operational("venues", "residences", "visits"),
  "GET /api/coverage.csv": operational("venues", "residences", "visits"),
  "GET /api/duty": operational("duty"),
  "GET /api/exports/:token": forDuty("export"),
  "GET /api/imports": operational("imports"),
  "GET /api/imports/:id": operational("imports"),
  "GET /api/incident-tasks": "own",
  "GET /api/incidents": operational("incidents"),
  "GET /api/incidents/:id": operational("incidents"),
  "GET /api/incidents/:id/tasks": forDuty("assign"),
  "GET /api/live": operational("incidents", "units", "venues", "residences", "visits"),
  "GET /api/live/snapshot": operational("incidents", "units", "venues", "residences", "visits"),
  "GET /api/me": "asker",
  "GET /api/plan": { reads: ["venues", "residences", "addresses"], upTo: "personal" },
  "GET /api/police-rooms": operational("police-rooms"),
  "GET /api/published": "published",
  "GET /api/published/blocks": "published",
  "GET /api/published/incidents": "published",
  "GET /api/purposes": "open",
  "GET /api/residences": operational("residences", "addresses"),
  "GET /api/residences/:id": { reads: ["residences", "addresses"], upTo: "personal" },
  "GET /api/retention": forDuty("policy"),
  "GET /api/roads": operational("roads"),
  "GET /api/sessions": "own",
  "GET /api/sessions/current": "own",
  "GET /api/sessions/current/device-key": "own",
  "GET /api/sessions/current/scope": "own",
  "GET /api/sign-in": "open",
  "GET /api/subject": { reads: ["residences", "addresses"], upTo: "personal" },
  "GET /api/units": operational("units"),
  "GET /api/units/:id": operational("units"),
  "GET /api/venues": operational("venues"),
  "GET /api/venues/:id": operational("venues"),
  "GET /api/visits": operational("visits"),
  "GET /api/visits/:id": operational("visits"),
  "GET /api/wall": operational("incidents", "units"),
  "GET /api/wall/history": operational("incidents", "units"),
  "GET /api/wall/remote": "device",
  "GET /api/wall/screen": "device",
  "GET /api/wall/screens": operational("screens"),
  "GET /docs": "open",
  "GET /docs/json": "open",
  "GET /docs/static/*": "open",
  "GET /docs/static/index.html": "open",
  "GET /docs/static/swagger-initializer.js": "open",
  "GET /docs/yaml": "open",
  "GET /healthz": "open",
  "GET /metrics": "open",
  "GET /ogc": "open",
  "GET /ogc/collections": "open",
  "GET /ogc/collections/:collection": "open",
  "GET /ogc/collections/:collection/tiles": "open",
  "GET /ogc/collections/:collection/tiles/WebMercatorQuad": "open",
  "GET /ogc/collections/:collection/tiles/WebMercatorQuad/:matrix/:row/:column": "layer",
  "GET /ogc/conformance": "open",
  "GET /ogc/tileMatrixSets": "open",
  "GET /openapi.json": "open",
  "GET /readyz": "open",
  "GET /tiles": "open",
  "GET /tiles/:layer": "open",
  "GET /tiles/:layer/:z/:x/:file": "layer",
  "PATCH /api/communities/:id": change("communities"),
  "PATCH /api/incidents/:id": change("incidents"),
  "PATCH /api/residences/:id": change("residences"),
  "PATCH /api/units/:id": change("units"),
  "PATCH /api/venues/:id": change("venues"),
  "PATCH /api/visits/:id": change("visits"),
  "PATCH /api/wall/remote/control": "device",
  "POST /api/accounts": "accounts",
  "POST /api/accounts/:id/scopes": "accounts",
  "POST /api/audit/checks": forDuty("audit"),
  "POST /api/break-glass": forDuty("break-glass"),
  "POST /api/communities": change("communities"),
  "POST /api/corrections": forDuty("subject"),
  "POST /api/exports": forDuty("export"),
  "POST /api/imports": change("imports"),
  "POST /api/incidents": change("incidents"),
  "POST /api/oidc/answers": "open",
  "POST /api/oidc/attempts": "open",
  "POST /api/residences": change("residences"),
  "POST /api/retention/holds": forDuty("policy"),
  "POST /api/sessions": "open",
  "POST /api/sessions/current/proof": "own",
  "POST /api/setup": "open",
  "POST /api/subject/search": forDuty("subject"),
  "POST /api/units": change("units"),
  "POST /api/venues": change("venues"),
  "POST /api/visits": change("visits"),
  "POST /api/wall/admissions": change("screens"),
  "POST /api/wall/remotes": "open",
  "POST /api/wall/screen/pairing-codes": "device",
  "POST /api/wall/screens": "open",
  "PUT /api/accounts/:id/role": "accounts",
  "PUT /api/break-glass/:id/decision": forDuty("allow-break-glass"),
  "PUT /api/corrections/:id/decision": forDuty("subject"),
  "PUT /api/incidents/:id/tasks/:account": change("incidents"),
  "PUT /api/retention/rules/:subject": forDuty("policy"),
  "PUT /api/sessions/current/password": "own",
  "PUT /api/wall/remote/acknowledgements/:id": "device",
};
