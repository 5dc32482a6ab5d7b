import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const { app, get, post, database, close } = await testApp();
afterAll(close);

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
let address = 0;
/** Another machine each time, so that tests do not use up each other's attempts. */
const from = () => ({ remoteAddress: `10.0.${address >> 8}.${address++ & 255}` });
const send = (method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", url: string, token?: string, payload?: object) =>
  app.inject({
    method,
    url,
    ...from(),
    headers: token === undefined ? {} : bearer(token),
    ...(payload !== undefined && { payload }),
  });

/** A screen that somebody has let in. */
const newScreen = async (): Promise<string> => {
  const { token } = (await send("POST", "/api/wall/screens")).json();
  await database.pool.query("update wall_screen set let_in_at = now() where let_in_at is null");
  return token;
};
const newCode = async (screen: string): Promise<string> =>
  (await send("POST", "/api/wall/screen/pairing-codes", screen)).json().code;
const pair = (code: string) => send("POST", "/api/wall/remotes", undefined, { code });
const newRemote = async (screen: string): Promise<string> => (await pair(await newCode(screen))).json().token;
const screenState = async (screen: string) => (await send("GET", "/api/wall/screen", screen)).json();

let screen = "";
beforeEach(async () => {
  screen = await newScreen();
});

describe("pairing", () => {
  test("a code lets one remote in, once, and is gone", async () => {
    const code = await newCode(screen);
    expect(code).toMatch(/^\d{6}$/);
    const first = await pair(code);
    expect(first.statusCode).toBe(201);
    expect((await pair(code)).json()).toMatchObject({ status: 422, errors: [{ pointer: "/code" }] });
    expect((await screenState(screen)).remotes).toBe(1);
    expect(Date.parse(first.json().expiresAt) - Date.now()).toBeGreaterThan(11 * 3_600_000);
  });

  test("a newer code takes the place of the one before, and an old one does not work", async () => {
    const before = await newCode(screen);
    const after = await newCode(screen);
    if (before !== after) expect((await pair(before)).statusCode).toBe(422);
    await database.pool.query("update wall_pairing_code set expires_at = now() - interval '1 second'");
    expect((await pair(after)).statusCode).toBe(422);
  });

  test("only hashes are stored: no secret is in any row", async () => {
    const code = await newCode(screen);
    const remote = await newRemote(screen);
    const { rows } = await database.pool.query(
      "select (select json_agg(s) from wall_screen s)::text || (select json_agg(r) from wall_remote r)::text || coalesce((select json_agg(c) from wall_pairing_code c)::text, '') as all",
    );
    for (const secret of [screen, remote, `"${code}"`]) expect(rows[0].all).not.toContain(secret);
  });

  test("codes cannot be tried out: after six wrong ones a machine has to wait", async () => {
    const tryOne = () =>
      app.inject({ method: "POST", url: "/api/wall/remotes", remoteAddress: "10.9.9.9", payload: { code: "000000" } });
    const codes = [];
    for (let i = 0; i < 7; i++) codes.push((await tryOne()).statusCode);
    expect(codes).toEqual([422, 422, 422, 422, 422, 422, 429]);
    const refused = await tryOne();
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.json().type).toContain("too-many-attempts");
  });

  test("what is no code is refused by its form", async () => {
    for (const code of ["12345", "1234567", "abcdef", 123456])
      expect((await post("/api/wall/remotes", { code })).statusCode).toBe(422);
  });
});

