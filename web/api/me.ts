import { type MeStore, newMe } from "../state/me.ts";
import { signInAddress } from "../state/sign-in-address.ts";
import { ApiError } from "./errors.ts";
import { tellIdleness } from "./idle.ts";
import { getMe, signOut } from "./sessions.ts";

const isRefusal = (error: unknown) => error instanceof ApiError && error.status === 401;

/** Who is signed in on this browser; whose session is kept from now on by what they do, and not by what the page asks for by itself. */
export function newOwnMe(): MeStore {
  tellIdleness();
  return newMe(getMe, isRefusal);
}

/** Signs out and leaves the page; throws when the server did not hear of it, and the session goes on. */
export async function leave(lang: string): Promise<void> {
  await signOut().catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
  location.replace(signInAddress(lang));
}
