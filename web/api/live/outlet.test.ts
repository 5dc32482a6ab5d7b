import { beforeEach, describe, expect, test } from "vitest";
import type { FeedClient, FeedStatus } from "./feed-client.ts";
import { runFeed, type Transport } from "./feed-runner.ts";
import type { ToPage } from "./messages.ts";
import { Outlet } from "./outlet.ts";
import type { PagePort } from "./page-queue.ts";
import type { LiveDiff } from "./replica.ts";
import { VirtualClock } from "./testing/virtual-clock.ts";
import type { LiveIncident } from "./wire.ts";

let clock: VirtualClock;
let client: FeedClient;
let outlet: Outlet;
let load: Parameters<Transport["load"]>[0];
let stream: Parameters<Transport["connect"]>[1];
let connections: number;
let seq: number;

beforeEach(() => {
  clock = new VirtualClock();
  connections = 0;
  seq = 0;
  outlet = new Outlet(clock, () => client);
  client = runFeed(
    {
      clock,
      random: () => 0.5,
      transport: {
        connect: (_, on) => {
          connections++;
          stream = on;
          return () => {};
        },
        load: (on) => {
          load = on;
          return () => {};
        },
      },
    },
    { tiles: (news) => outlet.tiles(news), changed: () => outlet.changed() },
  );
  client.start();
});

const incident = (id: number, v = 1) => ({ id, v, status: "reported" }) as LiveIncident;

function begin(incidents: LiveIncident[] = []): void {
  load.loaded({ epoch: "e", seq: 0, asOf: "2026-11-01T00:00:00Z", incidents, units: [] });
  stream.opened();
  beat();
  clock.advance(2_000);
}

const beat = () => stream.received({ type: "hb", at: { epoch: "e", seq }, serverTime: clock.wallNow(), lagMs: 0 });

function change(id: number, v = 1): void {
  const at = { epoch: "e", seq: ++seq };
  const row = incident(id, v);
  stream.received({ type: "change", at, kind: "incident", id, v, isGone: false, communities: [1], row });
}

/** A page, and everything that it is told. */
function join() {
  const messages: ToPage[] = [];
  /** A page that does not keep up says nothing when it is asked. */
  const pace = { keepsUp: true };
  const port: PagePort = {
    postMessage: (message) => {
      if (message.type === "hello?") outlet.heard(port, "hello");
      else if (message.type !== "done?") messages.push(message);
      else if (pace.keepsUp) outlet.heard(port, "done");
    },
  };
  outlet.heard(port, "hello");
  const diffs = (): LiveDiff[] => messages.flatMap((one) => (one.type === "diff" ? [one.diff] : []));
  const statuses = (): FeedStatus[] => messages.flatMap((one) => (one.type === "status" ? [one.status] : []));
  return { port, pace, messages, diffs, statuses };
}

describe("differences", () => {
  test("of few changes go out with the next frame", () => {
    begin();
    const page = join();
    for (let id = 1; id < 50; id++) change(id);
    clock.advance(15);
    expect(page.diffs()).toHaveLength(1);
    clock.advance(1);
    expect(page.diffs()).toHaveLength(2);
    expect(page.diffs()[1]?.incidents.put).toHaveLength(49);
  });

  test("of many changes are merged, one a second, each row once", () => {
    begin();
    const page = join();
    change(1);
    clock.advance(20);
    const before = page.diffs().length;
    for (let round = 1; round <= 9; round++) {
      for (let id = 1; id <= 60; id++) change(id, round + 1);
      clock.advance(100);
    }
    expect(page.diffs()).toHaveLength(before);
    clock.advance(100);
    expect(page.diffs()).toHaveLength(before + 1);
    expect(page.diffs().at(-1)?.incidents.put).toEqual(Array.from({ length: 60 }, (_, i) => incident(i + 1, 10)));
  });

  test("do not say that the picture is true before they are out", () => {
    begin();
    const page = join();
    clock.advance(8_000);
    change(1);
    clock.advance(20);
    for (let id = 1; id <= 60; id++) change(id, 2);
    beat();
    clock.advance(100);
    expect(page.statuses().at(-1)?.ageMs).toBeGreaterThan(9_000);
    clock.advance(1_000);
    expect(page.diffs().at(-1)?.incidents.put).toHaveLength(60);
    expect(page.statuses().at(-1)?.ageMs).toBeLessThan(1_200);
  });
});

