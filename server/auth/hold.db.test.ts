import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { anyone } from "../access/decide.ts";
import { verdictOf } from "../access/hold.ts";
import { roles } from "../access/roles.ts";
import { routeTable } from "../access/route-table.ts";
import { buildApp } from "../app.ts";
import { sealBatch } from "../audit/queries.ts";
import type { App } from "../http/app-type.ts";
import { installErrorHandler } from "../http/error-handler.ts";
import { routesOf } from "../http/methods.ts";
import { testApp } from "../testing/app.ts";
import { listen } from "../testing/live-client.ts";
import { type SignedIn, signedIn } from "../testing/signed-in.ts";
import { installHold } from "./hold-routes.ts";

/** Every route of the real application, asked by nobody and by everybody, through real sessions. */

const { app, database, engine, follower, feed, close } = await testApp({ layers: true, principalOf: "sessions" });
// Another server on the same database.
const other = await buildApp({
  database,
  engine: () => engine,
  followerStatus: () => follower.status,
  feed: () => feed,
  tileCacheBytes: 1_000_000,
});
const origin = await other.listen({ host: "127.0.0.1", port: 0 });
afterAll(async () => {
  await other.close();
  await close();
});

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
const staff = roles.filter((role) => role !== "anyone" && !role.startsWith("wall"));
const sessions: Partial<Record<(typeof roles)[number], SignedIn>> = {};
beforeAll(async () => {
  for (const role of staff)
    sessions[role] = await signedIn(database.db, role as "officer", role === "officer" ? [1] : undefined);
});

/** An address that fits a route. */
const addressOf = (route: string) =>
  (route.split(" ")[1] as string)
    .replace(":layer/:z/:x/:file", "incidents/8/204/101.mvt")
    .replace(":collection", "incidents")
    .replace(":matrix/:row/:column", "8/101/204")
    .replace("/:layer", "/incidents")
    .replace("/*", "/x.js")
    .replaceAll(/:[a-z]+/gi, "1");
const ask = (route: string, headers: Record<string, string> = {}, on = app, body?: object) =>
  on.inject({
    method: route.split(" ")[0] as Method,
    url: addressOf(route),
    headers,
    ...(body && { payload: body }),
  });
