import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpProblem } from "./problems.ts";

/** The version that the caller says it is changing; throws 428 without one and 412 for one that cannot be. */
export function requiredVersion(request: FastifyRequest): number {
  const header = request.headers["if-match"];
  if (header === undefined)
    throw new HttpProblem("precondition-required", 'Send If-Match: "<version>" of what you read.');
  const match = /^"([1-9][0-9]{0,15})"$/.exec(header);
  if (match === null) throw new HttpProblem("version-conflict", "That is no version of this.");
  return Number(match[1]);
}

/** Sends one resource with its version as the ETag. */
export function sendVersioned<T extends { version: number }>(reply: FastifyReply, resource: T): T {
  reply.header("etag", `"${resource.version}"`);
  return resource;
}

/** Tells a stale version from a missing row after an update that changed nothing. */
export function staleOrMissing(exists: boolean): HttpProblem {
  return exists
    ? new HttpProblem("version-conflict", "Read it again, then change it.")
    : new HttpProblem("not-found", "There is no such thing.");
}
