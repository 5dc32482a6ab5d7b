import { readConfig } from "@one-map/server/config";
import { startServer } from "@one-map/server/start";
import { testDatabase } from "@one-map/server/testing/database";
import { freePort } from "@one-map/server/testing/free-port";
import { signedIn } from "@one-map/server/testing/signed-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn as signInAs } from "../credentials.ts";
import { seedCity } from "../seed/seed-city.ts";
import { Api, type Send } from "./api.ts";
import type { Command } from "./commands.ts";
import { Courier } from "./courier.ts";
import { readWorld, weekSecondIn } from "./read-world.ts";
import { runShift } from "./run-shift.ts";
import { Shift } from "./shift.ts";
import type { World } from "./world.ts";

/** A shift against the real server, over real sockets, on a real database. */

const database = await testDatabase();
let server: Awaited<ReturnType<typeof startServer>>;
let world: World;
const never = new AbortController().signal;
let cookie = "";
const signIn = async () => cookie;

beforeAll(async () => {
  await seedCity(database, { size: "town", seed: 7, now: new Date() });
  // Six hours of history end at the seeded moment; as many units as a small town has are few for a storm.
  await database.pool.query("update unit set status = 'available' where status = 'off_duty' and geom is not null");
  server = await startServer(readConfig({ PORT: "0", LOG_LEVEL: "silent" }), { database });
  cookie = (await signedIn(database.db, "command")).cookie;
  world = await readWorld(new Api(server.url, signIn), new Date(), 100);
});
afterAll(async () => {
  await server?.close();
  await database.close();
});

const one = async (sql: string, values: unknown[] = []) =>
  (await database.pool.query(sql, values)).rows[0] as Record<string, number>;

/** Lives some hours at once and tells the server all of it. */
async function live(seed: number, hours: number, send?: Send) {
  const shift = new Shift(world, { seed, callsPerHour: 12, fixSeconds: 60, idleFixSeconds: 300 });
  const commands = shift.advance(hours * 3_600);
  const courier = new Courier(new Api(server.url, signIn, send), shift.adopted, never);
  for (const command of commands) courier.submit(command);
  await courier.drain();
  return { commands, courier, adopted: shift.adopted };
}

const last = <T>(commands: readonly Command[], key: (command: Command) => T | undefined) => {
  const found = new Map<T, Command>();
  for (const command of commands) {
    const of = key(command);
    if (of !== undefined) found.set(of, command);
  }
  return found;
};

describe("the city, read through the public interface", () => {
  test("has its streets, its units, what is open, what was, and what is due", () => {
    expect(world.graph.nodeCount).toBeGreaterThan(50);
    expect(world.units).toHaveLength(9);
    expect(world.open).toHaveLength(5);
    expect(world.past).toHaveLength(600);
    expect(world.due.length).toBeGreaterThan(10);
    expect(world.past.every(({ weekHour }) => weekHour >= 0 && weekHour < 168)).toBe(true);
  });

  test("keeps the hours of its own time zone", () => {
    const inShanghai = weekSecondIn("Asia/Shanghai");
    expect(inShanghai(new Date("2026-11-23T16:00:00Z"))).toBe(86_400);
    expect(inShanghai(new Date("2026-11-22T15:59:59Z"))).toBe(7 * 86_400 - 1);
    expect(weekSecondIn("UTC")(new Date("2026-11-23T01:02:03Z"))).toBe(3_723);
  });
});

