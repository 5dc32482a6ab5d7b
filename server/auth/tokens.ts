import { createHash, randomBytes } from "node:crypto";

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

/** `__Host-`: the browser takes it from this very host only, over TLS (or from the machine itself), for every path. */
const cookieName = "__Host-one-map";

/** The token in a Cookie header; undefined where there is none, or more than one. */
export function tokenFromCookies(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const found = header
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${cookieName}=`))
    .map((part) => part.slice(cookieName.length + 1));
  return found.length === 1 && isToken(found[0] as string) ? found[0] : undefined;
}

/** Set-Cookie for a token, which goes when the browser closes; without a token, for taking it away. */
export function sessionCookie(token?: string): string {
  const attributes = "Path=/; Secure; HttpOnly; SameSite=Strict";
  return token === undefined ? `${cookieName}=; Max-Age=0; ${attributes}` : `${cookieName}=${token}; ${attributes}`;
}
