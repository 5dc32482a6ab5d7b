import { expect, test } from "vitest";
import { planesOfPage, planesOfRoute } from "./planes.ts";
import { routeTable } from "./route-table.ts";

const routes = Object.keys(routeTable);
const of = (plane: "main" | "admin") => routes.filter((route) => planesOfRoute(route).join() === plane);

test("accounts, policy, audit, set-up and the figures are administration, and nothing else is", () => {
  expect(of("admin").sort()).toMatchInlineSnapshot(`
    [
      "DELETE /api/accounts/:id",
      "DELETE /api/accounts/:id/scopes/:scope",
      "DELETE /api/retention/holds/:id",
      "GET /api/access",
      "GET /api/accounts",
      "GET /api/audit",
      "GET /api/audit/alarms",
      "GET /api/audit/state",
      "GET /api/retention",
      "GET /metrics",
      "POST /api/accounts",
      "POST /api/accounts/:id/scopes",
      "POST /api/audit/checks",
      "POST /api/retention/holds",
      "POST /api/setup",
      "PUT /api/accounts/:id/role",
      "PUT /api/retention/rules/:subject",
    ]
  `);
});

test("whoever signs in finds what that needs on both, and the map on one", () => {
  const both = routes.filter((route) => planesOfRoute(route).length === 2);
  expect(both.sort()).toMatchInlineSnapshot(`
    [
      "DELETE /api/sessions/:id",
      "DELETE /api/sessions/current",
      "GET /api/audit/mine",
      "GET /api/published",
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
    ]
  `);
  expect(of("main").length).toBe(routes.length - both.length - of("admin").length);
  expect(of("main")).toEqual(
    expect.arrayContaining(["GET /api/live", "GET /tiles/:layer/:z/:x/:file", "GET /api/city"]),
  );
});

test("a route that is forgotten is on the main plane, unless it touches what is administrative", () => {
  expect(planesOfRoute("GET /api/forgotten")).toEqual(["main"]);
});

test("pages that need one plane are on it alone, and so are their compressed files", () => {
  expect(planesOfPage("/admin.html")).toEqual(["admin"]);
  expect(planesOfPage("/wall.html.br")).toEqual(["main"]);
  expect(planesOfPage("/sign-in.html")).toEqual(["main", "admin"]);
  expect(planesOfPage("/assets/x.js")).toEqual(["main", "admin"]);
});
