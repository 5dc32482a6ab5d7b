import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export const pageLimits = { wall: 560, plan: 640, analyse: 720 } as const;
export type Page = keyof typeof pageLimits;

export interface PageSize {
  /** The page, what it imports before it runs, its styles and the map's worker: names in the build with bytes by gzip -9. */
  readonly files: ReadonlyMap<string, number>;
  /** Tables of the fonts' subsets, which the map waits for. */
  readonly fontTables: ReadonlyMap<string, number>;
}

/** Sum of some files in KiB. */
export const kibibytes = (files: ReadonlyMap<string, number>): number =>
  [...files.values()].reduce((sum, bytes) => sum + bytes, 0) / 1024;

/** KiB before anything that is loaded later. A page opens with the table of one font, of which the larger counts. */
export function firstLoad({ files, fontTables }: PageSize): number {
  const ofFonts = [...fontTables].flatMap(([name, bytes]) => (/\/(sc|tc)-/.test(name) ? [bytes] : []));
  return kibibytes(files) + kibibytes(fontTables) - Math.min(...ofFonts) / 1024;
}

/** What the browser needs of a built page before anything that is loaded later. */
export function sizeOfPage(dist: string, page: string): PageSize {
  const files = new Map<string, number>();
  addWithImports(dist, `${page}.html`, files);
  const all = new Map(files);
  for (const name of readdirSync(join(dist, "assets")))
    if (/^(sc|tc)-[\w-]+\.js$/.test(name)) addWithImports(dist, `assets/${name}`, all);
  return { files, fontTables: new Map([...all].filter(([name]) => !files.has(name))) };
}

function addWithImports(dist: string, name: string, files: Map<string, number>): void {
  if (files.has(name)) return;
  const content = readFileSync(join(dist, name));
  files.set(name, gzipSync(content, { level: 9 }).length);
  const needed = name.endsWith(".html") ? linksOf : name.endsWith(".js") ? importsOf : () => [];
  for (const other of needed(content.toString())) addWithImports(dist, other, files);
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => name as string);
}

/** Imports that run first, and workers, which are named by their address; not `import("…")`. */
function importsOf(code: string): string[] {
  const modules = [...code.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([\w.-]+\.js)"/g)].map(([, name]) => `assets/${name}`);
  const workers = [...code.matchAll(/\/(assets\/[\w.-]*worker[\w.-]*\.js)/g)].map(([, name]) => name as string);
  return [...modules, ...workers];
}
