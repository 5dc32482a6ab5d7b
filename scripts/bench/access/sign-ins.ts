import { setTimeout as wait } from "node:timers/promises";
import { hashPassword } from "@one-map/server/auth/passwords";
import { createAccount } from "@one-map/server/auth/queries";
import type { Database } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { password } from "@one-map/server/testing/cookies";
import { signedIn } from "@one-map/server/testing/signed-in";
import { compare, rowOf } from "../parts/compare.ts";
import { canLoad, load } from "../parts/http-load.ts";
import { openOwnPostgres } from "../parts/own-postgres.ts";
import type { BenchOptions, BenchResult, BenchRow } from "../parts/results.ts";
import { gzipped, startSessionServer, tile, writeCommunities } from "../parts/start-session-server.ts";
import { everyCommunity } from "../parts/synthetic-incidents.ts";

/** Times what 99 of 100 tiles wait that they may wait while so many sign in. */
const most = 2;
const atOnce = 200;

/** What sign-ins cost those who look at the map meanwhile. */
export async function measureSignIns({ isTrial }: BenchOptions): Promise<BenchResult> {
  const postgres = openOwnPostgres();
  if (!canLoad() || postgres === undefined)
    return { rows: [], notes: ["no wrk, no taskset or no PostgreSQL with PostGIS here: sign-ins were not measured"] };
  const count = isTrial ? 10 : atOnce;
  try {
    await migrate(postgres.pool);
    await writeCommunities(postgres);
    const passwordHash = await hashPassword(password);
    for (let i = 0; i < count; i++)
      await createAccount(postgres.db, { login: `b-${i}`, role: "officer", passwordHash });
    return {
      rows: [await measure(postgres, count, isTrial)],
      notes: [
        `sign-ins: ${count} on their way at each moment, with the right password; server, database, clients and passwords share both cores; 4 connections ask for a tile that is held`,
      ],
    };
  } finally {
    await postgres.close();
  }
}

async function measure(postgres: Database, count: number, isTrial: boolean): Promise<BenchRow> {
  const { cookie } = await signedIn(postgres.db, "officer", everyCommunity);
  const server = await startSessionServer(postgres);
  const { sessions: origin } = server.origins;
  const slowest = async () => {
    const options = { connections: 4, seconds: isTrial ? 1 : 5 };
    return (await load(origin + tile, { ...gzipped, cookie }, options)).p99 / 1_000;
  };
  let [done, refused] = [0, 0];
  const beside = async () => {
    const stop = new AbortController();
    const signingIn = Array.from({ length: count }, async (_, i) => {
      while (!stop.signal.aborted) {
        const isIn = await signIn(origin, `b-${i}`);
        if (isIn) done++;
        else refused++;
        if (!isIn) await wait(100);
      }
    });
    const found = await slowest();
    stop.abort();
    await Promise.all(signingIn);
    return found;
  };
  try {
    const compared = await compare(beside, slowest, { squares: isTrial ? 1 : 6 });
    return rowOf(
      `tile while ${count} sign in at a time (${done} did, ${refused} were refused), 99th percentile`,
      "ms",
      compared,
      most,
    );
  } finally {
    await server.close();
  }
}

async function signIn(origin: string, login: string): Promise<boolean> {
  const answer = await fetch(`${origin}/api/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login, password }),
  });
  await answer.arrayBuffer();
  return answer.status === 201;
}
