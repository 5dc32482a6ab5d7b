import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openAttackStage } from "../testing/attack-stage.ts";

// A folder of pages with something secret beside it.
const folder = mkdtempSync(join(tmpdir(), "one-map-traversal-"));
const webRoot = join(folder, "dist");
mkdirSync(join(webRoot, "assets"), { recursive: true });
mkdirSync(join(webRoot, ".hidden"));
writeFileSync(join(folder, "secret.txt"), "canary-outside");
writeFileSync(join(webRoot, "wall.html"), "<!doctype html><title>wall</title>");
writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>index</title>");
writeFileSync(join(webRoot, "assets/a.js"), "// canary-inside");
writeFileSync(join(webRoot, ".hidden/secret.txt"), "canary-hidden");
writeFileSync(join(webRoot, ".env"), "canary-env");

const stage = await openAttackStage({ WEB_ROOT: webRoot });
const cookie = await stage.signIn("command");
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Asks for an address letter by letter: every client of HTTP would tidy it up first. */
async function ask(target: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(stage.origin);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
  await once(socket, "close");
  const text = Buffer.concat(chunks).toString("latin1");
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), text };
}

const ups = [
  "../",
  "..%2f",
  "%2e%2e/",
  "%2e%2e%2f",
  "..%5c",
  "..\\",
  "%252e%252e%252f",
  "..%c0%af",
  "....//",
  ".%00./",
  "..;/",
  "%u002e%u002e/",
];
const prefixes = [
  "/",
  "/assets/",
  "/docs/static/",
  "/tiles/",
  "/tiles/incidents/",
  "/tiles/incidents/3/6/",
  "/ogc/collections/",
];
const files = ["secret.txt", "package.json", "etc/passwd"];
const targets = prefixes.flatMap((prefix) =>
  ups.flatMap((up) => files.map((file) => `${prefix}${up.repeat(file === "etc/passwd" ? 12 : 1)}${file}`)),
);
const single = [
  "/.env",
  "/.hidden/secret.txt",
  "/assets/../.env",
  "//etc/passwd",
  "/%2fetc/passwd",
  "//..//..//secret.txt",
  "/./../secret.txt",
  "/assets/./../../secret.txt",
  "/assets/a.js%00.html",
  "/assets/%00",
  "/assets/a.js/../../../secret.txt",
  "/file:///etc/passwd",
  "/C:%5cWindows%5cwin.ini",
  `${stage.origin}/../secret.txt`,
  "/assets/",
  "/assets",
  "/.git/config",
  "/server/main.ts",
  "/node_modules/.pnpm/lock.yaml",
];

describe("addresses that lead out of the folder of pages", () => {
  test("what is in it is served", async () => {
    expect(await ask("/assets/a.js")).toMatchObject({ status: 200, text: expect.stringContaining("canary-inside") });
  });

  test(`${targets.length} ways up find nothing, and break nothing`, async () => {
    const odd: string[] = [];
    for (const target of targets) {
      const { status, text } = await ask(target);
      // What leads nowhere may end at a page or a description, never outside.
      if (!(status >= 400 && status < 500) || /canary|root:x|"dependencies"/.test(text))
        odd.push(`${target}: ${status}`);
    }
    expect(odd).toEqual([]);
  });

  test.each(single)("%s", async (target) => {
    const { status, text } = await ask(target);
    expect([400, 403, 404]).toContain(status);
    expect(text).not.toMatch(/canary|root:x|"dependencies"/);
  });

  test("and the server is as it was", async () => {
    expect((await ask("/healthz")).status).toBe(200);
    expect(stage.output()).not.toMatch(/"level":(50|60)/);
  });
});
