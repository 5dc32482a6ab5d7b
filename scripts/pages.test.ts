import { existsSync } from "node:fs";
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { publish } from "./pages.ts";

let folder: string;
let webRoot: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "one-map-pages-"));
  webRoot = join(folder, "dist");
});
afterEach(() => rm(folder, { recursive: true }));

const write = (text: string) => (into: string) => writeFile(join(into, "wall.html"), text);
const page = () => readFile(join(webRoot, "wall.html"), "utf8");
const builds = () => readdir(`${webRoot}.builds`);

test("pages are in place once they are whole, and those before until then", async () => {
  await publish(webRoot, write("one"));
  await publish(webRoot, async (into) => {
    await write("half")(into);
    expect(await page()).toBe("one");
    await write("two")(into);
  });
  expect(await page()).toBe("two");
});

test("a build that fails changes nothing, and leaves nothing", async () => {
  await publish(webRoot, write("one"));
  const failing = publish(webRoot, async (into) => {
    await write("half")(into);
    throw new Error("no such module");
  });
  await expect(failing).rejects.toThrow("no such module");
  expect(await page()).toBe("one");
  expect((await builds()).length).toBe(1);
});

test("two at once are both whole, and one of them is in place", async () => {
  await Promise.all([publish(webRoot, write("one")), publish(webRoot, write("two"))]);
  expect(["one", "two"]).toContain(await page());
});

test("the last three builds stay, for servers and pages that have not changed over", async () => {
  for (const text of ["one", "two", "three", "four"]) await publish(webRoot, write(text));
  const texts = await Promise.all(
    (await builds()).map((name) => readFile(join(`${webRoot}.builds`, name, "wall.html"), "utf8")),
  );
  expect(texts.sort()).toEqual(["four", "three", "two"]);
});

test("a folder of pages becomes the build before; one of something else is left alone, and said", async () => {
  await mkdir(webRoot);
  await write("old")(webRoot);
  await publish(webRoot, write("new"));
  expect([(await lstat(webRoot)).isSymbolicLink(), await page()]).toEqual([true, "new"]);
  expect(await readFile(join(`${webRoot}.builds`, "0", "wall.html"), "utf8")).toBe("old");

  const photos = join(folder, "photos");
  await mkdir(photos);
  await writeFile(join(photos, "cat.jpg"), "");
  await expect(publish(photos, write("new"))).rejects.toThrow(`${photos} (WEB_ROOT) is a folder`);
  expect([await readdir(photos), existsSync(`${photos}.builds`)]).toEqual([["cat.jpg"], false]);
});
