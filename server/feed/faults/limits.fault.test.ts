import { execFile, execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test, vi } from "vitest";
import { fetchAs } from "../../testing/cookie-jar.ts";
import { openStage, ready, settle, startMirror, tilesAsFresh } from "../../testing/fault-stage.ts";
import { startServerProcess } from "../../testing/server-process.ts";
import { ask } from "../../testing/traffic.ts";

/** What runs out: connections, storage, memory, the network. Each ends by comparing what is held with a fresh load. */

const stage = await openStage();
const { database } = stage;
const { pool } = database;
const folder = mkdtempSync(join(tmpdir(), "one-map-limits-"));
const small = join(folder, "small");
mkdirSync(small);
// The user that PostgreSQL runs as has to get there.
chmodSync(folder, 0o755);
const isRoot = process.getuid?.() === 0;
const { origin } = await stage.startServer();
afterAll(async () => {
  await stage.close();
  // Nothing is mounted where that test was left out.
  if (isRoot) spawnSync("umount", [small], { stdio: "ignore" });
  rmSync(folder, { recursive: true });
});

const report = (to = origin) =>
  ask(`${to}/api/incidents`, { method: "POST", body: { category: "noise", position: [107.03, 34.35] } });

describe("R3: every connection is taken", () => {
  test("who waits for one is refused within a second, and health, tiles and feed do not wait at all", async () => {
    const client = await startMirror(origin, database);
    const holder = await pool.connect();
    await holder.query("begin; lock table venue in access exclusive mode");
    const held = Array.from({ length: 14 }, () => ask(`${origin}/api/venues`));
    await vi.waitFor(async () => {
      const { rows } = await pool.query("select from pg_stat_activity where wait_event_type = 'Lock'");
      expect(rows).toHaveLength(10);
    }, 10_000);
    const refused = await ask(`${origin}/api/units`);
    expect([refused.status, Number(refused.headers["retry-after"]) > 0]).toEqual([503, true]);
    expect(refused.endedAt - refused.sentAt).toBeLessThan(1_000);
    for (const path of ["/healthz", "/readyz", "/tiles/incidents/12/3265/1631.mvt"]) {
      const outcome = await ask(origin + path);
      expect([path, outcome.status]).toEqual([path, 200]);
      expect(outcome.endedAt - outcome.sentAt).toBeLessThan(1_000);
    }
    const { seq } = client;
    await pool.query("update unit set status = 'on_scene' where id = 4");
    await vi.waitFor(() => expect(client.seq).toBeGreaterThan(seq), 1_500);
    await holder.query("rollback");
    holder.release();
    for (const { status } of await Promise.all(held)) expect([200, 503]).toContain(status);
    expect((await ask(`${origin}/api/units`)).status).toBe(200);
    await settle(client, database);
    await tilesAsFresh(origin, database);
    expect(client.counts).toMatchObject({ connects: 1, gaps: 0, repeated: 0, backwards: 0 });
    await client.stop();
  });
});

