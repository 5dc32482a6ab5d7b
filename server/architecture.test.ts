import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Attribute, layers } from "@one-map/tiles/catalogue";
import { describe, expect, test } from "vitest";
import { importsOf, listSources, readSource, repository } from "./testing/source-files.ts";

/** The rules of the house that lint cannot state, each in words that say what to do. */

const code = listSources(/\.(ts|tsx)$/);
const product = code.filter((path) => !/\.(db\.|e2e\.)?test\.tsx?$|\/testing\/|^web\/e2e\/|vitest\.config/.test(path));

interface ImportRule {
  readonly rule: string;
  readonly from: RegExp;
  /** Own files these may import; everything of ours that does not match breaks the rule. */
  readonly may?: RegExp;
  /** Packages and own files these may not import. */
  readonly mayNot?: RegExp;
}

const importRules: readonly ImportRule[] = [
  { rule: "tiles/ is pure: it imports nothing of ours", from: /^tiles\/(?!bench)/, may: /^tiles\// },
  {
    rule: "tiles/ does no I/O: no node:, pg, kysely or fastify",
    from: /^tiles\/(?!bench)/,
    mayNot: /^(node:|pg|kysely|fastify|@fastify)/,
  },
  { rule: "server/ imports only server/ and the tiles package", from: /^server\//, may: /^(server|tiles)\// },
  {
    rule: "server/db knows nothing of ours but the catalogue's clearances",
    from: /^server\/db\//,
    may: /^server\/db\/|^tiles\/catalogue/,
  },
  {
    rule: "server/http knows only itself, the types of db and the problems",
    from: /^server\/http\//,
    may: /^(server\/(http|db)|tiles)\//,
  },
  {
    rule: "server/access is pure: who may have what, from the catalogue and itself",
    from: /^server\/access\//,
    may: /^(server\/access|tiles)\//,
  },
  {
    rule: "only feed and tiles know the feed; features write rows, and the database tells",
    from: /^server\/(?!feed\/|tiles\/)[\w-]+\//,
    mayNot: /^server\/feed\//,
  },
  {
    rule: "what a feature computes does no I/O: queries, routes and workers do, beside it",
    from: /^server\/(?!(?:auth|audit|db|feed|http|imports|testing|tiles)\/)[\w-]+\/(?!.*(?:queries|routes|worker)[\w-]*\.ts$)/,
    mayNot: /^(node:(?!crypto)|pg$|kysely$|fastify$|server\/db\/(?!schema\.gen))/,
  },
  {
    rule: "test fixtures stay in tests: nothing in the product imports server/testing",
    from: /^(server|tiles|web)\//,
    mayNot: /^server\/testing\//,
  },
  { rule: "nothing imports scripts/", from: /^(server|tiles|web)\//, mayNot: /^scripts\// },
  { rule: "web/ knows the server only through openapi.json", from: /^web\//, may: /^web\// },
  { rule: "web/spatial is pure: it imports nothing of ours", from: /^web\/spatial\//, may: /^web\/spatial\// },
  {
    rule: "panels look at state, never at the map or its layers",
    from: /^web\/panels\//,
    mayNot: /^web\/(map|layers)\//,
  },
  { rule: "the map looks at state, never at panels", from: /^web\/(map|layers)\//, mayNot: /^web\/panels\// },
  {
    rule: "maplibre-gl and deck.gl are imported in web/map only",
    from: /^web\/(?!map\/)/,
    mayNot: /^(maplibre-gl$|@deck\.gl|deck\.gl|@luma\.gl)/,
  },
];

describe("imports point one way", () => {
  test.each(importRules)("$rule", ({ rule, from, may, mayNot }) => {
    const broken = product
      .filter((path) => from.test(path))
      .flatMap((path) => importsOf(path).map((target) => ({ path, target })))
      .filter(({ target }) => (isOwn(target) && may !== undefined && !may.test(target)) || mayNot?.test(target))
      .map(({ path, target }) => `${path} imports ${target}, but ${rule}`);
    expect(broken).toEqual([]);
  });

  test("features of the server never import each other; what two need is a view in SQL or part of http/wire.ts", () => {
    const shared = new Set(["access", "db", "http", "tiles", "testing", "feed", "auth", "audit"]);
    const folder = (path: string) => /^server\/([^/]+)\//.exec(path)?.[1];
    const broken = product
      .filter((path) => !shared.has(folder(path) ?? "db"))
      .flatMap((path) => importsOf(path).map((target) => ({ path, target })))
      .filter(({ path, target }) => !shared.has(folder(target) ?? "db") && folder(target) !== folder(path))
      .map(({ path, target }) => `${path} imports ${target}`);
    expect(broken).toEqual([]);
  });
});

function isOwn(target: string): boolean {
  return /^(server|tiles|web|scripts)\//.test(target);
}

test("the top level is exactly what the design says", () => {
  const folders = new Set(
    listSources(/./)
      .filter((path) => path.includes("/"))
      .map((path) => path.split("/")[0] as string),
  );
  const own = [...folders].filter((name) => !name.startsWith(".")).sort();
  expect(own).toEqual(["docs", "migrations", "scripts", "server", "tiles", "web"].filter((name) => folders.has(name)));
  const files = listSources(/^[^./][^/]*$/);
  const usual = /^([A-Z]+\.md|LICENSE|NOTICE|compose\.yaml|lefthook\.yml|package\.json|pnpm-(lock|workspace)\.yaml)$/;
  const configs = /^(biome\.json|knip\.jsonc|tsconfig\.json|vitest\.config\.ts)$/;
  expect(files.filter((path) => !usual.test(path) && !configs.test(path))).toEqual([]);
});

test("no file is named after nothing: say what it does instead of utils, helpers, common, manager or service", () => {
  const vague = /(^|[-/.])(utils?|helpers?|common|misc|managers?|services?)([-./]|$)/i;
  expect(listSources(/./).filter((path) => vague.test(path))).toEqual([]);
});

test("tiles/ has no clock and no chance of its own: time and randomness are handed in", () => {
  const own = /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bset(Timeout|Interval)\(|\bMath\.random\(/;
  expect(product.filter((path) => path.startsWith("tiles/") && own.test(readSource(path)))).toEqual([]);
});

test("the server reads its environment at its edge and speaks through its log", () => {
  const edge = new Set(["server/main.ts", "server/db/connect.ts"]);
  const inner = product.filter((path) => path.startsWith("server/") && !edge.has(path));
  expect(inner.filter((path) => /\bprocess\.env\b|\bconsole\.\w+\(/.test(readSource(path)))).toEqual([]);
});

test("pages know no other host: every address in them is relative or a name space of SVG", () => {
  const other = /https?:\/\/(?!www\.w3\.org\/2000\/svg)/;
  const pages = listSources(/^web\/.*\.(ts|tsx|css|html|svg)$/).filter(
    (path) => !/\.test\.tsx?$|\/testing\/|^web\/e2e\/|\.gen\.ts$|^web\/vite\.config\.ts$/.test(path),
  );
  expect(pages.filter((path) => other.test(readSource(path)))).toEqual([]);
});

test("attributes of tiles are snake_case, like the columns that they come from", () => {
  const names = layers.flatMap((layer) => layer.attributes.map(({ name }) => name));
  expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
});

test("no file of code is longer than 300 lines; split it by subject", () => {
  const long = product
    .filter((path) => !/\.gen\.ts$|^web\/i18n\/|^scripts\/seed\/.*(names|words)/.test(path))
    .map((path) => ({ path, lines: readSource(path).split("\n").length }))
    .filter(({ lines }) => lines > 301);
  expect(long).toEqual([]);
});

test("raw SQL lives in queries, the database room, imports, snapshots and tests, nowhere else", () => {
  const allowed = /queries[\w-]*\.ts$|-sql\.ts$|^server\/(db|imports|tiles)\/|^scripts\//;
  const broken = product.filter(
    (path) => !allowed.test(path) && importsOf(path).includes("kysely") && /\bsql[`<.]/.test(readSource(path)),
  );
  expect(broken).toEqual([]);
});

test("nothing is left to do in the code: a note to oneself belongs in an issue", () => {
  const marker = new RegExp(`\\b(${["TO", "DO"].join("")}|${["FIX", "ME"].join("")}|X{3})\\b`);
  expect(code.filter((path) => marker.test(readSource(path)))).toEqual([]);
});

test("no type escapes: say what it is instead of any, and mend what the compiler says", () => {
  const loophole = new RegExp(`(:|as|<)\\s*${"any"}\\b|@ts-${"ignore"}|@ts-${"expect-error"}`);
  const broken = product.filter(
    (path) => !path.endsWith(".gen.ts") && loophole.test(readSource(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")),
  );
  expect(broken).toEqual([]);
});

test("markup never meets strings: text goes through textContent or React", () => {
  const danger = /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|dangerouslySetInnerHTML|\.setHTML\(/;
  expect(product.filter((path) => path.startsWith("web/") && danger.test(readSource(path)))).toEqual([]);
});

test("pages carry no inline script and no style attribute: the content security policy refuses both", () => {
  const inline = /<script(?![^>]*\bsrc=)[^>]*>|\sstyle="/;
  expect(listSources(/^web\/[^/]+\.html$/).filter((path) => inline.test(readSource(path)))).toEqual([]);
});

test("every version is pinned once, in the catalogue, exactly", () => {
  const workspace = readSource("pnpm-workspace.yaml");
  const catalog = /\ncatalog:\n([\s\S]*?)\n\n/.exec(workspace)?.[1] ?? "";
  const loose = catalog.split("\n").filter((line) => !/^ {2}("?)[@\w./-]+\1: \d+\.\d+\.\d+(-[\w.]+)?$/.test(line));
  expect(loose).toEqual([]);
  const elsewhere = [
    "package.json",
    "server/package.json",
    "tiles/package.json",
    "web/package.json",
    "scripts/package.json",
  ].flatMap((path) => {
    const manifest = JSON.parse(readSource(path)) as {
      dependencies?: Record<string, string>;
      devDependencies?: Record<string, string>;
    };
    return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
      .filter(
        ([name, version]) =>
          version !== "catalog:" &&
          version !== "workspace:*" &&
          !(path === "scripts/package.json" && name === "typescript"),
      )
      .map(([name, version]) => `${path}: ${name} ${version}`);
  });
  expect(elsewhere).toEqual([]);
});

test("every layer of the catalogue has a reference function that names each attribute of its tiles", () => {
  for (const layer of layers) {
    const path = `tiles/reference/${layer.id}.sql`;
    expect(existsSync(join(repository, path)), `${path} exists`).toBe(true);
    const sql = readSource(path);
    const missing = (layer.attributes as readonly Attribute[])
      .filter(({ inTile }) => inTile !== false)
      .filter((attribute) => !new RegExp(`\\b${attribute.name}\\b`).test(sql))
      .map((attribute) => attribute.name);
    expect(missing, `attributes that ${path} lacks`).toEqual([]);
  }
});
