import { afterAll, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const { get, post, patch, database, close } = await testApp();
afterAll(close);

const { pool } = database;
const position = [107.05, 34.35];

async function report(priority: number): Promise<{ id: number; version: number }> {
  return (await post("/api/incidents", { category: "theft", priority, position })).json();
}

/** Moves every time of an incident into the past. */
async function age(id: number, minutes: number): Promise<void> {
  await pool.query(
    `update incident set reported_at = reported_at - $2 * interval '1 minute', occurred_from = occurred_from - $2 * interval '1 minute',
       dispatched_at = dispatched_at - $2 * interval '1 minute', arrived_at = arrived_at - $2 * interval '1 minute', closed_at = closed_at - $2 * interval '1 minute'
     where id = $1`,
    [id, minutes],
  );
}

test("units on duty are there without a fix too, and calls carry every time", async () => {
  const wall = (await get("/api/wall")).json();
  expect(wall.units).toHaveLength(5);
  expect(wall.units.filter((unit: { position: unknown }) => unit.position === null)).toHaveLength(1);
  const onScene = wall.open.find(({ status }: { status: string }) => status === "on_scene");
  expect(onScene).toMatchObject({ dispatchedAt: expect.any(String), arrivedAt: expect.any(String), closedAt: null });
});

test("the service's standards are there for every priority, in order", async () => {
  const { standards } = (await get("/api/wall")).json();
  expect(standards.map(({ priority }: { priority: number }) => priority)).toEqual([1, 2, 3, 4, 5]);
  for (const { dispatchSeconds, arriveSeconds, closeSeconds } of standards)
    expect(dispatchSeconds <= arriveSeconds && arriveSeconds <= closeSeconds).toBe(true);
});

test("the quarter of an hour is told from the times of the calls", async () => {
  const before = (await get("/api/wall")).json();
  const old = await report(2);
  await age(old.id, 20);
  await report(2);
  const closed = await report(3);
  await patch(`/api/incidents/${closed.id}`, { status: "dispatched" }, closed.version);
  await age(closed.id, 40);
  const { version } = (await get(`/api/incidents/${closed.id}`)).json();
  expect((await patch(`/api/incidents/${closed.id}`, { status: "closed" }, version)).statusCode).toBe(200);
  const after = (await get("/api/wall")).json();
  expect(after.openCount).toBe(before.openCount + 2);
  // Twenty minutes ago the first was reported; the third was open then, and in somebody's hand.
  expect(after.quarterAgo).toMatchObject({
    openCount: before.quarterAgo.openCount + 2,
    unassignedCount: before.quarterAgo.unassignedCount + 1,
    reportedSince: before.quarterAgo.reportedSince + 1,
    closedSince: before.quarterAgo.closedSince + 1,
  });
});

test("the history of an hour holds what was open in it, and nothing that was closed before", async () => {
  const still = await report(1);
  const gone = await report(1);
  await patch(`/api/incidents/${gone.id}`, { status: "closed" }, gone.version);
  await age(gone.id, 90);
  const late = await report(1);
  await patch(`/api/incidents/${late.id}`, { status: "closed" }, late.version);
  await age(late.id, 30);
  const { from, to, incidents } = (await get("/api/wall/history?minutes=60")).json();
  expect(Date.parse(to) - Date.parse(from)).toBe(3_600_000);
  const ids = incidents.map(({ id }: { id: number }) => id);
  expect(ids).toEqual(expect.arrayContaining([still.id, late.id]));
  expect(ids).not.toContain(gone.id);
  expect((await get("/api/wall/history?minutes=0")).statusCode).toBe(400);
  expect((await get("/api/wall/history?minutes=100000")).statusCode).toBe(400);
});
