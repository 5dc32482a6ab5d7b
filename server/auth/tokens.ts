import { createHash, randomBytes } from "node:crypto";
import { attemptMinutes } from "./lifetime.ts";

/** 256 bits that nobody can guess, as they travel in a cookie. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a token. */
export function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** True for what looks like a token of ours. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/**
 * What a browser can be: a session of an account, a screen of the wall, a remote of one; and who has left it for the provider of
 * identities, to come back. `__Host-`: the browser takes it from
 * this very host only, over TLS (or from the machine itself), for every path.
 */
const cookieNames = {
  session: "__Host-one-map",
  screen: "__Host-one-map-screen",
  remote: "__Host-one-map-remote",
  attempt: "__Host-one-map-attempt",
} as const;

export type CookieKind = keyof typeof cookieNames;

/** The token of a kind in a Cookie header; undefined where there is none, or more than one. */
export function tokenFromCookies(header: string | undefined, kind: CookieKind = "session"): string | undefined {
  if (header === undefined) return undefined;
  const start = `${cookieNames[kind]}=`;
  const found = header
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start))
    .map((part) => part.slice(start.length));
  return found.length === 1 && isToken(found[0] as string) ? found[0] : undefined;
}

/** The secret of an Authorization header; undefined where there is none of ours. */
export function tokenFromBearer(header: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{43})$/.exec(header ?? "")?.[1];
}

const attributes = "Path=/; Secure; HttpOnly; SameSite=Strict";

/** Set-Cookie for a session's token, which goes when the browser closes; without a token, for taking it away. */
export function sessionCookie(token?: string): string {
  const name = cookieNames.session;
  return token === undefined ? `${name}=; Max-Age=0; ${attributes}` : `${name}=${token}; ${attributes}`;
}

/** The same for an attempt to sign in at a provider of identities; it lasts as long as the server takes it. */
export function attemptCookie(token?: string): string {
  return `${cookieNames.attempt}=${token ?? ""}; Max-Age=${token === undefined ? 0 : attemptMinutes * 60}; ${attributes}`;
}

/** The same for a screen or a remote, which outlives the browser; undefined takes it away. */
export function deviceCookie(kind: "screen" | "remote", token: string | undefined, seconds: number): string {
  return `${cookieNames[kind]}=${token ?? ""}; Max-Age=${token === undefined ? 0 : seconds}; ${attributes}`;
}
