import { randomInt } from "node:crypto";
import { hashOfToken } from "../auth/tokens.ts";

/** Six digits that somebody reads from the wall and types on a phone. */
export function newPairingCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** What is stored in place of a secret, hexadecimal. */
export function hashOf(secret: string): string {
  return hashOfToken(secret).toString("hex");
}
