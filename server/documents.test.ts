import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { listSources, readSource, repository } from "./testing/source-files.ts";

/** What the documents say about the code, held to the code. */

const readme = readSource("README.md");
const manifest = JSON.parse(readSource("package.json")) as { scripts: Record<string, string> };

/** Environment variables that the product and its tasks read. */
function variablesOfTheCode(): string[] {
  const code = listSources(/^(server|scripts|web)\/.*\.ts$/).filter(
    (path) => !/\.test\.ts$|\/testing\/|\/bench\//.test(path),
  );
  const reads = /\b(?:environment|process\.env)\.([A-Z][A-Z0-9_]*)|\b(?:integer|address|ranges)\("([A-Z0-9_]+)"/g;
  const names = code.flatMap((path) => [...readSource(path).matchAll(reads)].map((match) => match[1] ?? match[2]));
  return [...new Set(names as string[])].sort();
}

/** First and second cell of each row of the table under a heading. */
function rowsUnder(heading: string): [string, string][] {
  const chapter = new RegExp(`\\n## ${heading}\\n([\\s\\S]*?)\\n## `).exec(readme)?.[1] ?? "";
  return [...chapter.matchAll(/^\| `([^`]+)` +\| ([^|]*?) *\|/gm)].map((row) => [row[1] as string, row[2] as string]);
}

test("the README explains every environment variable that the code reads, and no other", () => {
  const chapter = /\n## Settings\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
  const named = [...chapter.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map((match) => match[1] as string);
  const libpq = /^PG[A-Z]+$/;
  expect([...new Set(named)].filter((name) => !libpq.test(name)).sort()).toEqual(variablesOfTheCode());
});

test("the README's defaults are those of config.ts", () => {
  const { host, port, tileCacheBytes, logLevel } = readConfig({});
  const defaults = { HOST: host, PORT: port, TILE_CACHE_MB: tileCacheBytes / 1_048_576, LOG_LEVEL: logLevel };
  expect(Object.fromEntries(rowsUnder("Settings"))).toMatchObject(
    Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, `\`${value}\``])),
  );
});

test("the README explains every task, and no other", () => {
  const chapter = /\n## Tasks\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
  const named = [...chapter.matchAll(/`([a-z0-9]+(?::[a-z0-9]+)?)`/g)].map((match) => match[1] as string);
  expect([...new Set(named)].sort()).toEqual(Object.keys(manifest.scripts).sort());
});

test("compose.yaml sets no variable that the server does not read, and holds no password", () => {
  const compose = readSource("compose.yaml");
  const foreign = /^(POSTGRES_\w+|PGPASSFILE|NODE_ENV)$/;
  const set = [...compose.matchAll(/^ {6}([A-Z][A-Z0-9_]+): /gm)].map((match) => match[1] as string);
  expect(set.length).toBeGreaterThan(5);
  expect(set.filter((name) => !foreign.test(name) && !variablesOfTheCode().includes(name))).toEqual([]);
  expect(compose).not.toMatch(/POSTGRES_PASSWORD:|postgres:\/\/\w+:/);
});

test("every text that a shell reads in the README is a task or a program", () => {
  const tasks = [...readme.matchAll(/pnpm@12 ([a-z:0-9]+)/g)].map((match) => match[1] as string);
  expect(tasks.length).toBeGreaterThan(5);
  expect(tasks.filter((task) => task !== "install" && task !== "run" && !(task in manifest.scripts))).toEqual([]);
  // pnpm has commands of these names; only `run` reaches the task.
  expect(tasks.filter((task) => /^(import|init|link|list|pack|publish)$/.test(task))).toEqual([]);
});

/** Paths that a document quotes, from the root, and those that it links to, from where it stands. */
function pathsIn(document: string): string[] {
  const text = readSource(document);
  const quoted = text.matchAll(/`((?:server|web|tiles|scripts|migrations|docs|\.ci)\/[\w./*-]+)`/g);
  const linked = text.matchAll(/\]\((?!\w+:)([\w./-]+)\)/g);
  return [
    ...[...quoted].map((match) => match[1] as string),
    ...[...linked].map((match) => join(dirname(document), match[1] as string)),
  ];
}

/** Made by the build. */
const built = new Set(["web/dist", "web/dist.builds/"]);

test("every path that a document names exists", () => {
  const documents = listSources(/^([A-Z]+\.md|docs\/.*\.md|[a-z]+\/README\.md)$/);
  const broken = documents.flatMap((document) =>
    pathsIn(document)
      .filter((path) => !path.includes("*") && !built.has(path) && !existsSync(join(repository, path)))
      .map((path) => `${document} names ${path}`),
  );
  expect(broken).toEqual([]);
});

test("compose.yaml gives the server's login what the README gives it", () => {
  const grants = (text: string) => [...text.matchAll(/^ *(alter default privileges .*;)$/gm)].map((match) => match[1]);
  expect(grants(readme).length).toBeGreaterThan(2);
  expect(grants(readSource("compose.yaml"))).toEqual(grants(readme));
});

test("every task leads to a program, and every document is linked from another", () => {
  const programs = Object.values(manifest.scripts).flatMap((command) => /^node (\S+)/.exec(command)?.[1] ?? []);
  expect(programs.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  const linked = new Set(listSources(/\.(md|ts)$|^compose\.yaml$/).flatMap(pathsIn));
  const named = readSource("compose.yaml") + readSource("README.md");
  expect(listSources(/^docs\//).filter((path) => !linked.has(path) && !named.includes(path))).toEqual([]);
});
