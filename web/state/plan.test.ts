import { expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { legsOf, newPlanRoom, placesOf } from "./plan.ts";

const place = (id: number): Schemas["PlanItem"] => ({
  kind: "venue",
  id,
  names: null,
  address: null,
  class: null,
  position: [107 + id / 100, 34],
  dueOn: null,
  daysOverdue: null,
  lastVisitedAt: null,
  daysSince: null,
  reason: "never",
  urgency: 3,
});

const planOf = (ids: number[]): Schemas["Plan"] => ({
  asOf: "2026-05-04T08:00:00Z",
  community: { id: 1, names: { zhHans: "甲", zhHant: null, en: null }, bbox: [107, 34, 108, 35] },
  totalDue: ids.length,
  items: ids.map(place),
});

function newStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

const ids = (room: ReturnType<typeof newPlanRoom>) => placesOf(room.store.getState()).map(({ id }) => id);

test("an order made by hand outlives a re-read and a restart, and can be dropped", async () => {
  const storage = newStorage();
  const room = newPlanRoom(async () => planOf([1, 2, 3]), storage);
  await room.choose(1);
  room.move("venue:3", -1);
  room.move("venue:3", -1);
  expect(ids(room)).toEqual([3, 1, 2]);
  await room.reload();
  expect(ids(room)).toEqual([3, 1, 2]);
  const again = newPlanRoom(async () => planOf([1, 2, 4, 3]), storage);
  await again.choose(1);
  expect(ids(again)).toEqual([3, 1, 2, 4]);
  again.resetOrder();
  expect(ids(again)).toEqual([1, 2, 4, 3]);
});

test("the answer for a community that was left meanwhile is thrown away", async () => {
  const answers = new Map<number, (plan: Schemas["Plan"]) => void>();
  const room = newPlanRoom((id) => new Promise((resolve) => answers.set(id, resolve)), newStorage());
  const first = room.choose(1);
  const second = room.choose(2);
  answers.get(2)?.(planOf([20]));
  answers.get(1)?.(planOf([10]));
  await Promise.all([first, second]);
  expect(ids(room)).toEqual([20]);
});

test("a failure keeps the list and names the error", async () => {
  let fail = false;
  const room = newPlanRoom(async () => {
    if (fail) throw new Error("away");
    return planOf([1]);
  }, newStorage());
  await room.choose(1);
  fail = true;
  await room.reload();
  expect(ids(room)).toEqual([1]);
  expect(room.store.getState().error).toBeInstanceOf(Error);
});

test("legs are measured from place to place", () => {
  const [first, second] = legsOf([place(1), place(2)]);
  expect(first).toBeNull();
  expect(second).toBeCloseTo(921.8, 0);
});
