import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Principal } from "../access/decide.ts";
import { exportLayerNames } from "../exports/layers.ts";
import { leaksIn, writeCanaries } from "../testing/authz/canaries.ts";
import { requestsOf } from "../testing/authz/probes.ts";
import { type AskOptions, principal, scopedApp } from "../testing/scoped-app.ts";

/**
 * The first fence is off: every statement of the server asks for both communities. The token that the database is shown is of the
 * west alone. What of the east comes through all the same stands behind the first fence only.
 */

const both = [1, 2];
const principals: Readonly<Record<string, Principal>> = {
  supervisor: { ...principal("supervisor", both), account: 2 },
  officer: { ...principal("officer", both), account: 3 },
  analyst: { ...principal("analyst", both), account: 4 },
  wall: { ...principal("wall-device", both), account: null },
};
const west = (name: string): Principal => ({ ...(principals[name] as Principal), scope: [1] });

const { ask, database, scoped, feed, follower, close } = await scopedApp(principals, {
  layers: true,
  shownOnly: [1],
  requireProof: async () => {},
});
afterAll(close);

/**
 * Routes that stand behind the first fence only: what is made in memory of the columns of the whole city, tiles among it, and
 * what is kept of accounts and requests, which the login for scoped principals cannot ask for at all.
 */
const behindTheFirstOnly = [
  "GET /api/analysis/incidents/newest",
  "GET /api/break-glass",
  "GET /api/corrections",
  "GET /api/corrections/:id",
  "GET /api/live/snapshot",
];

