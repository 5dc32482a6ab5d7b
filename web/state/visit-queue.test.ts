import { expect, test } from "vitest";
import { ApiError } from "../api/errors.ts";
import { newVisitQueue, type RecordedVisit } from "./visit-queue.ts";

const visit = (clientKey: string): RecordedVisit => ({
  clientKey,
  venueId: 1,
  visitedAt: "2026-05-04T08:00:00Z",
  outcome: "done",
});

function newStorage(kept?: string) {
  const items = new Map(kept === undefined ? [] : [["one-map.visits", kept]]);
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

test("a visit that the server takes does not wait", async () => {
  const sent: string[] = [];
  const queue = newVisitQueue(newStorage(), async ({ clientKey }) => void sent.push(clientKey));
  expect(await queue.add(visit("a"))).toBe(true);
  expect(sent).toEqual(["a"]);
  expect(queue.store.getState().waiting).toEqual([]);
});

test("without a network visits wait in order, also over a restart, and go out once", async () => {
  const storage = newStorage();
  const sent: string[] = [];
  let isOnline = false;
  const send = async ({ clientKey }: RecordedVisit) => {
    if (!isOnline) throw new ApiError(0, undefined);
    sent.push(clientKey);
  };
  const queue = newVisitQueue(storage, send);
  expect(await queue.add(visit("a"))).toBe(false);
  expect(await queue.add(visit("b"))).toBe(false);

  const restarted = newVisitQueue(storage, send);
  expect(restarted.store.getState().waiting.map(({ clientKey }) => clientKey)).toEqual(["a", "b"]);
  isOnline = true;
  await Promise.all([restarted.flush(), restarted.flush()]);
  expect(sent).toEqual(["a", "b"]);
  expect(newVisitQueue(storage, send).store.getState().waiting).toEqual([]);
});

test("a visit that is refused for good leaves the queue, is named, and does not block the next", async () => {
  const sent: string[] = [];
  const queue = newVisitQueue(newStorage(), async ({ clientKey }) => {
    if (clientKey === "bad") throw new ApiError(422, { detail: "no such venue" });
    sent.push(clientKey);
  });
  expect(await queue.add(visit("bad"))).toBe(false);
  expect(queue.store.getState().refused?.visit.clientKey).toBe("bad");
  expect(await queue.add(visit("good"))).toBe(true);
  expect(queue.store.getState()).toEqual({ waiting: [], refused: null });
  expect(sent).toEqual(["good"]);
});

test.each(["not json", "{}", "[1]", "null"])("storage that holds %s is an empty queue", (kept) => {
  expect(newVisitQueue(newStorage(kept), async () => {}).store.getState().waiting).toEqual([]);
});
