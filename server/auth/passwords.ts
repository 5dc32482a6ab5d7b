import { randomBytes, timingSafeEqual } from "node:crypto";
import { derive } from "./derivation.ts";

/** Argon2id: twice the memory of OWASP's least, and a pass more, which together take some 45 ms; the least takes 15. */
const cost = { memory: 40_960, passes: 3, parallelism: 1, tagLength: 32 } as const;

const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

export const shortestPassword = 12;
export const longestPassword = 200;

/** Argon2id of a password in the form of PHC, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive({ ...cost, message: normalised(password), nonce: salt });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(salt)}$${encode(tag)}`;
}

/** Compares in the same time whatever the answer; no hash at all takes as long as a wrong one. */
export async function verifyPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = form.exec(hash ?? decoy) as unknown as string[];
  const expected = Buffer.from(tag as string, "base64");
  const found = await derive({
    message: normalised(password),
    nonce: Buffer.from(salt as string, "base64"),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  });
  return timingSafeEqual(found, expected) && hash != null;
}

/** Nobody's: what a sign-in without an account is compared with. */
const decoy = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(Buffer.alloc(16))}$${encode(Buffer.alloc(32))}`;

/** One password, however a keyboard composes its letters. */
function normalised(password: string): Buffer {
  return Buffer.from(password.normalize("NFKC"), "utf8");
}

function encode(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
