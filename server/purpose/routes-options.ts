import type { FastifyRequest } from "fastify";
import type { Principal } from "../access/decide.ts";
import { type Duty, hasDuty } from "../access/roles.ts";
import type { FeatureOptions } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";

export type PrincipalOf = (request: FastifyRequest) => Principal;

export interface PurposeOptions extends FeatureOptions {
  readonly principalOf: PrincipalOf;
}

/** The account of whoever asks. Throws `not-signed-in` for none. */
export function accountOf({ account }: Principal): number {
  if (account === null) throw new HttpProblem("not-signed-in", "Sign in first.");
  return account;
}

/** Throws `forbidden` for a role that does not have a duty. */
export function requireDuty({ role }: Principal, duty: Duty): void {
  if (!hasDuty(role, duty)) throw new HttpProblem("forbidden", "Your role is not for this.");
}
