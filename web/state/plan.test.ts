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
  withheld: [],
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
  room.move("venue:3", 1);
  room.move("venue:3", 0);
  expect(ids(room)).toEqual([3, 1, 2]);
  await room.reload();
  expect(ids(room)).toEqual([3, 1, 2]);
  const again = newPlanRoom(async () => planOf([1, 2, 4, 3]), storage);
  await again.choose(1);
  expect(ids(again)).toEqual([3, 1, 2, 4]);
  again.resetOrder();
  expect(ids(again)).toEqual([1, 2, 4, 3]);
});

test("one kind at a time is numbered by itself, and moves among its own", async () => {
  const dwelling = (id: number): Schemas["PlanItem"] => ({ ...place(id), kind: "residence" });
  const plan = { ...planOf([]), items: [place(1), dwelling(2), dwelling(3), place(4)] };
  const room = newPlanRoom(async () => plan, newStorage());
  await room.choose(1);
  room.showKind("residence");
  expect(ids(room)).toEqual([2, 3]);
  room.move("residence:3", 0);
  expect(ids(room)).toEqual([3, 2]);
  room.showKind("all");
  expect(ids(room)).toEqual([1, 3, 2, 4]);
});

test("a place recorded here leaves the list at once, comes back when refused, and when the server has it due again", async () => {
  const items = [place(1), place(2)];
  const room = newPlanRoom(async () => ({ ...planOf([]), items }), newStorage());
  await room.choose(1);
  room.setDone("venue:1", "2026-05-04T09:00:00Z");
  expect(ids(room)).toEqual([2]);
  room.setDone("venue:1", null);
  expect(ids(room)).toEqual([1, 2]);
  room.setDone("venue:1", "2026-05-04T09:00:00Z");
  await room.reload();
  expect(ids(room)).toEqual([2]);
  items[0] = { ...place(1), lastVisitedAt: "2026-05-04T09:00:01Z" };
  await room.reload();
  expect(ids(room)).toEqual([1, 2]);
});

test("where nobody answered is remembered for the day, over a restart, and not longer", () => {
  const storage = newStorage();
  const at = "2026-05-04T09:00:00Z";
  const later = (hours: number) =>
    newPlanRoom(
      async () => planOf([]),
      storage,
      () => Date.parse(at) + hours * 3_600_000,
    );
  later(0).setTried("venue:1", at);
  expect(later(8).store.getState().tried.get("venue:1")).toBe(at);
  expect(later(17).store.getState().tried.size).toBe(0);
  storage.setItem("one-map.tried", "{");
  expect(later(0).store.getState().tried.size).toBe(0);
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
