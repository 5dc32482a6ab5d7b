import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { Database } from "../db/connect.ts";
import { Problem, ref } from "./wire.ts";

/** The application as features see it: requests and answers typed by their schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/**
 * Communities whose rows whoever asks may read, of a subject and up to a class of attributes; undefined for all rows.
 * Rows outside them are answered as if there were none.
 */
export type ScopeOf = (
  request: FastifyRequest,
  subject: string,
  upTo: "public" | "operational" | "personal" | "case",
) => readonly number[] | undefined;

/** What a feature is given. */
export interface FeatureOptions {
  readonly database: Database;
  readonly scopeOf: ScopeOf;
}

/** Answers for the failures of a route, for the OpenAPI document. */
export const problemResponses = {
  "4xx": {
    description: "The request cannot be met",
    content: { "application/problem+json": { schema: ref(Problem) } },
  },
  "5xx": {
    description: "The server cannot meet it",
    content: { "application/problem+json": { schema: ref(Problem) } },
  },
} as const;
