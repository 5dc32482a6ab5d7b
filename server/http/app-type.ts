import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type {
  FastifyBaseLogger,
  FastifyInstance,
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

/** What a feature is given. */
export interface FeatureOptions {
  readonly database: Database;
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