// A file system of its own can be filled without harm, but only root can make one.
describe.runIf(isRoot)("R12: the storage is full", () => {
  test("writes are told so, reads go on, and it is over without a restart when there is room again", async () => {
    const client = await startMirror(origin, database);
    const owner = execFileSync("id", ["-u", "postgres"], { encoding: "utf8" }).trim();
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=16m,mode=0700,uid=${owner}`, "tmpfs", small]);
    await pool.query(`create tablespace small location '${small}'`);
    await pool.query("alter table incident set tablespace small");
    const filler = join(small, "filler");
    const { bavail, bsize } = statfsSync(small);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 8_192)));
    let full = await report();
    // What is left of the last pages is used up first.
    for (let i = 0; i < 2_000 && full.status === 201; i++) full = await report();
    expect([full.status, JSON.parse(full.body).type]).toEqual([507, "https://onemap.local/problems/storage-full"]);
    for (const path of ["/api/incidents?limit=5", "/api/units", "/tiles/incidents/12/3265/1631.mvt", "/readyz"])
      expect([path, (await ask(origin + path)).status]).toEqual([path, 200]);
    const { seq } = client;
    await pool.query("update unit set status = 'available' where id = 4");
    await vi.waitFor(() => expect(client.seq).toBeGreaterThan(seq), 2_000);
    rmSync(filler);
    expect((await report()).status).toBe(201);
    await settle(client, database);
    await tilesAsFresh(origin, database);
    expect(client.counts).toMatchObject({ connects: 1, gaps: 0, repeated: 0, backwards: 0 });
    await client.stop();
    await pool.query("alter table incident set tablespace pg_default");
    await pool.query("drop tablespace small");
  });
});

describe("R13: a server runs out of memory", () => {
  test("it ends and says why, the other goes on, and clients resume when it is back", async () => {
    const eat =
      "process.on('SIGUSR2', () => { const held = []; for (;;) held.push(new Array(1e5).fill(0).map(() => ({}))); });";
    const options = `--max-old-space-size=128 --import=data:text/javascript,${encodeURIComponent(eat)}`;
    const doomed = await stage.startServer({ NODE_OPTIONS: options });
    const [client, other] = [await startMirror(doomed.origin, database), await startMirror(origin, database)];
    const { connects } = other.counts;
    doomed.process.kill("SIGUSR2");
    const { code, signal } = await doomed.process.ended;
    expect(code === 0 && signal === null).toBe(false);
    expect(doomed.process.output()).toMatch(/heap out of memory/);
    expect((await report()).status).toBe(201);
    const began = performance.now();
    const back = await stage.startServer({}, doomed.port);
    console.log(`R13: ready again after ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    expect((await report(back.origin)).status).toBe(201);
    await settle(client, database);
    await settle(other, database);
    await tilesAsFresh(back.origin, database);
    expect(client.counts).toMatchObject({ gaps: 0, repeated: 0, backwards: 0 });
    expect(other.counts).toMatchObject({ connects, gaps: 0, repeated: 0, backwards: 0 });
    await client.stop();
    await other.stop();
    back.process.kill("SIGTERM");
    await back.process.ended;
  });
});

// Only root can start a process without a network.
describe.runIf(isRoot)("R32: no network but the machine itself: no names, no certificates, no time", () => {
  const paths = [
    ...["/readyz", "/api/city", "/api/units", "/api/incidents?limit=50", "/api/communities", "/api/wall"],
    ...["/tiles/incidents/12/3265/1631.mvt", "/tiles/communities/8/204/101.mvt", "/docs", "/openapi.json"],
  ];
  const look = `const out = {}; for (const path of ${JSON.stringify(paths)}) {
    const answer = await fetch(process.argv[1] + path, { headers: { cookie: process.argv[2] } });
    out[path] = [answer.status, Buffer.from(await answer.arrayBuffer()).toString("base64")];
  } console.log(JSON.stringify(out));`;
  /** Of what an answer says, but for when it says it. */
  const digest = (path: string, body: Buffer) => {
    if (["/api/wall", "/readyz", "/docs"].includes(path)) return "";
    const undated = body.toString("latin1").replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"|127\.0\.0\.1:\d+/g, "");
    return createHash("sha256").update(undated).digest("hex");
  };

  test("a server starts and answers as one that has a network", async () => {
    const alone = startServerProcess(
      { DATABASE_URL: database.url, DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error", WEB_ROOT: "/nowhere" },
      { inside: ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"] },
    );
    try {
      const url = await alone.listening;
      const inside = async () => {
        const within = [
          "-t",
          String(alone.pid),
          "-n",
          process.execPath,
          "--input-type=module",
          "-e",
          look,
          url,
          stage.cookie,
        ];
        const { stdout } = await promisify(execFile)("nsenter", within, { maxBuffer: 2 ** 26 });
        return JSON.parse(stdout) as Record<string, [number, string]>;
      };
      await vi.waitFor(async () => expect((await inside())["/readyz"]?.[0]).toBe(200), {
        timeout: 60_000,
        interval: 500,
      });
      await ready(origin);
      const answers = await inside();
      for (const path of paths) {
        const usual = await fetchAs(origin + path);
        const [status, body] = answers[path] as [number, string];
        const there = digest(path, Buffer.from(body, "base64"));
        const here = digest(path, Buffer.from(await usual.arrayBuffer()));
        expect([path, status, there]).toEqual([path, usual.status, here]);
      }
    } finally {
      alone.kill("SIGTERM");
      await alone.ended;
    }
  });
});
