import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { problemOf } from "../testing/cookies.ts";
import { type SignedIn, signedIn } from "../testing/signed-in.ts";
import { giveScope } from "./queries.ts";

/** A visit that waited for a network longer than the duty in which it was made. */

const { app, database, close } = await testApp({ principalOf: "sessions" });
afterAll(close);
const { db } = database;

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour);
// Home 4 lies in the west, community 1, home 3 in the east, community 2.
const [west, east] = [4, 3];

let officer: SignedIn;
beforeEach(async () => {
  officer = await signedIn(db, "officer");
  await giveScope(db, officer.account, 1, { from: ago(10), to: ago(1) });
});

const record = (residenceId: number, hoursAgo?: number, headers = {}) =>
  app.inject({
    method: "POST",
    url: "/api/visits",
    headers: { cookie: officer.cookie, ...headers },
    payload: {
      clientKey: randomUUID(),
      residenceId,
      outcome: "done",
      ...(hoursAgo !== undefined && { visitedAt: ago(hoursAgo).toISOString() }),
    },
  });

test("is stored in the communities of the moment that it was made in, and of none of another moment", async () => {
  expect((await record(west, 2)).statusCode).toBe(201);
  expect(problemOf(await record(east, 2)), "never theirs").toEqual([404, "not-found"]);
  for (const hoursAgo of [0.5, 11, undefined])
    expect([hoursAgo, problemOf(await record(west, hoursAgo))]).toEqual([hoursAgo, [403, "forbidden"]]);
});

test("opens nothing to read: what is theirs now is all that they see", async () => {
  await giveScope(db, officer.account, 2, { from: ago(1) });
  expect((await record(west, 2)).statusCode).toBe(201);
  expect((await record(east, 0.5)).statusCode).toBe(201);
  const { items } = (
    await app.inject({ url: "/api/visits?limit=100", headers: { cookie: officer.cookie } })
  ).json() as { items: { communityId: number }[] };
  expect([...new Set(items.map(({ communityId }) => communityId))]).toEqual([2]);
});

test("is not taken after a day, nor from whoever had the city then and has some communities now", async () => {
  await giveScope(db, officer.account, 1, { from: ago(50), to: ago(20) });
  expect(problemOf(await record(west, 25))[0]).toBe(403);
  expect((await record(west, 23)).statusCode).toBe(201);
  const supervisor = await signedIn(db, "supervisor", [2]);
  await giveScope(db, supervisor.account, null, { from: ago(10), to: ago(1) });
  expect((await record(west, 2, { cookie: supervisor.cookie })).statusCode).toBe(404);
});
