import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import { servesPage } from "./auth/hold-routes.ts";
import type { App } from "./http/app-type.ts";

/** The built pages. Assets carry their hash in the name and never change; pages are asked for again each time. */
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
      root: webRoot,
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
