import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { buildsFolderOf } from "@one-map/server/static";
import { root, runQuietly } from "./run.ts";

/** Where the pages are unless WEB_ROOT says otherwise. */
export const usualWebRoot = join(root, "web/dist");

/** The build in place, the one before, and the one that a server serves which has not been restarted since. */
const kept = 3;

/** No pages can be put where they are to be. */
export class WebRootError extends Error {}

/** Builds the pages. The signal ends it, and leaves what is there. */
export function buildPages(webRoot = usualWebRoot, signal?: AbortSignal): Promise<void> {
  return publish(webRoot, (folder) =>
    runQuietly("vite/bin/vite.js", ["build", "--logLevel", "warn", "--outDir", folder], "web", signal),
  );
}

/**
 * Has pages written into a folder of their own, and puts them in place in one step once they are whole: a server that runs goes on
 * with the build that it began with, whose files stay for two more builds, and one that fails changes nothing.
 *
 * @param webRoot becomes a link into `<webRoot>.builds`. Throws a WebRootError where it is a folder of something else.
 */
export async function publish(webRoot: string, write: (folder: string) => Promise<void>): Promise<void> {
  if ((await isFolder(webRoot)) && !existsSync(join(webRoot, "wall.html")))
    throw new WebRootError(`${webRoot} (WEB_ROOT) is a folder, and not one of pages: name one that is not there yet.`);
  const builds = buildsFolderOf(webRoot);
  await mkdir(builds, { recursive: true });
  // After those that are there, also where the clock was put back; and its own where two build at once.
  const newest = Number.parseInt((await readdir(builds)).sort().at(-1) ?? "0", 10);
  const folder = await mkdtemp(join(builds, `${Math.max(Date.now(), newest + 1)}-`));
  await chmod(folder, 0o755);
  try {
    await write(folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  await putInPlace(webRoot, folder);
  for (const old of (await readdir(builds)).sort().slice(0, -kept))
    if (join(builds, old) !== folder) await rm(join(builds, old), { recursive: true, force: true });
}

async function putInPlace(webRoot: string, folder: string): Promise<void> {
  const link = `${webRoot}.${basename(folder)}`;
  await symlink(relative(dirname(webRoot), folder), link);
  // A folder of pages, made before there were links, is the build before all others.
  const first = join(dirname(folder), "0");
  if (await isFolder(webRoot)) {
    await rm(first, { recursive: true, force: true });
    await rename(webRoot, first);
  }
  await rename(link, webRoot);
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() ?? false;
}
