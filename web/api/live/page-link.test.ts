import { describe, expect, test } from "vitest";
import type { ToPage, ToWorker } from "./messages.ts";
import { PageLink } from "./page-link.ts";
import { VirtualClock } from "./testing/virtual-clock.ts";

const open = { link: "open", ageMs: 0, serverNow: null, trouble: null } as const;
const status: ToPage = { type: "status", status: open, heard: 1, sinceMs: 0 };

interface Opened {
  readonly isOwn: boolean;
  readonly sent: ToWorker[];
  readonly speak: (message: ToPage) => void;
  readonly fail: () => void;
  isEnded: boolean;
}

function openLink() {
  const clock = new VirtualClock();
  const opened: Opened[] = [];
  const heard: string[] = [];
  const link = new PageLink(
    clock,
    (isOwn, speak, fail) => {
      const one: Opened = { isOwn, sent: [], speak, fail, isEnded: false };
      opened.push(one);
      return {
        send: (message) => one.sent.push(message),
        end: () => {
          one.isEnded = true;
        },
      };
    },
    { diff: () => heard.push("diff"), tiles: () => heard.push("tiles"), status: () => heard.push("status") },
  );
  const worker = () => opened.at(-1) as Opened;
  /** The worker speaks every five seconds. */
  const beat = (seconds: number) => {
    for (let i = 0; i < seconds; i += 5) {
      clock.advance(5_000);
      worker().speak(status);
    }
  };
  return { clock, opened, heard, link, worker, beat };
}

describe("a page", () => {
  test("says hello, that it is still here, and good-bye", () => {
    const { opened, link, worker, beat } = openLink();
    beat(60);
    link.send("nudge");
    link.end();
    expect(worker().sent).toEqual(["hello", "here", "here", "here", "nudge", "bye"]);
    expect(worker().isEnded).toBe(true);
    expect(opened).toHaveLength(1);
  });

  test("connects again to a worker that has fallen silent, and then starts one of its own", () => {
    const { clock, opened, beat, heard } = openLink();
    beat(10);
    clock.advance(25_000);
    expect(opened.map(({ isOwn, isEnded }) => [isOwn, isEnded])).toEqual([
      [false, true],
      [false, false],
    ]);
    clock.advance(25_000);
    expect(opened.map(({ isOwn }) => isOwn)).toEqual([false, false, true]);
    expect(opened.map(({ sent }) => sent[0])).toEqual(["hello", "hello", "hello"]);
    const before = heard.length;
    opened[0]?.speak(status);
    expect(heard).toHaveLength(before);
    beat(600);
    expect(opened).toHaveLength(3);
  });

  test("has a worker of its own at once where a shared one cannot be started", () => {
    const { opened, worker } = openLink();
    worker().fail();
    expect(opened.map(({ isOwn }) => isOwn)).toEqual([false, true]);
    opened[0]?.fail();
    expect(opened).toHaveLength(2);
  });

  test("that was frozen does not take its own silence for the worker's", () => {
    const { clock, opened, beat } = openLink();
    beat(10);
    clock.freeze(600_000);
    clock.advance(14_000);
    expect(opened).toHaveLength(1);
    clock.advance(14_000);
    expect(opened).toHaveLength(2);
  });
});
