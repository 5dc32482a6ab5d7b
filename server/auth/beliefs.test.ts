import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Beliefs } from "./beliefs.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gone = () => Promise.reject(Object.assign(new Error("connection lost"), { code: "ECONNREFUSED" }));

test("what was read is believed for five seconds, and read once for however many ask", async () => {
  const beliefs = new Beliefs<string>();
  const read = vi.fn(async () => "officer");
  expect(await Promise.all([1, 2, 3].map(() => beliefs.get("a", read)))).toEqual(["officer", "officer", "officer"]);
  expect(read).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(4_900);
  await beliefs.get("a", read);
  expect(read).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(200);
  await beliefs.get("a", read);
  expect(read).toHaveBeenCalledTimes(2);
});

test("what is forgotten is read again, also by whoever asks while it is being read", async () => {
  const beliefs = new Beliefs<string>();
  let finish: (value: string) => void = () => {};
  const slow = beliefs.get("a", () => new Promise((resolve) => (finish = resolve)));
  beliefs.forget(() => true);
  const after = beliefs.get("a", async () => undefined);
  finish("officer");
  expect([await slow, await after]).toEqual(["officer", undefined]);
  // And what was read before is not kept.
  expect(await beliefs.get("a", async () => undefined)).toBeUndefined();
});

test("an outage ends nobody's session, for ten minutes, and begins none", async () => {
  const beliefs = new Beliefs<string>();
  await beliefs.get("a", async () => "officer");
  vi.advanceTimersByTime(60_000);
  expect(await beliefs.get("a", gone)).toBe("officer");
  await expect(beliefs.get("b", gone)).rejects.toThrow("connection lost");
  vi.advanceTimersByTime(9 * 60_000 + 1_000);
  await expect(beliefs.get("a", gone)).rejects.toThrow("connection lost");
});

test("while it does not answer the database is not asked for each request", async () => {
  let isAway = false;
  const beliefs = new Beliefs<string>({ isAway: () => isAway });
  await beliefs.get("a", async () => "officer");
  vi.advanceTimersByTime(10_000);
  const read = vi.fn(gone);
  await beliefs.get("a", read);
  await beliefs.get("a", read);
  expect(read).toHaveBeenCalledTimes(1);
  isAway = true;
  vi.advanceTimersByTime(10_000);
  expect(await beliefs.get("a", read)).toBe("officer");
  await expect(beliefs.get("b", read)).rejects.toMatchObject({ slug: "db-unavailable" });
  expect(read).toHaveBeenCalledTimes(1);
});

test("who is known does not wait for a database that is slow, and what it says at last counts", async () => {
  const beliefs = new Beliefs<string>();
  await beliefs.get("a", async () => "officer");
  vi.advanceTimersByTime(6_000);
  let finish: (value: string | undefined) => void = () => {};
  const asked = beliefs.get("a", () => new Promise((resolve) => (finish = resolve)));
  await vi.advanceTimersByTimeAsync(500);
  expect(await asked).toBe("officer");
  finish(undefined);
  await vi.advanceTimersByTimeAsync(1);
  const read = vi.fn(async () => undefined);
  expect(await beliefs.get("a", read)).toBeUndefined();
  expect(read).toHaveBeenCalledTimes(1);
});

test("another failure is no outage: nothing is believed in its place", async () => {
  const beliefs = new Beliefs<string>();
  await beliefs.get("a", async () => "officer");
  vi.advanceTimersByTime(6_000);
  await expect(beliefs.get("a", () => Promise.reject(new TypeError("a mistake of ours")))).rejects.toThrow("mistake");
});