describe("principals", () => {
  test.each([
    ["GET", "/api/wall/screen"],
    ["POST", "/api/wall/screen/pairing-codes"],
    ["DELETE", "/api/wall/screen/remotes"],
    ["GET", "/api/wall/remote"],
    ["PUT", "/api/wall/remote/acknowledgements/1"],
    ["DELETE", "/api/wall/remote"],
  ] as const)("%s %s is for those who say who they are", async (method, url) => {
    for (const token of [undefined, "x".repeat(43), "short"]) {
      const answer = await send(method, url, token);
      expect([answer.statusCode, answer.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    }
  });

  test("a screen is no remote, a remote no screen, and neither sees the other's screen", async () => {
    const remote = await newRemote(screen);
    const other = await newScreen();
    expect((await send("GET", "/api/wall/remote", screen)).statusCode).toBe(401);
    expect((await send("GET", "/api/wall/screen", remote)).statusCode).toBe(401);
    await send("PATCH", "/api/wall/remote/control", remote, { theme: "night" });
    expect((await screenState(other)).control.theme).toBeNull();
  });

  test("a remote ends when it expires, when it is put away, and when the screen sends all away", async () => {
    const [expired, away, sent] = [await newRemote(screen), await newRemote(screen), await newRemote(screen)];
    await database.pool.query(
      "update wall_remote set expires_at = now() - interval '1 second' where id = (select min(id) from wall_remote where screen_id = (select max(id) from wall_screen))",
    );
    expect((await send("GET", "/api/wall/remote", expired)).statusCode).toBe(401);
    expect((await send("DELETE", "/api/wall/remote", away)).statusCode).toBe(204);
    expect((await send("GET", "/api/wall/remote", away)).statusCode).toBe(401);
    expect((await send("DELETE", "/api/wall/screen/remotes", screen)).statusCode).toBe(204);
    expect((await send("GET", "/api/wall/remote", sent)).statusCode).toBe(401);
  });
});

describe("control", () => {
  test("choices are merged, reach the screen, and raise its version", async () => {
    const remote = await newRemote(screen);
    const { version } = await screenState(screen);
    await send("PATCH", "/api/wall/remote/control", remote, { theme: "night", isMuted: true });
    const answer = await send("PATCH", "/api/wall/remote/control", remote, { view: "coverage", theme: "auto" });
    expect(answer.json()).toMatchObject({ control: { theme: "auto", view: "coverage", isMuted: true } });
    expect(await screenState(screen)).toMatchObject({
      version: version + 2,
      control: { theme: "auto", view: "coverage", isMuted: true, place: null },
    });
  });

  test("a place is a community or an area that there is, with its box and names", async () => {
    const remote = await newRemote(screen);
    const choose = (place: object | null) => send("PATCH", "/api/wall/remote/control", remote, { place });
    expect((await choose({ communityId: 1 })).json().control.place).toEqual({
      names: { zhHans: "西园", zhHant: "西園", en: "West" },
      bbox: [107, 34.3, 107.1, 34.4],
    });
    expect((await choose({ areaId: 1 })).json().control.place).toMatchObject({ names: { en: "Sample" } });
    expect((await choose(null)).json().control.place).toBeNull();
    expect((await choose({ communityId: 999 })).json()).toMatchObject({ status: 422, errors: [{ pointer: "/place" }] });
    expect((await choose({ communityId: 1, areaId: 1 })).statusCode).toBe(422);
    expect((await choose({})).statusCode).toBe(422);
  });

  test("a replay and a code for another remote are asked for with their moment", async () => {
    const remote = await newRemote(screen);
    const started = (await send("PATCH", "/api/wall/remote/control", remote, { replay: true, pair: true })).json();
    expect(Math.abs(Date.parse(started.control.replayAt) - Date.now())).toBeLessThan(10_000);
    expect(started.control.pairAt).toEqual(expect.any(String));
    const stopped = (await send("PATCH", "/api/wall/remote/control", remote, { replay: false })).json();
    expect(stopped.control).toMatchObject({ replayAt: null, pairAt: expect.any(String) });
    // Once another one is in, the code is no longer asked for.
    await newRemote(screen);
    expect((await screenState(screen)).control.pairAt).toBeNull();
  });

  test("nonsense is refused and changes nothing", async () => {
    const remote = await newRemote(screen);
    for (const change of [{}, { theme: "pink" }, { view: 1 }, { else: true }, { isMuted: "yes" }])
      expect((await send("PATCH", "/api/wall/remote/control", remote, change)).statusCode).toBe(422);
    expect((await screenState(screen)).control.theme).toBeNull();
  });
});

describe("acknowledgements", () => {
  test("an incident is taken in hand once, for every screen, and survives whoever said so", async () => {
    const remote = await newRemote(screen);
    const other = await newScreen();
    const { version } = await screenState(other);
    const { id } = (await get("/api/wall")).json().open[0];
    const acknowledge = () => send("PUT", `/api/wall/remote/acknowledgements/${id}`, remote);
    expect((await acknowledge()).statusCode).toBe(204);
    expect((await acknowledge()).statusCode).toBe(204);
    expect(await screenState(other)).toMatchObject({ version: version + 1, acknowledged: [id] });
    await send("DELETE", "/api/wall/remote", remote);
    expect((await get("/api/wall")).json().acknowledged).toEqual([id]);
  });

  test("an incident that there is not cannot be taken in hand", async () => {
    const remote = await newRemote(screen);
    expect((await send("PUT", "/api/wall/remote/acknowledgements/999999", remote)).statusCode).toBe(404);
    expect((await send("PUT", "/api/wall/remote/acknowledgements/x", remote)).statusCode).toBe(400);
  });
});

test("a screen that nobody has seen for a month is forgotten, with its remotes", async () => {
  const remote = await newRemote(screen);
  await database.pool.query("update wall_screen set last_seen_at = now() - interval '31 days'");
  await newScreen();
  expect((await send("GET", "/api/wall/screen", screen)).statusCode).toBe(401);
  expect((await send("GET", "/api/wall/remote", remote)).statusCode).toBe(401);
});
