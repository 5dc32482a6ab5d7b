/** `pnpm build`: builds the pages into WEB_ROOT, also under a server that runs. */
import { resolve } from "node:path";
import { buildPages, usualWebRoot } from "./pages.ts";
import { stopSignal } from "./stop-signal.ts";

await buildPages(resolve(process.env.WEB_ROOT || usualWebRoot), stopSignal());
