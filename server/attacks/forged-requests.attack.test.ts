import { afterAll, describe, expect, test } from "vitest";
import { routeTable } from "../access/route-table.ts";
import { openAttackStage } from "../testing/attack-stage.ts";

const stage = await openAttackStage();
const cookies = { command: await stage.signIn("command"), admin: await stage.signIn("admin") };
afterAll(() => stage.close());

/** Every route that changes something, with an address that could be meant. */
const routes = Object.keys(routeTable)
  .map((key) => key.split(" ") as [method: string, path: string])
  .filter(([method]) => method !== "GET")
  .map(([method, path]) => [method, path.replace(/:\w+/g, "1")] as const);

const body = JSON.stringify({ category: "theft", position: [107.05, 34.35] });

const versioned = ["incident", "residence", "venue", "unit", "visit", "community", "access.account"];
const unversioned = ["import_run", "access.duty_scope"];

/** What is stored, but for sessions and what tells that somebody was refused. */
async function stored(): Promise<unknown> {
  const sums = [
    ...versioned.map((table) => `(select count(*) || ':' || max(version) from ${table}) as "${table}"`),
    ...unversioned.map((table) => `(select count(*) from ${table}) as "${table}"`),
  ];
  return (await stage.database.pool.query(`select ${sums.join(", ")}`)).rows[0];
}
const before = await stored();

async function send(method: string, path: string, headers: Record<string, string>, payload: string | undefined = body) {
  const answer = await fetch(stage.origin + path, {
    method,
    headers,
    ...(method !== "DELETE" && { body: payload }),
  });
  return { status: answer.status, type: ((await answer.json().catch(() => ({}))) as { type?: string }).type ?? "" };
}

/** Headers as a browser sends them from a page of another site, with the cookie of somebody who may do it. */
const foreign: Readonly<Record<string, Record<string, string>>> = {
  "another site": { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
  "another host of this site": { "sec-fetch-site": "same-site", origin: "http://other.localhost" },
  "a browser that says only the origin": { origin: "https://evil.example" },
  "a page without an origin": { origin: "null" },
  "one whose two words contradict each other": { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
  "another port of this host": { origin: "http://127.0.0.1:1" },
  "an origin that begins like this one": { origin: `${stage.origin}.evil.example` },
};

describe.each(Object.entries(foreign))("from %s", (_who, headers) => {
  test(`none of ${routes.length} routes changes anything`, async () => {
    const passed: string[] = [];
    for (const [method, path] of routes)
      for (const cookie of Object.values(cookies)) {
        const { status, type } = await send(method, path, { ...headers, cookie, "content-type": "application/json" });
        if (status !== 403 || !type.endsWith("/cross-site")) passed.push(`${method} ${path}: ${status} ${type}`);
      }
    expect(passed).toEqual([]);
    expect(await stored()).toEqual(before);
  });
});

describe("what a form can send without asking first", () => {
  test.each(["text/plain", "application/x-www-form-urlencoded", "text/plain;application/json"])(
    "%s is no body of any route",
    async (type) => {
      const passed: string[] = [];
      for (const [method, path] of routes.filter(([method]) => method !== "DELETE")) {
        const { status } = await send(method, path, { cookie: cookies.command, "content-type": type });
        if (status < 400 || status >= 500) passed.push(`${method} ${path}: ${status}`);
      }
      expect(passed).toEqual([]);
      expect(await stored()).toEqual(before);
    },
  );

  test("nor is a form of parts, but for imports", async () => {
    const parts = `--x\r\ncontent-disposition: form-data; name="category"\r\n\r\ntheft\r\n--x--\r\n`;
    const headers = { cookie: cookies.command, "content-type": "multipart/form-data; boundary=x" };
    const passed: string[] = [];
    for (const [method, path] of routes.filter(([method, path]) => method !== "DELETE" && path !== "/api/imports")) {
      const { status } = await send(method, path, headers, parts);
      if (status < 400 || status >= 500) passed.push(`${method} ${path}: ${status}`);
    }
    expect(passed).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  test("no answer lets another site read it", async () => {
    for (const path of [
      "/api/incidents",
      "/api/sessions/current",
      "/tiles/communities/10/816/407.mvt",
      "/openapi.json",
    ]) {
      const { headers } = await fetch(stage.origin + path, {
        headers: { cookie: cookies.command, origin: "https://evil.example" },
      });
      expect([path, headers.get("access-control-allow-origin")]).toEqual([path, null]);
    }
    const asked = await fetch(`${stage.origin}/api/incidents`, {
      method: "OPTIONS",
      headers: {
        origin: "https://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
  });
});

test("the same from this origin, and from whoever is no browser, is weighed by what it says", async () => {
  const own = { cookie: cookies.command, "content-type": "application/json" };
  for (const headers of [{ ...own, origin: stage.origin }, { ...own, "sec-fetch-site": "same-origin" }, own])
    expect((await send("POST", "/api/incidents", headers)).status).toBe(201);
});
