import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { HttpProblem } from "../http/problems.ts";
import { isJustProved, provedMinutes } from "./step-up-queries.ts";
import { hashOfToken, tokenFromCookies } from "./tokens.ts";

/** Throws `password-again` unless whoever asks has just proved who they are. */
export type RequireProof = (request: FastifyRequest) => Promise<void>;

/** By the session that the request comes with. */
export function proofBySession(db: Kysely<DB>): RequireProof {
  return async (request) => {
    const token = tokenFromCookies(request.headers.cookie);
    if (token === undefined || !(await isJustProved(db, hashOfToken(token)))) throw passwordAgain();
  };
}

export function passwordAgain(): HttpProblem {
  return new HttpProblem(
    "password-again",
    `Enter your password again, or prove to your provider who you are; it counts for ${provedMinutes} minutes.`,
  );
}
