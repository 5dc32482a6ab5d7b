import { afterAll, describe, expect, test } from "vitest";
import { clearances } from "./db/clearance.ts";
import { forbiddenMeaning } from "./db/forbidden-columns.ts";
import { buildOpenApi } from "./openapi.ts";
import { testApp } from "./testing/app.ts";
import { listen } from "./testing/live-client.ts";

const { app, database, get, close } = await testApp({ live: true });
afterAll(close);

const document = (await buildOpenApi()) as { paths: Record<string, Record<string, object>>; components: object };

/** Names of every property, parameter and component, wherever they are nested. */
function namesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) namesIn(item, found);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (key === "properties" || key === "schemas") for (const name of Object.keys(inner as object)) found.add(name);
      if (key === "name" && typeof inner === "string") found.add(inner);
      namesIn(inner, found);
    }
  return found;
}

describe("nothing about persons", () => {
  test("in a property or parameter of the OpenAPI document", () => {
    const names = [...namesIn(document.paths), ...namesIn(document.components)].filter((name) => name !== "Apache-2.0");
    expect(names).toContain("householdCount");
    expect(names.filter((name) => forbiddenMeaning(name) !== undefined)).toEqual([]);
  });

  test("in the address of a route", () => {
    const parts = Object.keys(document.paths).flatMap((path) => path.split("/"));
    expect(parts.filter((part) => forbiddenMeaning(part) !== undefined)).toEqual([]);
  });

  test("and the rule would notice", () => {
    expect([...namesIn({ properties: { residentName: {} } })].map(forbiddenMeaning)).toEqual(["the name of a person"]);
  });
});

describe("no column above operational leaves in a list", () => {
  // A plan has room for numbers, left empty without a purpose; server/purpose holds it to that.
  // The stream has no end; it is listened to below.
  // Screens and their remotes answer whoever holds a token; they are asked below. Sessions are one's own, accounts the admin's,
  // the record the auditor's.
  const exempt = new Set([
    "/api/plan",
    "/api/live",
    "/api/wall/screen",
    "/api/wall/remote",
    "/api/sessions",
    "/api/sessions/current",
    "/api/sessions/current/device-key",
    "/api/sessions/current/scope",
    "/api/accounts",
    "/api/audit",
    "/api/audit/alarms",
    "/api/audit/mine",
    "/api/audit/state",
    "/api/break-glass",
    "/api/incident-tasks",
    "/api/retention",
    "/api/subject",
  ]);
  const queries: Record<string, string> = {
    "/api/duty": "?communityId=1",
    "/api/analysis/incidents/counts": "?by=category",
    "/api/published/incidents": "?period=2025-Q2",
  };
  const lists = Object.entries(document.paths)
    .filter(
      ([path, methods]) => "get" in methods && !path.includes("{") && path.startsWith("/api/") && !exempt.has(path),
    )
    .map(([path]) => path);

  const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const personal = Object.values(clearances).flatMap((columns) =>
    Object.entries(columns)
      .filter(([, clearance]) => clearance === "personal" || clearance === "case")
      .map(([name]) => camel(name)),
  );

  /** Names of personal columns among the keys of a document. */
  function personalIn(body: string): string[] {
    const keys = new Set<string>();
    JSON.parse(body, (key, value) => {
      // The unit of a surface is one of measurement.
      if (value !== "per_km2") keys.add(key);
      return value;
    });
    // Every row has a geometry of its own to show; the personal one is the address's.
    return personal.filter((name) => name !== "geom" && keys.has(name));
  }

  test.each(lists)("%s", async (path) => {
    for (const format of ["", "format=geojson"]) {
      const query = queries[path] ?? "";
      const answer = await get(`${path}${query}${format && (query ? `&${format}` : `?${format}`)}`);
      if (format !== "" && answer.statusCode === 400) continue;
      expect(answer.statusCode).toBe(200);
      // The fixture's house numbers, buildings and flats cannot be mistaken for anything else.
      expect(answer.body).not.toMatch(/\b(nr|building|unit)-\d+/);
      if (answer.headers["content-type"]?.includes("json") !== true) continue;
      expect(personalIn(answer.body)).toEqual([]);
    }
  });

  test("/api/wall/screen and /api/wall/remote, to those who hold a token", async () => {
    const send = (method: "GET" | "POST", url: string, token?: string, payload?: object) =>
      app.inject({
        method,
        url,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        ...(payload !== undefined && { payload }),
      });
    const screen = (await send("POST", "/api/wall/screens")).json().token;
    await database.pool.query("update wall_screen set let_in_at = now()");
    const { code } = (await send("POST", "/api/wall/screen/pairing-codes", screen)).json();
    const remote = (await send("POST", "/api/wall/remotes", undefined, { code })).json().token;
    for (const [url, token] of [
      ["/api/wall/screen", screen],
      ["/api/wall/remote", remote],
    ] as const) {
      const answer = await send("GET", url, token);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).not.toMatch(/\b(nr|building|unit)-\d+/);
      expect(personalIn(answer.body)).toEqual([]);
    }
  });

  test("/api/live, whatever changes", async () => {
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    const stream = await listen(`${address}/api/live`);
    await stream.next(({ event }) => event === "hb");
    const tables = ["area", "community", "road", "police_room", "venue", "incident", "unit", "residence"];
    for (const table of tables) await database.pool.query(`update ${table} set updated_at = now()`);
    await stream.next(({ data }) => data.k === "residence");
    stream.close();
    const heard = JSON.stringify(stream.heard.map(({ data }) => data));
    expect(heard).not.toMatch(/\b(nr|building|unit)-\d+/);
    expect(personalIn(heard)).toEqual([]);
  });
});

test("the answer for one dwelling says its address to whoever says what for", async () => {
  expect((await get("/api/residences/1")).body).not.toMatch(/\b(nr|building|unit)-\d+/);
  const purpose = "item=dwelling-visit&task=plan:1";
  const { address } = (await get("/api/residences/20", { purpose })).json();
  expect(address).toMatchObject({ road: "河滨路", number: "nr-20" });
  expect((await get("/api/residences?limit=1")).json().items[0].road).toBe("河滨路");
});
