import { expect, test } from "vitest";
import type { FeedEvent } from "./event.ts";
import { EventLog } from "./event-log.ts";

const event = (seq: number): FeedEvent => ({ seq, kind: "visit", op: "r" });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => event(from + i));
const seqs = (events: readonly FeedEvent[] | undefined) => events?.map(({ seq }) => seq);

test("gives what follows a place, in pieces, and says when it is no longer known", () => {
  const log = new EventLog(10);
  log.begin({ epoch: "a" }, 5);
  expect(seqs(log.after(5, 3))).toEqual([]);
  log.append(range(6, 12));
  expect(seqs(log.after(5, 3))).toEqual([6, 7, 8]);
  expect(seqs(log.after(8, 100))).toEqual([9, 10, 11, 12]);
  log.append(range(13, 20));
  expect([log.firstSeq, log.seq]).toEqual([11, 20]);
  expect(log.after(9, 1)).toBeUndefined();
  expect(seqs(log.after(10, 100))).toEqual(seqs(range(11, 20)));
  expect(log.after(21, 1)).toBeUndefined();
});

test("takes no event that does not follow", () => {
  const log = new EventLog();
  log.begin({ epoch: "a" }, 5);
  expect(() => log.append([event(7)])).toThrow("Event 7 does not follow 5.");
});

test("wakes who waits when something comes, and when the numbers break off", async () => {
  const log = new EventLog();
  log.begin({ epoch: "a" }, 0);
  const woken = Promise.all([log.changed(), log.changed()]);
  log.append([event(1)]);
  await woken;
  const broken = log.changed();
  log.breakOff({ epoch: "b", lastSeq: 40 }, "epoch");
  await broken;
  expect([log.epoch, log.seq, log.breaks, log.reason]).toEqual(["b", 40, 1, "epoch"]);
  expect(log.after(1, 1)).toBeUndefined();
  expect(seqs(log.after(40, 1))).toEqual([]);
});
