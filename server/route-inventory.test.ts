import { afterAll, expect, test } from "vitest";
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

test("streams are among them: whatever answers with an event stream is named", () => {
  const document = openApiOf(app) as { paths: Record<string, Record<string, { responses: object }>> };
  const streams = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { responses }]) => JSON.stringify(responses).includes("text/event-stream"))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect(streams).toEqual(["GET /api/live"]);
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
