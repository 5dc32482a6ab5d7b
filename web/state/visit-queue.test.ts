import { expect, test } from "vitest";
import { ApiError } from "../api/errors.ts";
import { newVisitQueue, type RecordedVisit, type VisitStore } from "./visit-queue.ts";

const now = Date.now();
const hour = 3_600_000;
const visit = (clientKey: string, hoursAgo = 1): RecordedVisit => ({
  clientKey,
  venueId: 1,
  visitedAt: new Date(now - hoursAgo * hour).toISOString(),
  outcome: "done",
});

/** Keeps what it is given, as a device does; `isAway` while it cannot say what it keeps. */
function newStore(...kept: RecordedVisit[]) {
  const state = { kept: kept as readonly RecordedVisit[], isAway: false };
  const store: VisitStore = {
    read: async () => {
      if (state.isAway) throw new ApiError(0, undefined);
      return state.kept;
    },
    write: async (visits) => {
      state.kept = visits;
    },
  };
  return Object.assign(store, { state });
}
const newQueue = (store: VisitStore, send: (one: RecordedVisit) => Promise<unknown>) => newVisitQueue(store, send, 24);
const offline = async () => {
  throw new ApiError(0, undefined);
};

test("a visit that the server takes does not wait", async () => {
  const sent: string[] = [];
  const queue = newQueue(newStore(), async ({ clientKey }) => void sent.push(clientKey));
  expect(await queue.add(visit("a"))).toBe(true);
  expect(sent).toEqual(["a"]);
  expect(queue.store.getState().waiting).toEqual([]);
});

test("without a network visits wait in order, also over a restart, and go out once", async () => {
  const storage = newStore();
  const sent: string[] = [];
  let isOnline = false;
  const send = async ({ clientKey }: RecordedVisit) => {
    if (!isOnline) throw new ApiError(0, undefined);
    sent.push(clientKey);
  };
  const queue = newQueue(storage, send);
  expect(await queue.add(visit("a"))).toBe(false);
  expect(await queue.add(visit("b"))).toBe(false);

  const restarted = newQueue(storage, send);
  await restarted.flush();
  expect(restarted.store.getState().waiting.map(({ clientKey }) => clientKey)).toEqual(["a", "b"]);
  isOnline = true;
  await Promise.all([restarted.flush(), restarted.flush()]);
  expect(sent).toEqual(["a", "b"]);
  expect(storage.state.kept).toEqual([]);
});

test("a visit that is refused for good leaves the queue, is named, and does not block the next", async () => {
  const sent: string[] = [];
  const queue = newQueue(newStore(), async ({ clientKey }) => {
    if (clientKey === "bad") throw new ApiError(422, { detail: "no such venue" });
    sent.push(clientKey);
  });
  expect(await queue.add(visit("bad"))).toBe(false);
  expect(queue.store.getState().refused?.visit.clientKey).toBe("bad");
  expect(await queue.add(visit("good"))).toBe(true);
  expect(queue.store.getState()).toEqual({ waiting: [], overdue: 0, refused: null });
  expect(sent).toEqual(["good"]);
});

test("what was recorded before the device could say what it keeps comes after that, and overwrites nothing", async () => {
  const storage = newStore(visit("a"));
  storage.state.isAway = true;
  const queue = newQueue(storage, offline);
  await queue.add(visit("b"));
  expect(storage.state.kept.map(({ clientKey }) => clientKey)).toEqual(["a"]);
  storage.state.isAway = false;
  await queue.flush();
  expect(queue.store.getState().waiting.map(({ clientKey }) => clientKey)).toEqual(["a", "b"]);
  expect(storage.state.kept.map(({ clientKey }) => clientKey)).toEqual(["a", "b"]);
});

test("a visit waits a day, then it is gone, is not sent, and that is said", async () => {
  const storage = newStore(visit("old", 24.1), visit("new", 23.9));
  const sent: string[] = [];
  const queue = newQueue(storage, async ({ clientKey }) => void sent.push(clientKey));
  await queue.flush();
  expect(sent).toEqual(["new"]);
  expect(storage.state.kept).toEqual([]);
  expect(queue.store.getState().overdue).toBe(1);
  queue.dismiss();
  expect(queue.store.getState().overdue).toBe(0);
});
