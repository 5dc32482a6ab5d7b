import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { Kysely } from "kysely";
import type { Database } from "../db/connect.ts";
import type { DB } from "../db/schema.gen.ts";
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

/**
 * Communities whose rows whoever asks may make and change; undefined for all rows. A row outside them is answered as one that
 * does not exist. Throws `forbidden` for somebody who may change nothing of the subject.
 */
export type ChangeScopeOf = (request: FastifyRequest, subject: string) => readonly number[] | undefined;

/** Categories of incidents that whoever asks may be shown one by one; undefined for all. The others are only counted. */
export type DrawnOf = (request: FastifyRequest) => readonly string[] | undefined;

/** Something that has personal attributes, as it was found. */
export interface PersonalRow<T> {
  readonly kind: "residence" | "plan";
  readonly value: T;
  /** Rows whose personal attributes it holds, in order. */
  readonly ids: readonly number[];
  readonly communityId: number | null;
}

/**
 * Reads what has personal attributes: `isOpen` is true when whoever asks has said what for and the reading is on record, else
 * the answer must be without them. Throws for a purpose that is not theirs, and when the record cannot be written.
 * @param subject as the record names it, such as `residence:12`
 * @param find looks for it, within the scope of whoever asks
 */
export type ReadPersonal = <T>(
  request: FastifyRequest,
  subject: string,
  find: (db: Kysely<DB>) => Promise<PersonalRow<T> | undefined>,
) => Promise<{ readonly value: T; readonly isOpen: boolean } | undefined>;

/**
 * The database to read rows from for whoever asks: the whole of it, or what their scope shows and nothing else. It only reads.
 * @param within transaction to read in where it is the whole of it
 */
export type DbFor = (request: FastifyRequest, within?: Kysely<DB>) => Kysely<DB>;

/** The database to make and change rows in for whoever asks: the whole of it, or what their scope lets be changed. */
export type DbToChange = (request: FastifyRequest) => Kysely<DB>;

/** What a feature is given. */
export interface FeatureOptions {
  /** By the login that sees every row: for what is of nobody's communities, such as accounts and screens. */
  readonly database: Database;
  readonly dbFor: DbFor;
  readonly dbToChange: DbToChange;
  readonly scopeOf: ScopeOf;
  readonly changeScopeOf: ChangeScopeOf;
  readonly drawnOf: DrawnOf;
}

/** What a feature with personal attributes is given besides. */
export interface PersonalOptions extends FeatureOptions {
  readonly readPersonal: ReadPersonal;
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
