import { afterAll, expect, test } from "vitest";
import { planesOfRoute } from "./access/planes.ts";
import { roleDefinitions, roles } from "./access/roles.ts";
import { routeTable, type Touches } from "./access/route-table.ts";
import { subjectNames } from "./access/subjects.ts";
import { routesOf } from "./http/methods.ts";
import { buildUnconnected } from "./openapi.ts";
import { openApiOf } from "./openapi-collect.ts";
import { matrix } from "./testing/authz/probes.ts";

const app = await buildUnconnected();
afterAll(() => app.close());
const routes = routesOf(app);

test("every route has a line in server/access/route-table.ts that says what it touches", () => {
  expect(routes.length).toBeGreaterThan(50);
  expect(routes.filter((route) => !Object.hasOwn(routeTable, route))).toEqual([]);
});

test("every line of the table has a route", () => {
  expect(Object.keys(routeTable).filter((route) => !routes.includes(route))).toEqual([]);
});

test("every route has a row in the matrix of server/testing/authz/probes.ts that says how everybody asks for it, and no other", () => {
  expect(routes.filter((route) => !Object.hasOwn(matrix, route))).toEqual([]);
  expect(Object.keys(matrix).filter((route) => !routes.includes(route))).toEqual([]);
});

interface Operation {
  readonly tags?: readonly string[];
  readonly responses: object;
}

/** What the document says of each route that it describes. */
const document = openApiOf(app) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
const operations = new Map<string, Operation>(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, operation] as const,
    ),
  ),
);

test("streams are among them: whatever answers with an event stream is named", () => {
  const streams = [...operations].filter(([, { responses }]) =>
    JSON.stringify(responses).includes("text/event-stream"),
  );
  expect(streams.map(([route]) => route)).toEqual(["GET /api/live"]);
});

/** Planes of what the document puts under a heading; the main one for every other. */
const planesOfTag: Readonly<Record<string, string>> = {
  accounts: "admin",
  audit: "admin",
  retention: "admin",
  sessions: "main,admin",
  health: "main,admin",
};

/** Routes that are elsewhere than others under their heading. */
const elsewhere: Readonly<Record<string, string>> = {
  // Whoever it concerns reads it where they have signed in.
  "GET /api/audit/mine": "main,admin",
  // Every page tells by it whose map this is.
  "GET /api/published": "main,admin",
  // The record, which is read on both, names them by their codes.
  "GET /api/purposes": "main,admin",
  // Nothing waits for a network where administration is.
  "GET /api/sessions/current/device-key": "main",
  "GET /metrics": "admin",
  "POST /api/setup": "admin",
};

test("every route is on the plane of what it is about; what describes the server is on both", () => {
  expect(Object.keys(elsewhere).filter((route) => !operations.has(route))).toEqual([]);
  for (const route of routes) {
    const operation = operations.get(route);
    const usual = operation === undefined ? "main,admin" : (planesOfTag[operation.tags?.[0] ?? ""] ?? "main");
    expect([route, planesOfRoute(route).join()]).toEqual([route, elsewhere[route] ?? usual]);
  }
});

test("a route that changes something never counts as one that reads, nor the other way about", () => {
  const isChange = (touches: Touches) => typeof touches === "object" && "changes" in touches;
  for (const [route, touches] of Object.entries(routeTable)) {
    if (route.startsWith("GET ")) expect([route, isChange(touches)]).toEqual([route, false]);
    else {
      const isOther =
        typeof touches === "object" ? "duty" in touches : ["own", "device", "open", "accounts"].includes(touches);
      expect([route, isChange(touches) || isOther]).toEqual([route, true]);
    }
    if (typeof touches !== "object") continue;
    if ("duty" in touches)
      expect([route, roles.some((role) => roleDefinitions[role].duties.includes(touches.duty))]).toEqual([route, true]);
    const subjects = "reads" in touches ? touches.reads : "changes" in touches ? [touches.changes] : [];
    for (const subject of subjects) expect(subjectNames).toContain(subject);
  }
});

test("only what is asked for one row, or one community's work, reaches personal attributes", () => {
  const personal = Object.entries(routeTable).filter(
    ([, touches]) => typeof touches === "object" && "upTo" in touches && touches.upTo !== "operational",
  );
  expect(personal.map(([route]) => route)).toEqual(["GET /api/plan", "GET /api/residences/:id", "GET /api/subject"]);
});