describe("pages", () => {
  test("share one stream; one that comes later gets everything first, then the same differences", () => {
    begin([incident(1), incident(2)]);
    const first = join();
    change(3);
    clock.advance(20);
    const second = join();
    expect(second.diffs()).toEqual([
      expect.objectContaining({ isWhole: true, incidents: { put: [incident(1), incident(2), incident(3)], drop: [] } }),
    ]);
    change(1, 2);
    clock.advance(20);
    expect(second.diffs().at(-1)).toEqual(first.diffs().at(-1));
    expect(connections).toBe(1);
  });

  test("hear what the worker is at before there is a picture, and get no empty one", () => {
    const page = join();
    expect(page.messages).toEqual([
      {
        type: "status",
        status: { link: "loading", ageMs: null, serverNow: null, trouble: null },
        heard: 1,
        sinceMs: 0,
      },
    ]);
    load.failed({ kind: "network" });
    expect(page.statuses().at(-1)).toMatchObject({ link: "down", trouble: "network" });
    expect(page.diffs()).toEqual([]);
    clock.advance(2_000);
    begin([incident(1)]);
    expect(page.diffs()[0]).toMatchObject({ isWhole: true, incidents: { put: [incident(1)] } });
  });

  test("are told of heartbeats at once, and something every five seconds", () => {
    begin();
    const page = join();
    clock.advance(4_000);
    beat();
    expect(page.statuses().at(-1)?.ageMs).toBe(0);
    const before = page.statuses().length;
    clock.advance(20_000);
    expect(page.statuses().length - before).toBeGreaterThanOrEqual(4);
  });

  test("are told of tiles at once", () => {
    begin();
    const page = join();
    stream.received({ type: "tiles", layer: "incidents", tiles: [[7, 1, 2]] });
    expect(page.messages.at(-1)).toMatchObject({ type: "tiles", news: { layer: "incidents", tiles: [[7, 1, 2]] } });
  });

  test("that have gone are told nothing; one that was only silent for long gets everything again", () => {
    begin([incident(1)]);
    const gone = join();
    const silent = join();
    outlet.heard(gone.port, "bye");
    const before = gone.messages.length;
    for (let i = 0; i < 20; i++) {
      clock.advance(10_000);
      beat();
    }
    const untilForgotten = silent.messages.length;
    change(2);
    clock.advance(100);
    expect(gone.messages).toHaveLength(before);
    expect(silent.messages).toHaveLength(untilForgotten);
    outlet.heard(silent.port, "here");
    expect(silent.diffs().at(-1)).toMatchObject({ isWhole: true, incidents: { put: [incident(1), incident(2)] } });
  });
});

describe("a page that does not keep up", () => {
  test("gets no more until it has, and then one difference with each row once", () => {
    begin();
    const slow = join();
    const quick = join();
    slow.pace.keepsUp = false;
    for (let round = 1; round <= 40; round++) {
      change(1, round);
      change(2, round);
      clock.advance(20);
    }
    expect(quick.diffs()).toHaveLength(41);
    expect(slow.diffs()).toHaveLength(2);
    slow.pace.keepsUp = true;
    outlet.heard(slow.port, "done");
    expect(slow.diffs()).toHaveLength(3);
    expect(slow.diffs()[2]?.incidents.put).toEqual([incident(1, 40), incident(2, 40)]);
    change(3);
    clock.advance(20);
    expect(slow.diffs().at(-1)).toEqual(quick.diffs().at(-1));
  });

  test("is not told that it holds what waits for it", () => {
    begin();
    const page = join();
    page.pace.keepsUp = false;
    change(1);
    clock.advance(20);
    change(2);
    clock.advance(20);
    clock.advance(10_000);
    beat();
    expect(page.statuses().at(-1)?.ageMs).toBeGreaterThan(9_000);
    outlet.heard(page.port, "done");
    expect(page.messages.at(-2)).toMatchObject({ type: "diff", diff: { incidents: { put: [incident(2)] } } });
    expect(page.statuses().at(-1)?.ageMs).toBe(0);
  });

  test("hears of tiles when it has, each once", () => {
    begin();
    const page = join();
    page.pace.keepsUp = false;
    const news = (x: number) => stream.received({ type: "tiles", layer: "incidents", tiles: [[7, x, 2]] });
    const heard = () => page.messages.flatMap((one) => (one.type === "tiles" ? [one.news] : []));
    news(1);
    for (let i = 0; i < 100; i++) news(2 + (i % 2));
    expect(heard()).toEqual([{ layer: "incidents", tiles: [[7, 1, 2]] }]);
    outlet.heard(page.port, "done");
    expect(heard().slice(1)).toEqual([
      {
        layer: "incidents",
        tiles: [
          [7, 2, 2],
          [7, 3, 2],
        ],
      },
    ]);
  });
});