const slugOf = (answer: Awaited<ReturnType<typeof ask>>) => answer.json().type?.replace(/.*\//, "");
const held = routesOf(app).filter((route) => !["open", "published", "asker"].includes(routeTable[route] as string));

describe("who has not signed in", () => {
  test.each(held)("is told nothing by %s", async (route) => {
    const answer = await ask(route);
    expect([route, answer.statusCode]).toEqual([route, 401]);
    expect(answer.headers["content-type"]).toContain("problem+json");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(slugOf(answer)).toBe("not-signed-in");
  });

  test("is shown what is open, what is published, and layers that anyone may have", async () => {
    for (const url of ["/healthz", "/tiles", "/openapi.json", "/api/published", "/tiles/communities/8/204/101.mvt"])
      expect([url, (await app.inject({ method: "GET", url })).statusCode]).toEqual([url, 200]);
    expect((await app.inject({ method: "GET", url: "/api/nothing" })).statusCode).toBe(404);
    expect((await app.inject({ method: "DELETE", url: "/api/city" })).statusCode).toBe(405);
  });

  test("is not somebody else by a header, a cookie, or both, that say so", async () => {
    const { cookie } = sessions.command as SignedIn;
    const [name, token] = cookie.split("=") as [string, string];
    for (const headers of [
      { cookie: `${name}=${"x".repeat(43)}` },
      { cookie: `one-map=${token}` },
      { cookie: `${name}=${token}; ${name}=${token}` },
      { cookie: `${name}-screen=${token}` },
      { authorization: `Bearer ${token}` },
      { "x-forwarded-user": "command", "x-role": "command" },
    ])
      expect([headers, (await ask("GET /api/city", headers)).statusCode]).toEqual([headers, 401]);
    expect((await ask("GET /api/city", { cookie, authorization: "Basic eDp5" })).statusCode).toBe(200);
  });
});

describe.each(staff)("%s", (role) => {
  test("gets of every route what the table says", async () => {
    const { cookie, account } = sessions[role] as SignedIn;
    const refused: string[] = [];
    for (const route of held) {
      if (routeTable[route] === "own" || routeTable[route] === "device") continue;
      // What would be changed is none of this test's business; a stream has no end.
      if (!route.startsWith("GET ") || route === "GET /api/live") {
        if (verdictOf(routeTable[route], { account, role, scope: [] }, "incidents") === "pass") continue;
      }
      const { statusCode } = await ask(route, { cookie });
      const isAllowed = verdictOf(routeTable[route], { account, role, scope: [] }, "incidents") === "pass";
      expect([route, statusCode === 403]).toEqual([route, !isAllowed]);
      if (statusCode === 403) refused.push(route);
    }
    while ((await sealBatch(database.pool, 1_000)) > 0);
    const { rows } = await database.pool.query<{ subject: string }>(
      "select subject from audit.entry where account_id = $1 and action = 'route' and outcome = 'denied'",
      [account],
    );
    expect(rows.map(({ subject }) => subject).sort()).toEqual(refused.sort());
  });
});

test("a route without a line in the table is refused to everybody", async () => {
  const denied: string[] = [];
  const bare = Fastify() as unknown as App;
  installErrorHandler(bare);
  const { principalOf } = installHold(bare, {
    whoAsks: (request) =>
      request.headers["x-as"] === "command" ? { account: 1, role: "command", scope: "city" } : anyone,
    recordDenial: async (_principal, route) => void denied.push(route),
  });
  let reached = 0;
  bare.get("/api/forgotten", async (request) => [reached++, principalOf(request)]);
  const get = (as: string) => bare.inject({ method: "GET", url: "/api/forgotten", headers: { "x-as": as } });
  expect([(await get("command")).statusCode, (await get("nobody")).statusCode]).toEqual([403, 401]);
  expect([reached, denied]).toEqual([0, ["GET /api/forgotten"]]);
  await bare.close();
});

describe("streams", () => {
  const open = (cookie: string) => listen(new URL("/api/live", origin), { headers: { cookie } });

  test("end within ten seconds of the session, whichever server it was ended on, and cannot be opened again", async () => {
    const { cookie } = await signedIn(database.db, "officer", [1]);
    const stream = await open(cookie);
    expect(stream.status).toBe(200);
    await stream.next(({ event }) => event === "hb");
    const ended = performance.now();
    expect((await ask("DELETE /api/sessions/current", { cookie })).statusCode).toBe(204);
    await stream.closed;
    expect(performance.now() - ended).toBeLessThan(10_000);
    expect((await open(cookie)).status).toBe(401);
  });

  test("of an account that is ended end with it", async () => {
    const { cookie, account } = await signedIn(database.db, "officer", [1]);
    const stream = await open(cookie);
    const ended = performance.now();
    const admin = (sessions.admin as SignedIn).cookie;
    const answer = await app.inject({ method: "DELETE", url: `/api/accounts/${account}`, headers: { cookie: admin } });
    expect(answer.statusCode).toBe(204);
    await stream.closed;
    expect(performance.now() - ended).toBeLessThan(10_000);
  });

  test("end or begin again at once on the server where the session or its scope was changed", async () => {
    const admin = (sessions.admin as SignedIn).cookie;
    const { cookie, account } = await signedIn(database.db, "officer", [1]);
    const stream = await open(cookie);
    await stream.next(({ event }) => event === "hb");
    // The look that comes by itself, every few seconds, does not pass here.
    const looks = vi.spyOn(feed.hub, "reviewScopes");
    onTestFinished(() => looks.mockRestore());
    const isToldAtOnce = async () => {
      expect(looks).toHaveBeenCalled();
      await Promise.all(looks.mock.results.map(({ value }) => value));
      looks.mockClear();
    };
    const route = `POST /api/accounts/${account}/scopes`;
    const { resets } = feed.hub.counts;
    expect((await ask(route, { cookie: admin }, other, { communityId: 2 })).statusCode).toBe(201);
    await isToldAtOnce();
    expect(feed.hub.counts.resets).toBe(resets + 1);
    await stream.next(({ event }) => event === "reset");
    expect((await ask("DELETE /api/sessions/current", { cookie }, other)).statusCode).toBe(204);
    await isToldAtOnce();
    await stream.next(({ event }) => event === "bye");
    await stream.closed;
  });

  test("are for nobody without a session, and not for an admin", async () => {
    expect((await listen(new URL("/api/live", origin))).status).toBe(401);
    expect((await open((sessions.admin as SignedIn).cookie)).status).toBe(403);
  });
});

test("a page that is only looked at does not keep its session from running out", async () => {
  const { cookie, session } = await signedIn(database.db, "officer", [1]);
  const stream = await listen(new URL("/api/live", origin), { headers: { cookie } });
  await database.pool.query(
    "update access.session set seen_at = now() - interval '29 minutes 57 seconds' where id = $1",
    [session],
  );
  await stream.closed;
  const { rows } = await database.pool.query(
    "select seen_at < now() - interval '29 minutes' as unseen from access.session where id = $1",
    [session],
  );
  expect(rows[0].unseen).toBe(true);
});
