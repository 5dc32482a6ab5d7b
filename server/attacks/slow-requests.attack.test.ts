import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { openAttackStage } from "../testing/attack-stage.ts";
import { attackSlowly, connectionsAt, noSlowHttp } from "../testing/slow-http.ts";

const webRoot = mkdtempSync(join(tmpdir(), "one-map-slow-pages-"));
mkdirSync(join(webRoot, "assets"));
writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>index</title>");
// Larger than what the network takes at once, so that whoever reads it slowly keeps the server waiting.
writeFileSync(join(webRoot, "assets/large.js"), `// ${"x".repeat(8_000_000)}`);

const stage = await openAttackStage({ WEB_ROOT: webRoot });
const cookie = await stage.signIn("command");
afterAll(async () => {
  await stage.close();
  rmSync(webRoot, { recursive: true, force: true });
});

/** Connections that each attack opens, at so many a second. */
const connections = 250;
const usual = ["-c", String(connections), "-r", "125", "-p", "10", "-j", cookie];
/** Seconds until all of them are there, on a busy machine. */
const slack = 8;
/** Connections of others, which are kept for the next request. */
const others = 20;

/** Each with the seconds after which a connection that goes on like this is ended, the soonest first. */
const attacks = [
  ["hundreds of ranges of one file", 8, "-R", "-a", "5", "-b", "3000", "-t", "GET", "/assets/large.js"],
  ["headers that never end", 8 + 2, "-H", "-i", "2", "-x", "16", "/api/city"],
  [
    ...["bodies that never end", 15, "-B", "-i", "2", "-x", "16", "-t", "POST", "-f", "application/json"],
    ...["-s", "8192", "/api/sessions"],
  ],
  // Half a minute in which nothing need be taken, and what the 64 KiB that wait may need.
  [
    ...["answers that are hardly read", 30 + 22 + 2, "-X", "-w", "64", "-y", "256", "-n", "2", "-z", "32", "-k", "3"],
    "/assets/large.js",
  ],
] as [what: string, limit: number, ...options: string[]][];

const longest = Math.max(...attacks.map(([, limit]) => limit)) + slack;

/** What others see meanwhile. */
interface Meanwhile {
  /** How long each request of theirs took, ms. */
  readonly times: number[];
  readonly failures: string[];
  /** Connections that the server held, by the second since the attacks began. */
  readonly held: { at: number; count: number }[];
  /** Most memory that it had, bytes. */
  memory: number;
}

async function serveOthers(until: Promise<unknown>): Promise<Meanwhile> {
  const seen: Meanwhile = { times: [], failures: [], held: [], memory: 0 };
  const began = performance.now();
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  until.then(over, over);
  const timed = async (what: string, ask: () => Promise<unknown>) => {
    const started = performance.now();
    await ask().catch((error: Error) => seen.failures.push(`${what}: ${error.message} ${error.cause ?? ""}`));
    seen.times.push(performance.now() - started);
  };
  while (!isOver) {
    for (const path of ["/healthz", "/api/incidents?limit=5", "/tiles/communities/10/816/407.mvt"])
      await timed(path, async () => {
        const answer = await fetch(stage.origin + path, { headers: { cookie } });
        await answer.arrayBuffer();
        if (answer.status !== 200) throw new Error(String(answer.status));
      });
    await timed("sign-in", () => stage.signIn("officer"));
    seen.held.push({
      at: (performance.now() - began) / 1_000,
      count: connectionsAt(Number(new URL(stage.origin).port)),
    });
    seen.memory = Math.max(seen.memory, stage.memory());
    await wait(200);
  }
  seen.times.sort((a, b) => a - b);
  return seen;
}

describe.skipIf(noSlowHttp !== undefined)("slowhttptest (on Debian: apt-get install slowhttptest)", () => {
  test(`holds ${connections} connections in each of its ways at once: they are ended, and others are served`, async () => {
    const before = stage.memory();
    const underWay = Promise.all(
      attacks.map(([_what, _limit, ...options]) => {
        const path = options.pop();
        return attackSlowly([...usual, ...options, "-u", stage.origin + path, "-l", String(longest)]);
      }),
    );
    const { times, failures, held, memory } = await serveOthers(underWay);
    await underWay;
    const p99 = times[Math.floor(times.length * 0.99)] as number;
    const most = Math.max(...held.map(({ count }) => count));
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
    /** From when on the server held no more than so many. */
    const since = (count: number) => {
      const last = held.findLastIndex((one) => one.count > count);
      return held[last + 1]?.at ?? Number.POSITIVE_INFINITY;
    };
    const gone = attacks.map(([what, limit], i) => {
      const at = since((attacks.length - 1 - i) * connections + others);
      return { what, limit, at: Math.round(at) };
    });
    console.log(
      `${most} connections at once; gone: ${gone.map(({ what, at }) => `${what} after ${at} s`).join(", ")}; others: ` +
        `${times.length} requests, p99 ${p99.toFixed(0)} ms; memory ${megabytes(before)}, at most ${megabytes(memory)}`,
    );
    // Ranges are answered at once; all others have to be waited for.
    expect(most).toBeGreaterThanOrEqual((attacks.length - 1) * connections);
    expect(gone.filter(({ at, limit }) => at > limit + slack)).toEqual([]);
    expect(failures).toEqual([]);
    expect(times.length).toBeGreaterThan(200);
    expect(p99).toBeLessThan(1_000);
    // Half a megabyte for each of them.
    expect(memory - before).toBeLessThan(attacks.length * connections * 500_000);
  }, 180_000);

  test("and leaves nothing behind", async () => {
    expect((await fetch(`${stage.origin}/readyz`)).status).toBe(200);
    expect((await fetch(`${stage.origin}/api/incidents?limit=1`, { headers: { cookie } })).status).toBe(200);
    expect(stage.output()).not.toMatch(/"level":(50|60)/);
  });
});
