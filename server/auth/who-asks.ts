import type { FastifyRequest } from "fastify";
import { anyone, type Principal } from "../access/decide.ts";
import { idleSecondsOf } from "./idle.ts";
import type { Sessions } from "./sessions.ts";
import { tokenFromBearer, tokenFromCookies } from "./tokens.ts";

/** Finds the screen or the remote that keeps a secret and may be where it is. */
export type FindDevice = (kind: "screen" | "remote", token: string, address: string) => Promise<Principal | undefined>;

const devices = ["screen", "remote"] as const;

interface Asking {
  readonly sessions: Sessions;
  readonly findDevice: FindDevice;
  /** Whether a screen may be at an address. */
  readonly isNear: (address: string) => boolean;
  /** False where nobody has asked for anything anew. */
  readonly isUse: boolean;
}

/**
 * Who asks: the device that says so in its Authorization header, if it is let in; else whoever has signed in in this browser; else
 * the screen or the remote that this browser is.
 */
export async function whoAsks(
  request: FastifyRequest,
  { sessions, findDevice, isNear, isUse }: Asking,
): Promise<Principal> {
  const {
    headers: { authorization, cookie },
    ip,
  } = request;
  const secret = tokenFromBearer(authorization);
  for (const kind of secret === undefined ? [] : devices) {
    const found = await findDevice(kind, secret as string, ip);
    if (found !== undefined) return found;
  }
  if (cookie === undefined) return anyone;
  const session = tokenFromCookies(cookie);
  const idleSeconds = isUse ? idleSecondsOf(request) : Number.POSITIVE_INFINITY;
  const held = session === undefined ? undefined : await sessions.find(session, idleSeconds);
  // A screen that signs in by an account of its own is bound to its networks as one that was let in.
  if (held !== undefined) return held.principal.role === "wall-device" && !isNear(ip) ? anyone : held.principal;
  for (const kind of devices) {
    const token = tokenFromCookies(cookie, kind);
    const found = token === undefined ? undefined : await findDevice(kind, token, ip);
    if (found !== undefined) return found;
  }
  return anyone;
}
