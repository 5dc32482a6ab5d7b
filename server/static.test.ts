import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import Fastify from "fastify";
import { expect, test } from "vitest";
import type { App } from "./http/app-type.ts";
import { installValidation } from "./http/validation.ts";
import { staticPages } from "./static.ts";

test("a page is served with whatever its own address carries", async () => {
  const folder = await mkdtemp(join(tmpdir(), "one-map-pages-"));
  await writeFile(join(folder, "wall.html"), "<!doctype html>");
  const app = Fastify() as unknown as App;
  installValidation(app as unknown as Parameters<typeof installValidation>[0]);
  app.get("/api/thing", { schema: {} }, async () => "thing");
  await staticPages(app, folder);
  expect((await app.inject("/wall.html?lang=en&theme=night&v=1")).statusCode).toBe(200);
  expect((await app.inject("/api/thing?lang=en")).statusCode).not.toBe(200);
  await app.close();
  await rm(folder, { recursive: true });
});

test("what the build has compressed is sent compressed, to those who take it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "one-map-pages-"));
  await writeFile(join(folder, "wall.html"), "<!doctype html>");
  await writeFile(join(folder, "wall.html.br"), brotliCompressSync("<!doctype html>"));
  const app = Fastify() as unknown as App;
  await staticPages(app, folder);
  const ask = (encoding: string) => app.inject({ url: "/wall.html", headers: { "accept-encoding": encoding } });
  const compressed = await ask("gzip, br");
  expect(compressed.headers).toMatchObject({ "content-encoding": "br", vary: "accept-encoding" });
  expect(compressed.headers["content-type"]).toMatch(/^text\/html/);
  expect(brotliDecompressSync(compressed.rawPayload).toString()).toBe("<!doctype html>");
  const plain = await ask("gzip");
  expect([plain.headers["content-encoding"], plain.headers.vary, plain.body]).toEqual([
    undefined,
    "accept-encoding",
    "<!doctype html>",
  ]);
  await app.close();
  await rm(folder, { recursive: true });
});

test("a server goes on with the build that it began with; the next one has the new, and the assets of the one before", async () => {
  const folder = await mkdtemp(join(tmpdir(), "one-map-pages-"));
  const webRoot = join(folder, "dist");
  const build = async (name: string) => {
    const into = join(`${webRoot}.builds`, name);
    await mkdir(join(into, "assets"), { recursive: true });
    await writeFile(join(into, "wall.html"), name);
    await writeFile(join(into, "assets", `wall-${name}.js`), name);
    await rm(webRoot, { force: true });
    await symlink(join("dist.builds", name), webRoot);
  };
  const start = async () => {
    const app = Fastify() as unknown as App;
    await staticPages(app, webRoot);
    return app;
  };
  const bodiesOf = async (app: App, ...paths: string[]) =>
    Promise.all(paths.map((path) => app.inject(path).then(({ statusCode, body }) => (statusCode === 200 ? body : ""))));
  await build("1");
  await build("2");
  const running = await start();
  await build("3");
  const next = await start();
  const assets = ["1", "2", "3"].map((name) => `/assets/wall-${name}.js`);
  expect(await bodiesOf(running, "/wall.html", ...assets)).toEqual(["2", "1", "2", ""]);
  expect(await bodiesOf(next, "/wall.html", ...assets)).toEqual(["3", "", "2", "3"]);
  await running.close();
  await next.close();
  await rm(folder, { recursive: true });
});