describe.skipIf(scoped === undefined)(
  "with the first fence off, but on the embedded database, which has no second",
  () => {
    beforeAll(async () => {
      await writeCanaries(database.pool);
      await feed.settled();
      await follower.settled(60_000);
    });

    test.each(Object.keys(principals))("%s is told nothing of the east by any other route", async (name) => {
      const leaks: Record<string, string[]> = {};
      const answered = new Set<string>();
      for (const { route, method, url, body, version, headers } of requestsOf("reads")) {
        const answer = await ask(name, method, url, { body, version, headers });
        if (answer.statusCode === 200) answered.add(route);
        const found = leaksIn(`${answer.body} ${JSON.stringify(answer.headers)}`, west(name));
        if (found.length > 0) leaks[route] = [...new Set([...(leaks[route] ?? []), ...found])];
      }
      const leaking = Object.keys(leaks).sort();
      // It is off: what comes from memory has the east in it.
      expect(leaking).toContain("GET /api/live/snapshot");
      if (name === "supervisor") expect(leaking).toEqual(behindTheFirstOnly);
      else expect(leaking.filter((route) => !behindTheFirstOnly.includes(route))).toEqual([]);
      if (name !== "wall") expect([...answered]).toContain("GET /api/incidents");
      expect([...answered]).toContain("GET /api/city");
    });

    test("who may be given an incident is told of the west alone", async () => {
      for (const [community, status] of [
        [1, 200],
        [2, 404],
      ]) {
        const { rows } = await database.pool.query(
          "select id from incident where community_id = $1 and status <> 'closed' limit 1",
          [community],
        );
        const answer = await ask("supervisor", "GET", `/api/incidents/${rows[0].id}/tasks`);
        expect([community, answer.statusCode]).toEqual([community, status]);
      }
    });

    test.each(["supervisor", "analyst"])("files of %s have no row of the east", async (name) => {
      for (const layer of exportLayerNames) {
        const body = { layer, format: "csv", item: "report", reason: "a file for the fence" };
        const made = await ask(name, "POST", "/api/exports", { body });
        expect([layer, made.statusCode]).toEqual([layer, 201]);
        const file = await ask(name, "GET", made.json().href);
        expect([layer, file.statusCode]).toEqual([layer, 200]);
        expect([layer, leaksIn(file.body, west(name))]).toEqual([layer, []]);
        const rows = file.body.trim().split("\n").length - 1;
        expect([layer, rows]).toEqual([layer, made.json().rows]);
        expect(rows).toBeGreaterThan(5);
      }
    });

    const places = `
      select id, community_id from residence
      union all select id, community_id from venue where coalesce(last_result, '') <> 'closed'`;
    test.each([
      ["city", "counts.incidents", "incident"],
      ["wall", "unitsTotal", "unit"],
      ["coverage", "places", `(${places})`],
    ])("of GET /api/%s %s counts the west alone", async (path, figure, rows) => {
      const counted = `select count(*)::int as west from ${rows} t where community_id = 1`;
      const { west } = (await database.pool.query(counted)).rows[0];
      expect((await ask("supervisor", "GET", `/api/${path}`)).json()).toHaveProperty(figure, west);
    });

    /** Every row of the east, and how many there are that lie nowhere. */
    async function storedInEast(): Promise<unknown> {
      const tables = ["incident", "residence", "venue", "unit", "visit", "address", "duty_assignment"];
      const rows = tables.map(
        (table) => `select '${table}' as of, to_jsonb(t) as row from ${table} t where community_id is distinct from 1`,
      );
      return (await database.pool.query(`${rows.join(" union all ")} order by 1, 2`)).rows;
    }

    test.each(["supervisor", "officer"])("no route lets %s change a row of the east, or make one", async (name) => {
      const before = await storedInEast();
      const passed: string[] = [];
      for (const { route, method, url, body, version, headers } of requestsOf("changes")) {
        // What is of accounts and records is not of communities.
        if (!/^(POST|PATCH) \/api\/(incidents|residences|venues|units|visits)/.test(route)) continue;
        for (const given of [version, version === undefined ? undefined : 1, 2]) {
          const answer = await ask(name, method, url, { body, version: given, headers });
          if (answer.statusCode < 400) passed.push(`${route} ${JSON.stringify(body)}: ${answer.statusCode}`);
        }
      }
      expect(passed).toEqual([]);
      expect(await storedInEast()).toEqual(before);
    });

    test("rows of the west are not moved to the east, nor those of the west refused", async () => {
      const before = await storedInEast();
      const { rows } = await database.pool.query(`
      select 'incidents' as name, id, version from incident where community_id = 1 and status <> 'closed' and id < 1000
      union all select 'venues', id, version from venue where community_id = 1 union all select 'residences', id, version from residence where community_id = 1`);
      for (const name of ["incidents", "venues", "residences"]) {
        const row = rows.find((one) => one.name === name);
        const url = `/api/${name}/${row.id}`;
        const away = await ask("supervisor", "PATCH", url, {
          version: row.version,
          body: { position: [107.15, 34.36] },
        });
        expect([name, away.statusCode]).toEqual([name, 403]);
        const stays = await ask("supervisor", "PATCH", url, {
          version: row.version,
          body: { position: [107.06, 34.36] },
        });
        expect([name, stays.statusCode, stays.json().communityId]).toEqual([name, 200, 1]);
      }
      expect(await storedInEast()).toEqual(before);
    });

    test("a visit in the west is remembered at its place by an officer, who may change no venue otherwise", async () => {
      const venue = async () =>
        (
          await database.pool.query(
            "select id, version, last_result from venue where community_id = 1 order by id limit 1",
          )
        ).rows[0];
      const { id, version } = await venue();
      const body = { clientKey: crypto.randomUUID(), venueId: id, outcome: "hazard" };
      expect((await ask("officer", "POST", "/api/visits", { body })).statusCode).toBe(201);
      expect(await venue()).toEqual({ id, version: version + 1, last_result: "hazard" });
      const asked: AskOptions = { version: version + 1, body: { riskGrade: 1 } };
      expect((await ask("officer", "PATCH", `/api/venues/${id}`, asked)).statusCode).toBe(403);
    });
  },
);
