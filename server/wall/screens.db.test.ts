import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sealBatch } from "../audit/queries.ts";
import { testApp } from "../testing/app.ts";
import { type SignedIn, signedIn } from "../testing/signed-in.ts";

const { app, database, close } = await testApp({ layers: true, principalOf: "sessions", wallNetworks: ["10.0.0.0/8"] });
afterAll(close);

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
let address = 0;
const near = () => `10.1.${address >> 8}.${address++ & 255}`;
const ask = (
  method: Method,
  url: string,
  headers: Record<string, string> = {},
  body?: object,
  remoteAddress = near(),
) => app.inject({ method, url, headers, remoteAddress, ...(body && { payload: body }) });
const tile = "/tiles/incidents/8/204/101.mvt";

let command: SignedIn;
beforeAll(async () => {
  command = await signedIn(database.db, "command");
});

/** A screen that was just switched on: its secret, and the cookie that came with it. */
let screen: { token: string; cookie: string };
const bearer = () => ({ authorization: `Bearer ${screen.token}` });
beforeEach(async () => {
  const answer = await ask("POST", "/api/wall/screens");
  screen = { token: answer.json().token, cookie: String(answer.headers["set-cookie"]).split(";")[0] as string };
});
const code = async (cookie?: string) =>
  (await ask("POST", "/api/wall/screen/pairing-codes", { ...bearer(), ...(cookie && { cookie }) })).json();
const letIn = async () => {
  const answer = await ask("POST", "/api/wall/admissions", { cookie: command.cookie }, { code: (await code()).code });
  expect(answer.statusCode).toBe(201);
  return answer.json().id as number;
};
const statusOf = async (url: string, headers: Record<string, string>, remoteAddress?: string) =>
  (await ask("GET", url, headers, undefined, remoteAddress)).statusCode;

describe("a screen that nobody has let in", () => {
  test("is told nothing of the city, only about itself", async () => {
    for (const url of ["/api/wall", "/api/city", "/api/live/snapshot", tile])
      for (const headers of [bearer(), { cookie: screen.cookie }])
        expect([url, await statusOf(url, headers)]).toEqual([url, 401]);
    expect((await ask("GET", "/api/wall/screen", bearer())).json()).toMatchObject({ isLetIn: false, remotes: 0 });
  });

  test("shows a code that lets itself in, and no remote", async () => {
    const shown = await code();
    expect(shown).toMatchObject({ opens: "screen", code: expect.stringMatching(/^\d{6}$/) });
    expect((await ask("POST", "/api/wall/remotes", {}, { code: shown.code })).statusCode).toBe(422);
    expect(
      (await ask("POST", "/api/wall/admissions", { cookie: command.cookie }, { code: shown.code })).statusCode,
    ).toBe(201);
    expect(
      (await ask("POST", "/api/wall/admissions", { cookie: command.cookie }, { code: shown.code })).statusCode,
    ).toBe(422);
  });

  test("is let in by the command centre alone", async () => {
    const shown = await code();
    for (const role of ["officer", "analyst", "supervisor", "admin", "security", "auditor"] as const) {
      const { cookie } = await signedIn(database.db, role, role === "officer" ? [1] : []);
      expect([role, (await ask("POST", "/api/wall/admissions", { cookie }, { code: shown.code })).statusCode]).toEqual([
        role,
        403,
      ]);
    }
    expect((await ask("POST", "/api/wall/admissions", {}, { code: shown.code })).statusCode).toBe(401);
    expect((await ask("POST", "/api/wall/admissions", bearer(), { code: shown.code })).statusCode).toBe(401);
    const elsewhere = { cookie: command.cookie, "sec-fetch-site": "cross-site" };
    expect((await ask("POST", "/api/wall/admissions", elsewhere, { code: shown.code })).statusCode).toBe(403);
  });

  test("codes cannot be tried out, not even by the command centre", async () => {
    const tries = [];
    for (let i = 0; i < 7; i++)
      tries.push(
        (await ask("POST", "/api/wall/admissions", { cookie: command.cookie }, { code: "000000" }, "10.9.9.9"))
          .statusCode,
      );
    expect(tries).toEqual([422, 422, 422, 422, 422, 422, 429]);
  });
});

