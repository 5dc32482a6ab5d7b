import { existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import fastifyStatic from "@fastify/static";
import { servesPage } from "./auth/hold-routes.ts";
import type { App } from "./http/app-type.ts";

/**
 * The built pages, as they are at the start: what is built meanwhile is served by the server that starts next. Assets carry their
 * hash in the name and never change; pages are asked for again each time.
 */
export async function staticPages(app: App, webRoot: string): Promise<void> {
  if (!existsSync(webRoot)) {
    app.log.warn({ webRoot }, "the pages are not built; run `pnpm build`");
    return;
  }
  await app.register(async (pages) => {
    pages.addHook("onRoute", (route) => {
      route.config = { ...route.config, ...servesPage };
    });
    await pages.register(fastifyStatic, {
      root: buildsOf(webRoot),
      dotfiles: "deny",
      index: ["index.html"],
      wildcard: false,
      cacheControl: false,
      // Written beside each file by the build.
      preCompressed: true,
      setHeaders: (response, path) => {
        response.header(
          "cache-control",
          path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        );
      },
    });
  });
}

/** Where the builds are that a link to pages leads to, one after the other; their names are in order of time. */
export const buildsFolderOf = (webRoot: string) => `${webRoot}.builds`;

/** The build in place, wherever the link leads later, and the one before it: pages that are open since then ask for its assets. */
function buildsOf(webRoot: string): string[] {
  const current = realpathSync(webRoot);
  const builds = buildsFolderOf(webRoot);
  if (!existsSync(builds) || realpathSync(builds) !== dirname(current)) return [current];
  const before = readdirSync(builds)
    .sort()
    .filter((name) => name < basename(current));
  return [current, ...before.slice(-1).map((name) => join(builds, name))];
}
