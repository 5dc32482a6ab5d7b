/** `pnpm build`: builds the pages into WEB_ROOT, also under a server that runs. */
import { resolve } from "node:path";
import { buildPages, usualWebRoot, WebRootError } from "./pages.ts";
import { stopSignal } from "./stop-signal.ts";

const stop = stopSignal();
try {
  await buildPages(resolve(process.env.WEB_ROOT || usualWebRoot), stop);
} catch (error) {
  if (error instanceof WebRootError) console.error(error.message);
  else if (!stop.aborted) throw error;
  process.exit(1);
}
