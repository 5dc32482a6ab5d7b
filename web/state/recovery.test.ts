import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newGatedReload, newGpuLadder, newHeapWatch } from "./recovery.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function newLadder() {
  const told: string[] = [];
  const ladder = newGpuLadder(
    {
      recreate: () => void told.push("recreate"),
      reload: () => void told.push("reload"),
      count: (name) => void told.push(`+${name}`),
    },
    Date.now,
  );
  return { ladder, told };
}

test("a context that comes back within three seconds needs nothing", () => {
  const { ladder, told } = newLadder();
  ladder.lost();
  vi.advanceTimersByTime(2_900);
  ladder.restored();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["+context lost", "+context restored"]);
});

test("one that stays away has the map made anew; the third time in five minutes the page starts afresh", () => {
  const { ladder, told } = newLadder();
  for (let i = 0; i < 3; i++) {
    ladder.lost();
    ladder.lost();
    vi.advanceTimersByTime(10_000);
  }
  expect(told.filter((one) => !one.startsWith("+"))).toEqual(["recreate", "recreate", "reload"]);
});

test("losses far apart never start the page afresh", () => {
  const { ladder, told } = newLadder();
  for (let i = 0; i < 6; i++) {
    ladder.lost();
    vi.advanceTimersByTime(400_000);
  }
  expect(told).not.toContain("reload");
});

test("a map that draws no more is made anew at once, but not while it is being waited for", () => {
  const { ladder, told } = newLadder();
  ladder.isStuck();
  expect(told).toEqual(["+map stuck", "+map made anew", "recreate"]);
  ladder.lost();
  ladder.isStuck();
  expect(told.filter((one) => one === "recreate")).toHaveLength(1);
});

test("the page starts afresh only when the server answers, and once", async () => {
  const pauses: number[] = [];
  let asked = 0;
  let reloads = 0;
  const reload = newGatedReload(
    async () => {
      asked++;
      if (asked === 2) throw new Error("no network");
      return asked > 6;
    },
    () => {
      reloads++;
    },
    async (ms) => void pauses.push(ms),
  );
  await Promise.all([reload(), reload()]);
  expect([asked, reloads]).toEqual([7, 1]);
  expect(pauses).toEqual([1_000, 2_000, 5_000, 10_000, 30_000, 30_000]);
});

test("memory is too much when it stays half as large again as in the first hour", () => {
  const MB = 1_048_576;
  const isTooMuch = newHeapWatch(0);
  expect([isTooMuch(300 * MB, 0), isTooMuch(200 * MB, 1_000), isTooMuch(900 * MB, 2_000)]).toEqual([
    false,
    false,
    false,
  ]);
  const later = (bytes: number) => isTooMuch(bytes, 4_000_000);
  expect([later(310 * MB), later(310 * MB), later(290 * MB), later(310 * MB)]).toEqual([false, false, false, false]);
  expect([later(310 * MB), later(310 * MB)]).toEqual([false, true]);
});

test("a small page may grow by half without being too much", () => {
  const isTooMuch = newHeapWatch(0);
  isTooMuch(20_000_000, 0);
  expect([1, 2, 3, 4].map(() => isTooMuch(60_000_000, 4_000_000))).toEqual([false, false, false, false]);
});
