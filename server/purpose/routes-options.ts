import type { FastifyRequest } from "fastify";
import type { Principal } from "../access/decide.ts";

export type PrincipalOf = (request: FastifyRequest) => Principal;

/** Where nobody has to be known, whoever asks may have everything; on record it is nobody's account. */
export const everybody: Principal = Object.freeze({ account: null, role: "command", scope: "city" });
