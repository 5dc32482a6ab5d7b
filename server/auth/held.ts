import type { FastifyRequest } from "fastify";
import { type Duty, hasDuty } from "../access/roles.ts";
import { HttpProblem } from "../http/problems.ts";
import { idleSecondsOf } from "./idle.ts";
import type { Held, Sessions } from "./sessions.ts";
import { tokenFromCookies } from "./tokens.ts";

/** The session that a request comes with; undefined for none that is open. */
export async function findHeld(sessions: Sessions, request: FastifyRequest): Promise<Held | undefined> {
  const token = tokenFromCookies(request.headers.cookie);
  return token === undefined ? undefined : await sessions.find(token, idleSecondsOf(request));
}

/** The same. Throws `not-signed-in` for none that is open. */
export async function heldBy(sessions: Sessions, request: FastifyRequest): Promise<Held> {
  const held = await findHeld(sessions, request);
  if (held === undefined) throw new HttpProblem("not-signed-in", "Sign in first.");
  return held;
}

/** The same for a role that has a duty. Throws `forbidden` for another, and puts that on record. */
export async function heldForDuty(sessions: Sessions, request: FastifyRequest, duty: Duty): Promise<Held> {
  const held = await heldBy(sessions, request);
  if (hasDuty(held.principal.role, duty)) return held;
  await sessions.recordDenial(held, duty, request.id);
  throw new HttpProblem("forbidden", "Your role is not for this.");
}
