import { beforeEach, expect, test } from "vitest";
import { newSealedVisits } from "./sealed-visits.ts";
import type { RecordedVisit } from "./visit-queue.ts";

const hour = 3_600_000;
const visit = (clientKey: string, hoursAgo = 1): RecordedVisit => ({
  clientKey,
  residenceId: 4_711,
  visitedAt: new Date(Date.now() - hoursAgo * hour).toISOString(),
  outcome: "hazard",
});
const keyOf = (byte: number) => async () => Buffer.alloc(32, byte).toString("base64url");

let items: Map<string, string>;
let device: Storage;
beforeEach(() => {
  items = new Map();
  device = {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  };
});
const lies = () => [...items].flat().join("\n");

test("comes back for whoever recorded it, and nothing of it can be read on the device", async () => {
  await newSealedVisits(device, keyOf(1)).write([visit("a"), visit("b")]);
  expect(lies()).not.toMatch(/4711|hazard|residenceId|"a"/);
  expect(items.size).toBe(1);
  const back = await newSealedVisits(device, keyOf(1)).read();
  expect(back.map(({ clientKey, residenceId }) => [clientKey, residenceId])).toEqual([
    ["a", 4_711],
    ["b", 4_711],
  ]);
});

test("is neither read nor overwritten by somebody else who signs in on the device", async () => {
  const [one, other] = [newSealedVisits(device, keyOf(1)), newSealedVisits(device, keyOf(2))];
  await one.write([visit("a")]);
  expect(await other.read()).toEqual([]);
  await other.write([visit("b")]);
  await other.write([]);
  expect((await one.read()).map(({ clientKey }) => clientKey)).toEqual(["a"]);
});

test("the same text twice is not the same on the device", async () => {
  const visits = newSealedVisits(device, keyOf(1));
  await visits.write([visit("a", 2)]);
  const first = lies();
  await visits.write([visit("a", 2)]);
  expect(lies()).not.toBe(first);
});

test("what nobody sent within a day is removed by whoever opens the page next", async () => {
  await newSealedVisits(device, keyOf(1)).write([visit("a", 25)]);
  await newSealedVisits(device, keyOf(2)).write([visit("b", 23)]);
  expect(await newSealedVisits(device, keyOf(3)).read()).toEqual([]);
  expect(items.size).toBe(1);
});

test.each([
  "not json",
  "{}",
  "[1]",
  "null",
  '{"until":9e15,"iv":"AAAA","data":"AAAA"}',
  '{"until":9e15,"iv":"~","data":"~"}',
])("a device that holds %s has nothing that waits", async (text) => {
  const visits = newSealedVisits(device, keyOf(1));
  await visits.write([visit("a")]);
  for (const name of items.keys()) items.set(name, text);
  expect(await visits.read()).toEqual([]);
});

test("a key that could not be had is asked for again", async () => {
  let isAway = true;
  const visits = newSealedVisits(device, async () => {
    if (isAway) throw new Error("away");
    return keyOf(1)();
  });
  await expect(visits.read()).rejects.toThrow("away");
  isAway = false;
  expect(await visits.read()).toEqual([]);
});
