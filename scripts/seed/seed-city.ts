import type { Database } from "@one-map/server/db/connect";
import { takeDown } from "./bulk-load.ts";
import { planCity } from "./city-plan.ts";
import type { CitySizeName } from "./sizes.ts";
import { replacedTables, seededColumns } from "./tables.ts";
import { type OnRows, writeCity } from "./write-city.ts";

export interface SeedOptions {
  readonly size: CitySizeName;
  /** The one number that everything follows from. */
  readonly seed: number;
  /** End of the three years of history; a fixed instant makes two runs equal to the byte. */
  readonly now: Date;
  /** Empty the tables first instead of refusing a database that has a city. */
  readonly replace?: boolean;
  readonly onRows?: OnRows;
  /** Aborting leaves the database as it was. */
  readonly signal?: AbortSignal;
}

export interface SeedReport {
  readonly rows: Record<string, number>;
  readonly seconds: number;
}

/** Thrown when there is a city already and `replace` was not asked for. */
export class CityExistsError extends Error {}

/** Makes a city and writes it in one transaction: all of it or nothing. */
export async function seedCity(database: Database, options: SeedOptions): Promise<SeedReport> {
  const { size, seed, now, replace = false, onRows = () => {}, signal } = options;
  const startedAt = performance.now();
  const plan = planCity(size, seed);
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    // Whoever follows the feed reads the tables again; nobody is told of three hundred thousand rows one by one.
    await client.query("set local feed.bulk = 'on'");
    // Whoever follows the city reads it again as a whole; half a million single changes would tell them no more.
    await client.query("set local feed.bulk = 'on'");
    const { rows } = await client.query<{ found: boolean }>(
      "select exists (select from community) or exists (select from city_meta) as found",
    );
    if (rows[0]?.found && !replace)
      throw new CityExistsError("The database has a city already; --replace empties it first.");
    if (rows[0]?.found) await client.query(`truncate ${replacedTables.join(", ")} restart identity cascade`);
    const putBack = await takeDown(client, Object.keys(seededColumns));
    const written = await writeCity(client, plan, Math.floor(now.getTime() / 1000), onRows, signal);
    await putBack();
    await client.query("commit");
    await client.query("analyze");
    return { rows: written, seconds: (performance.now() - startedAt) / 1000 };
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
