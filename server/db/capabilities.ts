import { createHash, randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { DB } from "./schema.gen.ts";

/** Rows of which subjects, in which communities, a login for scoped principals is to be shown. */
export interface Capability {
  readonly subjects: readonly string[];
  /** Subjects of which it may make and change rows there; none unless given. */
  readonly changes?: readonly string[] | undefined;
  readonly communities: readonly number[];
}

/** So long the database believes in a token, and so long one is presented: no statement outlives its token. */
const goodForSeconds = 600;
const presentedForMillis = 300_000;

interface Held {
  readonly token: Promise<string>;
  readonly untilMillis: number;
}

/**
 * Tokens for what may be seen and changed, made through the login that sees everything: one for all who may see the same, so that there
 * are as many as there are different scopes and not as there are people.
 */
export class Capabilities {
  private readonly db: Kysely<DB>;
  private readonly held = new Map<string, Held>();
  private readonly most: number;

  /** @param most tokens held at a time; the one that was made first gives way */
  constructor(db: Kysely<DB>, most = 10_000) {
    this.db = db;
    this.most = most;
  }

  /** A token that shows just that; undefined for what shows nothing. Rejects when the database cannot be written to. */
  async tokenFor(capability: Capability): Promise<string | undefined> {
    if (capability.subjects.length === 0 || capability.communities.length === 0) return undefined;
    const key = [capability.subjects, capability.changes ?? [], capability.communities].join("|");
    const held = this.held.get(key);
    if (held !== undefined && held.untilMillis > performance.now()) return held.token;
    const token = makeCapability(this.db, capability);
    this.held.delete(key);
    this.held.set(key, { token, untilMillis: performance.now() + presentedForMillis });
    for (const oldest of this.held.keys()) {
      if (this.held.size <= this.most) break;
      this.held.delete(oldest);
    }
    // One that could not be made is tried again by the next who asks.
    token.catch(() => this.held.delete(key));
    return token;
  }
}

/** Makes a token, and forgets those that have expired. */
async function makeCapability(db: Kysely<DB>, { subjects, changes = [], communities }: Capability): Promise<string> {
  const token = randomBytes(32).toString("hex");
  await db
    .with("expired", (query) =>
      query.deleteFrom("access.capability").where("expires_at", "<", sql<Date>`clock_timestamp()`),
    )
    .insertInto("access.capability")
    .values({
      token_hash: createHash("sha256").update(token).digest(),
      subjects: [...subjects],
      changes: [...changes],
      communities: [...communities],
      expires_at: sql`clock_timestamp() + make_interval(secs => ${goodForSeconds})`,
    })
    .execute();
  return token;
}