describe("a screen that was let in", () => {
  test("is a principal of its own: it reads the wall, no homes, no venues, and changes nothing", async () => {
    await letIn();
    for (const headers of [bearer(), { cookie: screen.cookie }]) {
      for (const url of ["/api/wall", "/api/city", "/api/live/snapshot", tile])
        expect([url, await statusOf(url, headers)]).toEqual([url, 200]);
      for (const url of [
        "/api/venues",
        "/api/residences/1",
        "/api/plan?communityId=1",
        "/api/wall/screens",
        "/api/accounts",
      ])
        expect([url, await statusOf(url, headers)]).toEqual([url, 403]);
      const report = await ask("POST", "/api/incidents", headers, { category: "theft", position: [107.05, 34.35] });
      expect(report.statusCode).toBe(403);
    }
    expect((await ask("GET", "/api/wall/screen", bearer())).json()).toMatchObject({ isLetIn: true });
  });

  test("is one on the networks of walls alone", async () => {
    await letIn();
    expect(await statusOf("/api/wall", bearer(), "10.200.0.1")).toBe(200);
    expect(await statusOf("/api/wall", bearer(), "192.0.2.1")).toBe(401);
    expect(await statusOf("/api/wall", { cookie: screen.cookie }, "192.0.2.1")).toBe(401);
  });

  test("shows no code for a remote from anywhere else, and keeps its secret", async () => {
    await letIn();
    const from = async (remoteAddress: string) =>
      (await ask("POST", "/api/wall/screen/pairing-codes", bearer(), undefined, remoteAddress)).statusCode;
    expect([await from("192.0.2.1"), await from("10.200.0.1")]).toEqual([403, 201]);
  });

  test("is one on those networks also by an account of its own", async () => {
    const { cookie } = await signedIn(database.db, "wall-device", "city");
    expect(await statusOf("/api/wall", { cookie }, "10.200.0.1")).toBe(200);
    expect(await statusOf("/api/wall", { cookie }, "192.0.2.1")).toBe(401);
    expect(await statusOf("/api/sessions/current", { cookie }, "192.0.2.1")).toBe(401);
    const roleAt = async (address: string) =>
      (await ask("GET", "/api/me", { cookie }, undefined, address)).json().me?.role;
    expect([await roleAt("10.200.0.1"), await roleAt("192.0.2.1")]).toEqual(["wall-device", undefined]);
  });

  test("stays in when whoever let it in signs out, and is out at once when it is put out", async () => {
    const own = await signedIn(database.db, "command");
    const { code: shown } = await code();
    const { id } = (await ask("POST", "/api/wall/admissions", { cookie: own.cookie }, { code: shown })).json();
    await ask("DELETE", "/api/sessions/current", { cookie: own.cookie });
    expect(await statusOf("/api/wall", { cookie: screen.cookie })).toBe(200);
    const { items } = (await ask("GET", "/api/wall/screens", { cookie: command.cookie })).json();
    expect(items.map((one: { id: number }) => one.id)).toContain(id);
    expect((await ask("DELETE", `/api/wall/screens/${id}`, { cookie: command.cookie })).statusCode).toBe(204);
    expect(await statusOf("/api/wall", { cookie: screen.cookie })).toBe(401);
    expect((await ask("DELETE", `/api/wall/screens/${id}`, { cookie: command.cookie })).statusCode).toBe(404);
    expect(await statusOf("/api/wall/screen", bearer())).toBe(401);
  });

  test("gives its cookie again to a browser that has lost it", async () => {
    const again = await ask("GET", "/api/wall/screen", bearer());
    expect(String(again.headers["set-cookie"])).toContain(screen.cookie);
    expect(String(again.headers["set-cookie"])).toMatch(/Path=\/; Secure; HttpOnly; SameSite=Strict/);
    expect(
      (await ask("GET", "/api/wall/screen", { ...bearer(), cookie: screen.cookie })).headers["set-cookie"],
    ).toBeUndefined();
  });

  test("being let in and put out is on record, with who did it", async () => {
    const id = await letIn();
    await ask("DELETE", `/api/wall/screens/${id}`, { cookie: command.cookie });
    while ((await sealBatch(database.pool, 1_000)) > 0);
    const { rows } = await database.pool.query(
      "select action, account_id from audit.entry where detail ->> 'screen' = $1 order by seq",
      [String(id)],
    );
    expect(rows).toEqual([
      { action: "screen-let-in", account_id: command.account },
      { action: "screen-put-out", account_id: command.account },
    ]);
  });
});

describe("a remote", () => {
  const pair = async (digits: string) => {
    const answer = await ask("POST", "/api/wall/remotes", {}, { code: digits });
    expect(answer.statusCode).toBe(201);
    return String(answer.headers["set-cookie"]).split(";")[0] as string;
  };

  test("reads no more than its screen, for as long as that is in", async () => {
    const id = await letIn();
    const shown = await code();
    expect(shown.opens).toBe("remote");
    const cookie = await pair(shown.code);
    expect(await statusOf("/api/wall", { cookie })).toBe(200);
    for (const url of ["/api/venues", "/api/residences/1", "/api/wall/screens"])
      expect([url, await statusOf(url, { cookie })]).toEqual([url, 403]);
    await ask("DELETE", `/api/wall/screens/${id}`, { cookie: command.cookie });
    expect(await statusOf("/api/wall", { cookie })).toBe(401);
  });

  test("that was sent away, or put away, reads nothing from then on", async () => {
    await letIn();
    const [sent, put] = [await pair((await code()).code), await pair((await code()).code)];
    const bearerOf = (cookie: string) => ({ authorization: `Bearer ${cookie.split("=")[1]}` });
    for (const cookie of [sent, put]) expect(await statusOf("/api/wall", { cookie })).toBe(200);
    expect((await ask("DELETE", "/api/wall/remote", bearerOf(put))).statusCode).toBe(204);
    expect([await statusOf("/api/wall", { cookie: put }), await statusOf("/api/wall", { cookie: sent })]).toEqual([
      401, 200,
    ]);
    expect((await ask("DELETE", "/api/wall/screen/remotes", bearer())).statusCode).toBe(204);
    expect(await statusOf("/api/wall", { cookie: sent })).toBe(401);
  });

  test("of a wall that somebody's session shows ends with that session", async () => {
    const own = await signedIn(database.db, "command");
    const shown = await code(own.cookie);
    expect(shown.opens).toBe("remote");
    const answer = await ask("POST", "/api/wall/remotes", {}, { code: shown.code });
    const remote = { authorization: `Bearer ${answer.json().token}` };
    expect([await statusOf("/api/wall", remote), await statusOf("/api/wall/remote", remote)]).toEqual([200, 200]);
    // The screen itself has nothing by that.
    expect(await statusOf("/api/wall", { cookie: screen.cookie })).toBe(401);
    await ask("DELETE", "/api/sessions/current", { cookie: own.cookie });
    expect(await statusOf("/api/wall/remote", remote)).toBe(401);
    await expect.poll(() => statusOf("/api/wall", remote), { timeout: 8_000, interval: 500 }).toBe(401);
  });

  test("comes of no wall that an officer shows", async () => {
    const { cookie } = await signedIn(database.db, "officer", [1]);
    expect((await code(cookie)).opens).toBe("screen");
  });
});
