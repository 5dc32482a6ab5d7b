import { type MeStore, newMe } from "../state/me.ts";
import { goToSignIn, signInAddress } from "../state/sign-in-address.ts";
import { ApiError } from "./errors.ts";
import { tellIdleness } from "./idle.ts";
import { findMe, signOut } from "./sessions.ts";

/**
 * Who is signed in on this browser; whose session is kept from now on by what they do, and not by what the page asks for by itself.
 * Where nobody is, the page is left for the sign-in.
 */
export function newOwnMe(): MeStore {
  tellIdleness();
  const store = newMe(findMe);
  store.subscribe(({ me, isKnown }) => isKnown && me === null && goToSignIn());
  return store;
}

/** Signs out and leaves the page; throws when the server did not hear of it, and the session goes on. */
export async function leave(lang: string): Promise<void> {
  await signOut().catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
  });
  location.replace(signInAddress(lang));
}
