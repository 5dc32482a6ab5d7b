import { client } from "./client.ts";

/** What somebody does with a page. A mouse is not among it: one that lies still is told as moved when the page moves below it. */
const deeds = ["pointerdown", "keydown", "wheel"] as const;

/**
 * From now on every request says for how long nobody has done anything here, so that what a page asks for by itself keeps no
 * session from running out. Not for the wall, which is looked at and never touched.
 */
export function tellIdleness(): void {
  let doneAt = Date.now();
  const done = () => {
    doneAt = Date.now();
  };
  for (const deed of deeds) addEventListener(deed, done, { capture: true, passive: true });
  client.use({
    onRequest: ({ request }) => {
      request.headers.set("idle-seconds", String(Math.max(0, Math.round((Date.now() - doneAt) / 1_000))));
      return request;
    },
  });
}
