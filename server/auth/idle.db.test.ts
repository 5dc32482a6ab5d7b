import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { browserOf, problemOf } from "../testing/cookies.ts";
import { signedIn } from "../testing/signed-in.ts";
import { Sessions } from "./sessions.ts";
import { tokenFromCookies } from "./tokens.ts";

/** What renews a session, by the clock of the database. */

const { app, database, close } = await testApp({ principalOf: "sessions", live: true });
afterAll(close);
const { db, pool } = database;
const { call } = browserOf(app);
const city = "/api/city";
const tile = "/tiles/incidents/8/204/101.mvt";
const minute = 60;

/** Somebody who was seen so long ago, and whom this server has not asked for yet. */
async function seenBefore(seconds: number) {
  const one = await signedIn(db, "officer", [1]);
  await pool.query("update access.session set seen_at = now() - make_interval(secs => $2) where id = $1", [
    one.session,
    seconds,
  ]);
  return one;
}

/** Seconds since a session was seen. */
async function sinceSeen(session: string): Promise<number> {
  const { rows } = await pool.query<{ seconds: number }>(
    "select extract(epoch from now() - seen_at)::float8 as seconds from access.session where id = $1",
    [session],
  );
  return rows[0]?.seconds as number;
}

const says = (seconds: number | string) => ({ "idle-seconds": String(seconds) });

describe("a session that was seen twenty minutes ago", () => {
  test.each([
    ["of somebody who has just done something", city, says(0), 0],
    ["of a client that says nothing of that", city, {}, 0],
    ["of a page that was touched five minutes ago", city, says(5 * minute), 5 * minute],
    ["of a page that nobody has touched since", city, says(20 * minute), 20 * minute],
    ["of a page that was left before that", city, says(25 * minute), 20 * minute],
    ["that says what is no number", city, says("never"), 20 * minute],
    ["that says what would be the future", city, says(-60), 20 * minute],
    ["that says what no clock has", city, says("9".repeat(40)), 20 * minute],
    ["for one's own devices, of a page that nobody touches", "/api/sessions", says(20 * minute), 20 * minute],
    ["for a tile, which maps ask for by themselves", tile, {}, 20 * minute],
    ["for the state of the feed", "/api/live/snapshot", {}, 20 * minute],
  ])("and a request %s", async (_what, url, headers, expected) => {
    const { session, cookie } = await seenBefore(20 * minute);
    const answer = await call("GET", url, { cookie, headers });
    expect([200, 204]).toContain(answer.statusCode);
    const seconds = await sinceSeen(session);
    expect(seconds).toBeGreaterThanOrEqual(expected);
    expect(seconds).toBeLessThan(expected + 30);
  });
});

test("a page that asks every minute and that nobody touches is signed out after half an hour", async () => {
  const { session, cookie } = await signedIn(db, "officer", [1]);
  const token = tokenFromCookies(cookie) as string;
  let minutes = 0;
  // Each time of a server that has not read the session before.
  while (minutes < 40 && (await new Sessions(db).find(token, minutes * minute)) !== undefined) {
    minutes++;
    await pool.query("update access.session set seen_at = seen_at - interval '1 minute' where id = $1", [session]);
  }
  expect(minutes).toBe(30);
});

test("a tab that nobody touches takes nothing from another that somebody works in", async () => {
  const { session, cookie } = await seenBefore(20 * minute);
  await call("GET", city, { cookie, headers: says(10) });
  await call("GET", city, { cookie, headers: says(20 * minute) });
  expect(await sinceSeen(session)).toBeLessThan(30);
});

test("nothing that a client says makes a session last that has run out", async () => {
  const { cookie } = await seenBefore(30 * minute);
  for (const headers of [says(0), {}, says(-1)])
    expect(problemOf(await call("GET", city, { cookie, headers }))).toEqual([401, "not-signed-in"]);
});
