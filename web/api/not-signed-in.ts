import type { StoreApi } from "zustand/vanilla";
import { client } from "./client.ts";
import type { Trouble } from "./live/feed-client.ts";

/**
 * Calls once when an answer says that nobody is signed in here. Whoever asks with a secret of its own sees to that itself, and so
 * does a sign-in that fails.
 */
export function onNotSignedIn(listener: () => void): void {
  let isTold = false;
  client.use({
    onResponse: async ({ request, response }) => {
      if (isTold || response.status !== 401 || request.headers.has("authorization")) return;
      const problem = (await response
        .clone()
        .json()
        .catch(() => null)) as { type?: string } | null;
      if (isTold || problem?.type?.endsWith("/not-signed-in") !== true) return;
      isTold = true;
      listener();
    },
  });
}

/**
 * Calls once when an answer, or the end of the live feed, says that nobody is signed in here any more.
 *
 * @param ask asks the server for something: the worker of the feed has no page that it could lead anywhere
 */
export function onSignedOut(
  live: { store: StoreApi<{ trouble: Trouble | null }> },
  ask: () => Promise<void>,
  listener: () => void,
): void {
  onNotSignedIn(listener);
  live.store.subscribe(({ trouble }, { trouble: before }) => {
    if (trouble === "unauthorised" && before !== trouble) void ask();
  });
}
