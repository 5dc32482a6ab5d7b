import { createHash, randomBytes, randomInt } from "node:crypto";

/** A secret for a screen or a remote to keep: 256 bits, for the Authorization header. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Six digits that somebody reads from the wall and types on a phone. */
export function newPairingCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** What is stored in place of a secret, hexadecimal. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
