import { setTimeout as wait } from "node:timers/promises";
import { insertSession } from "@one-map/server/auth/queries";
import { hashOfToken, newToken, sessionCookie } from "@one-map/server/auth/tokens";
import { openStage, type Stage } from "@one-map/server/testing/fault-stage";
import { findServerPrograms, hasPostgis } from "@one-map/server/testing/private-cluster";
import { type SignedIn, signedIn } from "@one-map/server/testing/signed-in";
import type { BenchOptions, BenchResult, BenchRow } from "../parts/results.ts";
import { watchAnswers, watchStream } from "./revoked.ts";

/** Seconds within which a right that was taken away is gone everywhere. */
const most = 10;

/** What may be taken away, by a request to the first of two servers. */
const ways = {
  "a session, by its owner elsewhere": async (stage: Stage, origin: string, { account, session }: SignedIn) => {
    const token = newToken();
    await insertSession(stage.database.db, account, hashOfToken(token), "bench");
    await remove(`${origin}/api/sessions/${session}`, sessionCookie(token).split(";")[0] as string);
  },
  "an account, by an admin": async (stage: Stage, origin: string, { account }: SignedIn) => {
    await remove(`${origin}/api/accounts/${account}`, (await signedIn(stage.database.db, "admin")).cookie);
  },
  "a scope, by an admin": async (stage: Stage, origin: string, { account }: SignedIn) => {
    const { rows } = await stage.database.pool.query<{ id: number }>(
      "select id from access.duty_scope where account_id = $1",
      [account],
    );
    await remove(
      `${origin}/api/accounts/${account}/scopes/${rows[0]?.id}`,
      (await signedIn(stage.database.db, "admin")).cookie,
    );
  },
} as const;

/** From the moment in which a right is taken away to the last answer and the last of the stream, on both of two servers. */
export async function measureRevocation({ isTrial }: BenchOptions): Promise<BenchResult> {
  const bin = findServerPrograms();
  if (bin === undefined || !hasPostgis(bin))
    return { rows: [], notes: ["no PostgreSQL with PostGIS here: revocation was not measured"] };
  const officers = isTrial ? 1 : 6;
  const stage = await openStage();
  try {
    const origins = [(await stage.startServer()).origin, (await stage.startServer()).origin] as const;
    const rows: BenchRow[] = [];
    for (const [name, take] of Object.entries(ways)) {
      // One after the other begins, as what each server believes of them is of another moment.
      const found = await Promise.all(
        Array.from({ length: officers }, (_, i) => measure(stage, origins, { take, afterMillis: i * 700 })),
      );
      for (const [i, where] of ["on the server that took it", "on another"].entries())
        for (const what of ["last answer", "end of the stream, or its reset"] as const) {
          const seconds = Math.max(...found.map((servers) => servers[i]?.[what] ?? Number.NaN)) / 1_000;
          rows.push({
            name: `${name}: ${what}, ${where}`,
            ...{ value: seconds, unit: "s", bar: `≤ ${most} s`, holds: seconds <= most },
          });
        }
    }
    const notes = [
      `revocation: two servers on one database; the longest of ${officers} officers whose rights are taken away at different moments, rows, a tile and the snapshot asked 20 times a second`,
    ];
    return { rows, notes };
  } finally {
    await stage.close();
  }
}

interface Turn {
  readonly take: (stage: Stage, origin: string, whose: SignedIn) => Promise<void>;
  readonly afterMillis: number;
}

/** Milliseconds until an officer of one community has nothing more, of each server. */
async function measure(stage: Stage, origins: readonly [string, string], { take, afterMillis }: Turn) {
  const officer = await signedIn(stage.database.db, "officer", [1]);
  const watches = await Promise.all(
    origins.map(async (origin) => ({
      answers: await watchAnswers(origin, officer.cookie),
      stream: await watchStream(origin, officer.cookie),
    })),
  );
  await wait(afterMillis);
  const began = performance.now();
  await take(stage, origins[0], officer);
  const since = (at: number) => Math.max(0, at - began);
  return Promise.all(
    watches.map(async ({ answers, stream }) => ({
      "last answer": since(await answers.over),
      "end of the stream, or its reset": since(await stream.over),
    })),
  );
}

async function remove(url: string, cookie: string): Promise<void> {
  const answer = await fetch(url, { method: "DELETE", headers: { cookie } });
  if (answer.status !== 204) throw new Error(`${url}: ${answer.status}`);
}
