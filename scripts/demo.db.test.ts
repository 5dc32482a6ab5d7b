import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChildWords, wordsOf } from "@one-map/server/testing/child-words";
import { testDatabase } from "@one-map/server/testing/database";
import { freePort } from "@one-map/server/testing/free-port";
import { afterAll, describe, expect, inject, test } from "vitest";
import { readDemoAccounts, signIn } from "./credentials.ts";
import { root } from "./run.ts";

/** `pnpm demo` as a newcomer runs it: a process of its own, a folder of its own, ^C. */

const folder = await mkdtemp(join(tmpdir(), "one-map-demo-"));
const pages = join(folder, "pages");
const database = await testDatabase();
const isEmbedded = inject("database").kind === "embedded";
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

interface Demo extends ChildWords {
  readonly child: ChildProcess;
}

function demo(dataDir: string, port: number): Demo {
  const child = spawn(process.execPath, [join(root, "scripts/demo.ts"), "town"], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      PORT: String(port),
      DATA_DIR: join(folder, dataDir),
      // Other tests serve the usual ones: they are to stay what they are.
      WEB_ROOT: pages,
      ...(!isEmbedded && { DATABASE_URL: database.url }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, ...wordsOf(child) };
}

/** Every process that this one started, and that those started (Linux; elsewhere the process itself). */
function familyOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  const children = existsSync(path) ? readFileSync(path, "utf8").split(" ").filter(Boolean).map(Number) : [];
  return [pid, ...children.flatMap(familyOf)];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("the demonstration", { timeout: 300_000 }, () => {
  test("says when it is ready and where, serves three pages of a city that lives, and ends without a trace on ^C", async () => {
    const port = await freePort();
    const one = demo("data", port);
    await one.says(/^ready in [\d.]+ s$/m);
    const startedAt = Date.now();
    await one.says(/\^C stops/);
    // Whoever reads this may sign in, and nobody else: nothing of the city is told to others.
    const [, password] = /^ {2}demo-command +(\S+)/m.exec(one.text()) as unknown as [string, string];
    const origin = `http://127.0.0.1:${port}`;
    expect((await fetch(`${origin}/api/units`)).status).toBe(401);
    const cookie = await signIn(origin, { login: "demo-command", password });
    const ask = async (path: string) => (await fetch(origin + path, { headers: { cookie } })).json();
    for (const [, login = ""] of one.text().matchAll(/^ {2}(demo-[a-z0-9-]+) +\S/gm)) {
      const { password: own } =
        (await readDemoAccounts(join(folder, "data"))).find((each) => each.login === login) ?? {};
      expect([login, await signIn(origin, { login, password: own as string })]).toEqual([login, expect.any(String)]);
    }
    for (const page of ["wall", "plan", "analyse"]) {
      const url = `http://127.0.0.1:${port}/${page}.html`;
      expect(one.text()).toContain(`  ${url}\n`);
      expect((await fetch(url)).status).toBe(200);
    }
    // Somebody moves: the newest position is younger than the start.
    await expect
      .poll(
        async () => {
          const { items } = (await ask("/api/units?limit=100")) as {
            items: { version: number }[];
          };
          return items.some(({ version }) => version > 1);
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(true);
    // Somebody calls: the newest incident was reported after the start.
    await expect
      .poll(
        async () => {
          const { items } = (await ask("/api/incidents?limit=1")) as {
            items: { reportedAt: string }[];
          };
          return Date.parse(items[0]?.reportedAt ?? "");
        },
        { timeout: 150_000, interval: 1_000 },
      )
      .toBeGreaterThan(startedAt);
    const family = familyOf(one.child.pid as number);
    expect(family.length).toBeGreaterThanOrEqual(isEmbedded ? 2 : 1);
    one.child.kill("SIGINT");
    expect(await one.ended).toEqual({ code: 0, signal: null });
    expect(one.text()).toMatch(/\nStopped\.\n$/);
    expect(family.filter(isAlive)).toEqual([]);
  });

  test("starts again with the city that is there, and stops as cleanly while it is still starting", async () => {
    const port = await freePort();
    const one = demo("data", port);
    await one.says(/town there/);
    expect(one.text()).not.toContain("rows");
    const family = familyOf(one.child.pid as number);
    one.child.kill("SIGINT");
    // Somebody is in a hurry: the next one waits for the database of the last.
    const next = demo("data", await freePort());
    expect(await one.ended).toEqual({ code: 0, signal: null });
    expect(family.filter(isAlive)).toEqual([]);
    await next.says(/town there/);
    next.child.kill("SIGINT");
    expect(await next.ended).toEqual({ code: 0, signal: null });
  });

  test("stops cleanly in its first second", async () => {
    const one = demo("other", await freePort());
    await expect.poll(() => familyOf(one.child.pid as number).length, { timeout: 60_000 }).toBeGreaterThan(1);
    const family = familyOf(one.child.pid as number);
    one.child.kill("SIGTERM");
    expect(await one.ended).toEqual({ code: 0, signal: null });
    expect(family.filter(isAlive)).toEqual([]);
  });

  test("says at once that somebody listens there already, before it does anything", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const one = demo("untouched", port);
    expect(await one.ended).toEqual({ code: 78, signal: null });
    expect(one.text()).toBe(`Cannot listen on 127.0.0.1:${port} (HOST, PORT): somebody listens there already.\n`);
    expect(existsSync(join(folder, "untouched"))).toBe(false);
    other.close();
  });
});
