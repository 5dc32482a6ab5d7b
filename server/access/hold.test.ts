import { describe, expect, test } from "vitest";
import type { Principal } from "./decide.ts";
import { isForAll, verdictOf } from "./hold.ts";
import { roles } from "./roles.ts";
import { routeTable, type Touches } from "./route-table.ts";

const of = (role: Principal["role"]): Principal => ({ account: 1, role, scope: role === "command" ? "city" : [1] });
/** Roles that a route lets through. */
const passed = (touches: Touches | undefined, layer?: string) =>
  roles.filter((role) => verdictOf(touches, of(role), layer) === "pass");

const staff = ["command", "officer", "analyst", "supervisor"];
const walls = ["wall-device", "wall-remote"];

describe("who is let through", () => {
  test("a route without a line is for nobody", () => {
    expect(passed(undefined)).toEqual([]);
    expect(isForAll(undefined)).toBe(false);
  });

  test.each([
    ["GET /healthz", roles],
    ["GET /api/published/blocks", roles],
    ["GET /api/accounts", ["admin"]],
    ["GET /api/city", [...staff, ...walls]],
    ["GET /api/incidents", [...staff, ...walls]],
    ["GET /api/wall", [...staff, ...walls]],
    ["GET /api/live", [...staff, ...walls]],
    ["GET /api/units", ["command", "officer", "supervisor", ...walls]],
    ["GET /api/me", roles],
    ["GET /api/venues", staff],
    ["GET /api/coverage", staff],
    ["GET /api/plan", ["command", "officer", "supervisor"]],
    ["GET /api/residences/:id", ["command", "officer", "supervisor"]],
    ["PATCH /api/incidents/:id", ["command", "officer", "supervisor"]],
    ["POST /api/incidents", ["command", "officer", "supervisor"]],
    ["POST /api/communities", ["command"]],
    ["POST /api/imports", ["command"]],
    ["POST /api/wall/admissions", ["command"]],
  ] as const)("%s", (route, expected) => {
    expect(passed(routeTable[route])).toEqual(expected);
  });

  test("a layer is for whoever may have it: what is publishable for anyone", () => {
    expect(passed("layer", "communities")).toEqual(roles);
    expect(passed("layer", "incidents")).toEqual([...staff, ...walls]);
    expect(passed("layer", "residences")).toEqual(staff);
    // The route says that it is not there.
    expect(passed("layer", "nothing")).toEqual(roles);
  });
});

test("who has not signed in is asked to; who has is told no", () => {
  const touches = routeTable["GET /api/residences/:id"];
  expect(verdictOf(touches, of("anyone"), undefined)).toBe("sign-in");
  expect(verdictOf(touches, of("analyst"), undefined)).toBe("forbidden");
  expect(verdictOf(undefined, of("anyone"), undefined)).toBe("sign-in");
});

test("a wall, and who steers one, changes nothing at all", () => {
  for (const [route, touches] of Object.entries(routeTable))
    if (typeof touches === "object" && "changes" in touches)
      for (const role of walls)
        expect([route, verdictOf(touches, of(role as Principal["role"]), undefined)]).toEqual([route, "forbidden"]);
});