describe("a shift that is told to the server", () => {
  test("is what the database holds afterwards, to the last call, visit and status", async () => {
    const before = await one(
      "select count(*)::int as calls, (select count(*)::int from visit) as visits from incident",
    );
    const { commands, courier, adopted } = await live(7, 4);
    const { delivery } = courier;
    expect(delivery.faults).toEqual([]);
    expect(delivery).toMatchObject({ overtaken: 0, badTaken: 0, repeated: 0 });
    expect(courier.backlog).toBe(0);
    const of = (what: Command["do"]) => commands.filter((command) => command.do === what).length;
    expect(delivery.badRefused).toBe(of("bad-fix"));
    expect(delivery.taken + delivery.superseded + delivery.badRefused).toBe(commands.length);

    const after = await one("select count(*)::int as calls, (select count(*)::int from visit) as visits from incident");
    expect(after.calls).toBe((before.calls as number) + of("report"));
    expect(after.visits).toBe((before.visits as number) + of("visit"));
    const closed = commands.filter((command) => command.do === "advance" && command.to === "closed").length;
    const open = await one("select count(*)::int as n from incident where status <> 'closed'");
    expect(open.n).toBe(adopted.size + of("report") - closed);
    for (const [unit, command] of last(commands, (one) => (one.do === "status" ? one.unit : undefined))) {
      const { rows } = await database.pool.query("select status from unit where id = $1", [unit]);
      expect(rows[0].status).toBe((command as Extract<Command, { do: "status" }>).status);
    }
    for (const [unit, command] of last(commands, (one) => (one.do === "fix" ? one.unit : undefined))) {
      const { lng, lat } = await one("select st_x(geom) as lng, st_y(geom) as lat from unit where id = $1", [unit]);
      expect([lng, lat]).toEqual((command as Extract<Command, { do: "fix" }>).position);
    }
  });

  test("comes whole through a network that loses requests and answers, with no call taken down twice", async () => {
    const before = await one(
      "select count(*)::int as calls, (select count(*)::int from visit) as visits from incident",
    );
    world = await readWorld(new Api(server.url, signIn), new Date(), 100);
    let sent = 0;
    // Every ninth request never arrives; of every eleventh the answer is lost; now and then the server is full.
    const lossy: Send = async (url, init) => {
      const n = ++sent;
      if (n % 9 === 0) throw new TypeError("connection refused");
      if (n % 23 === 0) return new Response("later", { status: 503 });
      const answer = await fetch(url, init);
      if (n % 11 !== 0) return answer;
      await answer.arrayBuffer();
      throw new TypeError("connection reset");
    };
    const { commands, courier } = await live(8, 2, lossy);
    expect(courier.delivery.faults).toEqual([]);
    expect(courier.delivery.repeated).toBeGreaterThan(10);
    expect(courier.awaySince).toBeUndefined();
    const of = (what: Command["do"]) => commands.filter((command) => command.do === what).length;
    const after = await one("select count(*)::int as calls, (select count(*)::int from visit) as visits from incident");
    expect(after.calls).toBe((before.calls as number) + of("report"));
    expect(after.visits).toBe((before.visits as number) + of("visit"));
  });

  test("leaves alone what somebody else has closed meanwhile, and counts it", async () => {
    world = await readWorld(new Api(server.url, signIn), new Date(), 100);
    const shift = new Shift(world, { seed: 9, callsPerHour: 12, fixSeconds: 60, idleFixSeconds: 300 });
    const courier = new Courier(new Api(server.url, signIn), shift.adopted, never);
    for (const command of shift.advance(1_800)) courier.submit(command);
    await courier.drain();
    await database.pool.query("update incident set status = 'closed', closed_at = now() where status <> 'closed'");
    const rest = shift.advance(2 * 3_600);
    for (const command of rest) courier.submit(command);
    await courier.drain();
    expect(courier.delivery.faults).toEqual([]);
    expect(courier.delivery.overtaken).toBeGreaterThan(0);
  });
});

describe("who tells it", () => {
  test("signs in once for everything, and again when the session has ended", async () => {
    let times = 0;
    const api = new Api(server.url, async () => {
      times++;
      return (await signedIn(database.db, "command")).cookie;
    });
    await Promise.all([api.get("/api/city"), api.get("/api/units"), api.get("/api/wall")]);
    expect(times).toBe(1);
    await database.pool.query("update access.session set ended_at = now(), end_reason = 'revoked'");
    cookie = (await signedIn(database.db, "command")).cookie;
    // A session is believed in for five seconds after it has ended elsewhere.
    await expect.poll(() => api.get("/api/city").then(() => times), { timeout: 10_000, interval: 500 }).toBe(2);
  });

  test("is told when nobody lets them in", async () => {
    const api = new Api(server.url, () => signInAs(server.url, { login: "nobody", password: "of no use" }));
    await expect(api.get("/api/city")).rejects.toThrow("nobody could not sign in: 401");
  });
});

describe("the clock of a shift", () => {
  test("runs as fast as asked for, tells how far it is, and ends with everything told", async () => {
    const seen: number[] = [];
    const { seconds, backlog, tally, delivery } = await runShift({
      origin: server.url,
      signIn,
      seed: 10,
      callsPerHour: 30,
      hours: 0.5,
      speed: 900,
      mostUnits: 100,
      signal: never,
      onProgress: (progress) => seen.push(progress.seconds),
    });
    expect(seconds).toBe(1_800);
    expect(backlog).toBe(0);
    expect(seen.length).toBeGreaterThan(3);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    expect(tally.counts.report).toBeGreaterThan(2);
    expect(tally.lines().join("\n")).toMatch(/P\d +\d+ calls {2}sent after +\d/);
    expect(delivery.faults).toEqual([]);
  });

  test("stops at once when told to, however long the shift", async () => {
    const stop = new AbortController();
    const { seconds } = await runShift({
      origin: server.url,
      signIn,
      seed: 10,
      callsPerHour: 30,
      hours: 1_000,
      speed: 60,
      mostUnits: 100,
      signal: stop.signal,
      onProgress: ({ seconds }) => seconds > 30 && stop.abort(),
    });
    expect(seconds).toBeLessThan(600);
  });

  test("waits for a server that is not there yet, and gives up only when told to", async () => {
    const stop = new AbortController();
    const waits: string[] = [];
    const shift = runShift({
      origin: `http://127.0.0.1:${await freePort()}`,
      signIn,
      seed: 1,
      callsPerHour: 1,
      hours: 1,
      speed: 1,
      mostUnits: 1,
      signal: stop.signal,
      onWait: (message) => {
        waits.push(message);
        if (waits.length === 3) stop.abort();
      },
    });
    await expect(shift).rejects.toThrow();
    expect(waits).toEqual(Array.from({ length: 3 }, () => "GET /api/city: no answer"));
  });
});
