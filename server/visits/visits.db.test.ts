import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const { get, patch, post, walk, close, database } = await testApp();
afterAll(close);

const key = () => crypto.randomUUID();
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

describe("a visit", () => {
  test("is recorded once, however often it is sent, and moves its venue on", async () => {
    const body = {
      clientKey: key(),
      venueId: 1,
      unitId: 1,
      outcome: "hazard",
      dwellSeconds: 600,
      visitedAt: daysAgo(0),
    };
    const before = (await get("/api/venues/1")).json();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post("/api/visits", body)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    const venue = (await get("/api/venues/1")).json();
    expect(venue).toMatchObject({ lastInspectedAt: body.visitedAt, lastResult: "hazard", version: before.version + 1 });
    // The day of the visit in the city, and one cadence on.
    const local = new Date(Date.parse(body.visitedAt) + 8 * 3_600_000 + 90 * 86_400_000).toISOString().slice(0, 10);
    expect(venue.nextDueOn).toBe(local);
  });

  test.each([
    ["outcome", { outcome: "advice" }],
    ["place", { venueId: 3 }],
    ["unit", { unitId: 2 }],
    ["dwell", { dwellSeconds: 61 }],
    ["time", { visitedAt: daysAgo(9) }],
  ])("with a known key and another %s is refused, and nothing moves", async (_what, other) => {
    const body = { clientKey: key(), venueId: 2, unitId: 1, outcome: "done", dwellSeconds: 60, visitedAt: daysAgo(1) };
    expect((await post("/api/visits", body)).statusCode).toBe(201);
    const before = (await get("/api/venues/3")).json();
    const answer = await post("/api/visits", { ...body, ...other });
    expect([answer.statusCode, answer.json().type]).toEqual([422, expect.stringContaining("idempotency-mismatch")]);
    expect((await get("/api/venues/3")).json()).toEqual(before);
  });

  test("without a time is the same when it is sent again", async () => {
    const body = { clientKey: key().toUpperCase(), residenceId: 5, outcome: "done" };
    const first = await post("/api/visits", body);
    const again = await post("/api/visits", { ...body, clientKey: body.clientKey.toLowerCase() });
    expect([first.statusCode, again.statusCode, again.json()]).toEqual([201, 200, first.json()]);
    expect((await get("/api/residences/5")).json().lastCheckedAt).toBe(first.json().visitedAt);
  });

  test("that found nobody is on record and is no inspection", async () => {
    const before = (await get("/api/venues/4")).json();
    expect((await post("/api/visits", { clientKey: key(), venueId: 4, outcome: "no_answer" })).statusCode).toBe(201);
    expect((await get("/api/venues/4")).json()).toEqual(before);
  });

  test("that arrives late never overwrites a newer one", async () => {
    await post("/api/visits", { clientKey: key(), venueId: 5, outcome: "hazard" });
    const newer = (await get("/api/venues/5")).json();
    expect(
      (await post("/api/visits", { clientKey: key(), venueId: 5, outcome: "done", visitedAt: daysAgo(3) })).statusCode,
    ).toBe(201);
    expect((await get("/api/venues/5")).json()).toEqual(newer);
  });

  test.each(["venueId", "residenceId"])(
    "from a clock that runs ahead leaves no memory of the future (%s)",
    async (place) => {
      const visitedAt = new Date(Date.now() + 200_000).toISOString();
      expect((await post("/api/visits", { clientKey: key(), [place]: 7, outcome: "done", visitedAt })).statusCode).toBe(
        201,
      );
      const url = place === "venueId" ? "/api/venues/7" : "/api/residences/7";
      const { lastInspectedAt, lastCheckedAt } = (await get(url)).json();
      expect(Date.parse(lastInspectedAt ?? lastCheckedAt)).toBeLessThanOrEqual(Date.now());
    },
  );

  test("that cannot be stored leaves its place as it was", async () => {
    const before = (await get("/api/venues/8")).json();
    expect((await post("/api/visits", { clientKey: key(), venueId: 8, unitId: 999, outcome: "done" })).statusCode).toBe(
      409,
    );
    expect((await get("/api/venues/8")).json()).toEqual(before);
  });

  test("is to one place: neither none nor two", async () => {
    for (const place of [{}, { venueId: 1, residenceId: 1 }])
      expect((await post("/api/visits", { clientKey: key(), outcome: "done", ...place })).statusCode).toBe(422);
  });

  test("can be corrected with its version, and its venue follows when the venue remembers this visit", async () => {
    const visit = (await post("/api/visits", { clientKey: key(), venueId: 9, outcome: "done" })).json();
    expect((await patch(`/api/visits/${visit.id}`, { outcome: "hazard" })).statusCode).toBe(428);
    const changed = await patch(`/api/visits/${visit.id}`, { outcome: "hazard" }, visit.version);
    expect(changed.json()).toMatchObject({ outcome: "hazard", version: visit.version + 1 });
    expect((await get("/api/venues/9")).json().lastResult).toBe("hazard");
    expect((await patch(`/api/visits/${visit.id}`, { outcome: "done" }, visit.version)).statusCode).toBe(412);
    expect((await get("/api/venues/9")).json().lastResult).toBe("hazard");
  });
});

test("the list is complete, newest first, and narrows to a place or community", async () => {
  const visits = await walk("/api/visits", 3);
  const { rows } = await database.pool.query("select id from visit order by id desc");
  expect(visits.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  const ofVenue = (await walk("/api/visits?venueId=2", 2)) as unknown as { venueId: number }[];
  expect(ofVenue.length).toBeGreaterThan(1);
  expect(new Set(ofVenue.map(({ venueId }) => venueId))).toEqual(new Set([2]));
  const both = await Promise.all([1, 2].map((community) => walk(`/api/visits?communityId=${community}`, 100)));
  expect(both.flat()).toHaveLength(visits.length);
});
