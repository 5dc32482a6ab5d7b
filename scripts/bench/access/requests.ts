import http from "node:http";
import { newToken } from "@one-map/server/auth/tokens";
import type { Database } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { signedIn } from "@one-map/server/testing/signed-in";
import { compare, rowOf } from "../parts/compare.ts";
import { canLoad, cores, costOf, type LoadResult, load } from "../parts/http-load.ts";
import { openOwnPostgres } from "../parts/own-postgres.ts";
import type { BenchOptions, BenchResult, BenchRow } from "../parts/results.ts";
import { gzipped, startSessionServer, tile, writeCommunities } from "../parts/start-session-server.ts";
import { everyCommunity } from "../parts/synthetic-incidents.ts";

/** Times what a tile that is held costs without a scope that it may cost with one. */
const mostOfScope = 1.1;

/** Microseconds of processor time that a session and its scope may add to a request. */
const mostOfSession = 150;

/** What a scope and a session cost a tile that is held and a row that is read, in processor time of the server. */
export async function measureRequests({ isTrial }: BenchOptions): Promise<BenchResult> {
  const postgres = openOwnPostgres();
  if (!canLoad() || postgres === undefined)
    return { rows: [], notes: ["no wrk, no taskset or no PostgreSQL with PostGIS here: requests were not measured"] };
  try {
    await migrate(postgres.pool);
    await writeCommunities(postgres);
    const seconds = isTrial ? 1 : 2;
    return {
      rows: await measure(postgres, { seconds, squares: isTrial ? 1 : 8 }),
      notes: [
        "requests: a tile at zoom 14 that is held, an incident by its id, 16 connections, server and client on a core each",
      ],
    };
  } finally {
    await postgres.close();
  }
}

async function measure(
  postgres: Database,
  { seconds, squares }: { seconds: number; squares: number },
): Promise<BenchRow[]> {
  const { cookie } = await signedIn(postgres.db, "officer", everyCommunity);
  const server = await startSessionServer(postgres, cores.server);
  const { city, all, half, sessions } = server.origins;
  const cost = (url: string, more: Record<string, string> = {}) => {
    const work = () => load(url, { ...gzipped, ...more }, { seconds });
    return async () => (await costOf([server.pid], work)).micros;
  };
  const beside = (url: string, reference: string, more?: Record<string, string>) =>
    compare(cost(url, more), cost(reference), { squares });
  const refused = async () => (await costOf([server.pid], () => askAsNobody(sessions, seconds, false))).micros;
  const unknown = async () => (await costOf([server.pid], () => askAsNobody(sessions, seconds, true))).micros;
  const incident = "/api/incidents/1";
  try {
    const ofTile = await beside(sessions + tile, city + tile, { cookie });
    const ofRow = await beside(sessions + incident, city + incident, { cookie });
    const added = (name: string, { difference }: typeof ofTile): BenchRow => ({
      name,
      value: difference.middle,
      unit: "µs CPU",
      bar: `≤ ${mostOfSession} µs`,
      holds: difference.middle <= mostOfSession,
    });
    const [ofAll, ofHalf] = [await beside(all + tile, city + tile), await beside(half + tile, city + tile)];
    return [
      rowOf("tile that is held, a scope of every community", "µs CPU", ofAll, mostOfScope),
      rowOf("tile that is held, a scope of every second community", "µs CPU", ofHalf, mostOfScope),
      rowOf("tile that is held, with a session and its scope, beside without", "µs CPU", ofTile),
      added("the same: more than without", ofTile),
      rowOf("incident by its id, with a session, its scope and the second fence", "µs CPU", ofRow),
      added("the same: more than without", ofRow),
      rowOf(
        "401 to tokens that nobody has, each another, beside 401 to none",
        "µs CPU",
        await compare(unknown, refused, { squares }),
      ),
    ];
  } finally {
    await server.close();
  }
}

/** Asks for a tile without a session for so long, with a token that was never given out or with none. */
async function askAsNobody(origin: string, seconds: number, hasToken: boolean): Promise<Pick<LoadResult, "requests">> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const headers = hasToken ? { cookie: `__Host-one-map=${newToken()}` } : {};
      const request = http.get(origin + tile, { agent, headers }, (answer) => {
        if (answer.statusCode !== 401) reject(new Error(`a stranger was answered ${answer.statusCode}`));
        answer.resume().once("end", resolve);
      });
      request.once("error", reject);
    });
  const until = performance.now() + seconds * 1_000;
  let requests = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (; performance.now() < until; requests++) await ask();
    }),
  );
  agent.destroy();
  return { requests };
}
