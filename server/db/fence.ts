import { randomBytes } from "node:crypto";
import type { Database } from "./connect.ts";
import {
  anyCommunityOfVenues,
  type CityLogin,
  readCityLogin,
  readScopedLogin,
  type ScopedLogin,
  tablesChangeable,
  tablesShown,
} from "./fence-queries.ts";
import type { ScopedDatabase } from "./scoped-database.ts";

/** A fence that has a hole, or hides rows from whoever is to see all; the message says what to do. */
export class FenceError extends Error {}

/** What the log is told of the second fence at start. */
export interface FenceReport {
  /** True where scoped principals are served by a login of their own. */
  readonly stands: boolean;
  /** Sentences: the first says whether it stands. */
  readonly notes: readonly string[];
}

const comparesBoxes = "geometry_overlaps(geometry,geometry)";

const firstFenceOnly = "what a scope may see is held by the server's own statements alone";

/**
 * Looks at the logins that this server has, and tries the fence with a token that nobody made. Throws FenceError rather
 * than serve through a hole.
 */
export async function inspectFence(database: Database, scoped: ScopedDatabase | undefined): Promise<FenceReport> {
  if (database.kind === "embedded")
    return {
      stands: false,
      notes: [
        "The second fence does not stand: the embedded database has one session and one login, which row-level security " +
          `does not bind; ${firstFenceOnly}. Not for production.`,
      ],
    };
  const city = await readCityLogin(database.pool);
  requireSeesAll(city);
  const notes: string[] = [];
  if (scoped === undefined)
    notes.push(
      `The second fence does not stand: without DATABASE_URL_SCOPED everybody is served by the login ${city.login}, and ` +
        `${firstFenceOnly}.`,
    );
  else {
    const login = await readScopedLogin(scoped.pool);
    requireBound(login, city);
    await tryTokens(database, scoped, login);
    notes.push(
      `The second fence stands: the login ${login.login} serves scoped principals, and shows and lets change of each ` +
        `community what a token of the request names; the login ${city.login} serves the whole city.`,
    );
  }
  if (!city.leakproof.includes(comparesBoxes))
    notes.push(
      `${comparesBoxes} is not LEAKPROOF in this database, so that behind the fence every question about a part of the map ` +
        "reads whole tables. As a superuser: select access.quicken();",
    );
  const odd = city.leakproof.filter((name) => name !== comparesBoxes);
  if (odd.length > 0)
    notes.push(`Functions that look at rows before the fence does, and should not: ${odd.join(", ")}.`);
  return { stands: scoped !== undefined, notes };
}

function requireSeesAll({ login, hidden, open }: CityLogin): void {
  if (open.length > 0)
    throw new FenceError(
      `Row-level security is off for ${open.join(", ")}. As their owner: select access.admit_again();`,
    );
  if (hidden.length > 0)
    throw new FenceError(
      `The login ${login} is shown no row of ${hidden.join(", ")}. As their owner: select access.admit_city('${login}');`,
    );
}

function requireBound(scoped: ScopedLogin, city: CityLogin): void {
  const { login, isAbove, becomes, reaches, unfit } = scoped;
  const refuse = (why: string) => {
    throw new FenceError(`The login of DATABASE_URL_SCOPED, ${login}, ${why}`);
  };
  if (scoped.database !== city.database) refuse(`is in the database ${scoped.database}, not in ${city.database}.`);
  if (login === city.login) refuse("is the one of DATABASE_URL. It must be another, which owns nothing.");
  if (isAbove) refuse("is a superuser or has BYPASSRLS: row-level security does not bind it.");
  if (becomes.length > 0) refuse(`is a member of ${becomes.join(", ")}, and could become that.`);
  if (unfit.length > 0)
    refuse(
      `is not admitted to ${unfit.join(", ")} as it must be. As their owner: select access.admit_scoped('${login}');`,
    );
  if (reaches.length > 0) refuse(`has rights on ${reaches.join(", ")} that it must not have. Revoke them.`);
}

/** Catalogues say what should be; this is what is. */
async function tryTokens(database: Database, scoped: ScopedDatabase, { login }: ScopedLogin): Promise<void> {
  for (const token of ["", randomBytes(32).toString("hex")]) {
    const shown = await tablesShown(scoped.pool, token);
    if (shown.length > 0)
      throw new FenceError(`The login ${login} is shown rows of ${shown.join(", ")} by a token that nobody made.`);
    await requireUnchangeable(scoped, token, login);
  }
  const community = await anyCommunityOfVenues(database.pool);
  if (community === undefined) return;
  const token = await scoped.capabilities.tokenFor({ subjects: ["venues"], communities: [community] });
  const shown = await tablesShown(scoped.pool, token ?? "");
  if (shown.join() !== "venue")
    throw new FenceError(
      `The login ${login} is shown rows of ${shown.join(", ") || "nothing"} by a token for venues. ` +
        "Do both addresses name the same server?",
    );
  // A token for reading lets nothing be changed.
  await requireUnchangeable(scoped, token ?? "", login);
}

async function requireUnchangeable({ pool }: ScopedDatabase, token: string, login: string): Promise<void> {
  const changeable = await tablesChangeable(pool, token);
  if (changeable.length > 0)
    throw new FenceError(`The login ${login} may change rows of ${changeable.join(", ")} by a token that lets it not.`);
}
