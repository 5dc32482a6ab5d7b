import { describe, expect, test } from "vitest";
import type { Cause } from "./feed-client.ts";
import { ModelWorld } from "./testing/model-world.ts";

const refused = (status: number, retryAfterMs: number | null = null): Cause => ({
  kind: "refused",
  status,
  retryAfterMs,
});

/** A world in which the picture is there and fresh. */
function openWorld(): ModelWorld {
  const world = new ModelWorld();
  world.server.createIncident(1);
  world.clock.advance(1_000);
  expect(world.status).toMatchObject({ link: "open", trouble: null });
  expect(world.picture.incidents.size).toBe(1);
  return world;
}

/** Requests from now on while so much time passes, by milliseconds from now. */
function requestsIn(world: ModelWorld, ms: number): number[] {
  const [from, known] = [world.clock.now(), world.network.requests.length];
  world.clock.advance(ms);
  return world.network.requests.slice(known).map((at) => at - from);
}

describe("the way back", () => {
  test("is tried at growing, uneven intervals of at most 15 s while nobody answers", () => {
    const world = openWorld();
    world.network.setDown(true);
    const times = requestsIn(world, 600_000);
    const pauses = times.slice(1).map((at, i) => at - (times[i] as number));
    expect(times[0]).toBeLessThan(500);
    expect(Math.max(...pauses)).toBeLessThan(15_100);
    expect(times.length).toBeGreaterThan(50);
    expect(times.length).toBeLessThan(140);
    expect(new Set(pauses.slice(8).map((ms) => Math.round(ms / 1_000))).size).toBeGreaterThan(8);
    expect(world.status).toMatchObject({ link: "down", trouble: "network" });
    expect(world.status.ageMs).toBeGreaterThan(600_000);
    expect(world.picture.incidents.size).toBe(1);
  });

  test("is taken at once when somebody looks", () => {
    const world = openWorld();
    world.network.setDown(true);
    world.clock.advance(120_000);
    world.network.setDown(false);
    world.nudge();
    world.clock.advance(200);
    expect(world.status).toMatchObject({ link: "open", trouble: null });
  });

  test("waits as long as a full server asks, whoever looks", () => {
    const world = openWorld();
    world.network.refuse([refused(503, 30_000)]);
    world.network.cut("network");
    world.clock.advance(1_000);
    expect(world.status).toMatchObject({ link: "down", trouble: "busy" });
    world.nudge();
    const times = requestsIn(world, 40_000);
    expect(times[0]).toBeGreaterThan(29_000);
    expect(times[0]).toBeLessThan(37_000);
    expect(world.status.link).toBe("open");
  });

  test("a server that asks for an hour is asked again after two minutes", () => {
    const world = openWorld();
    world.network.refuse([refused(503, 3_600_000)]);
    world.network.cut("network");
    world.clock.advance(150_000);
    expect(world.status.link).toBe("open");
  });

  test.each([
    [404, "absent"],
    [204, "absent"],
    [401, "unauthorised"],
    [403, "unauthorised"],
  ] as const)("after %i it is tried once a minute, or when somebody looks again", (status, trouble) => {
    const world = openWorld();
    world.network.refuse(Array.from({ length: 3 }, () => refused(status)));
    world.network.cut("network");
    world.clock.advance(1_000);
    expect(world.status).toMatchObject({ link: "down", trouble });
    expect(requestsIn(world, 58_000)).toEqual([]);
    expect(requestsIn(world, 62_000)).toHaveLength(2);
    world.nudge();
    expect(requestsIn(world, 4_000)).toEqual([]);
    world.clock.advance(4_000);
    world.nudge();
    world.clock.advance(200);
    expect(world.status).toMatchObject({ link: "open", trouble: null });
  });

  test("let in again after a refusal it begins anew: it may be somebody else who listens", () => {
    const requestsAfter = (status: number) => {
      const world = openWorld();
      world.network.refuse([refused(status)]);
      world.network.cut("network");
      world.clock.advance(10_000);
      const known = world.network.requests.length;
      world.nudge();
      world.clock.advance(2_000);
      expect(world.status).toMatchObject({ link: "open", trouble: null });
      return world.network.requests.length - known;
    };
    // The stream alone; a snapshot before it.
    expect([requestsAfter(404), requestsAfter(401), requestsAfter(403)]).toEqual([1, 2, 2]);
  });

  test("takes the pause that the server gave with its farewell, or with the stream", () => {
    const world = openWorld();
    world.server.say("bye", { retry: 4_000 });
    world.clock.advance(100);
    world.nudge();
    expect(requestsIn(world, 6_000)[0]).toBeGreaterThan(3_800);
    const second = openWorld();
    second.network.cut("ended", 2_500);
    expect(requestsIn(second, 6_000)[0]).toBe(2_500);
  });

  test("an answer of another kind is a failure like any other", () => {
    const world = openWorld();
    world.network.refuseStreams({ kind: "foreign" });
    world.network.cut("network");
    expect(requestsIn(world, 60_000).length).toBeGreaterThan(4);
    expect(world.status.trouble).toBe("unreadable");
    world.network.refuseStreams(undefined);
    world.clock.advance(16_000);
    expect(world.status).toMatchObject({ link: "open", trouble: null });
  });
});

describe("silence", () => {
  test("for 25 s means another connection, and the age goes on meanwhile", () => {
    const world = openWorld();
    world.clock.advance(9_000);
    world.setMute(true);
    expect(requestsIn(world, 24_000)).toEqual([]);
    expect(world.status.ageMs).toBeGreaterThan(23_000);
    expect(requestsIn(world, 2_000)).toHaveLength(1);
    world.setMute(false);
    world.clock.advance(10_100);
    expect(world.status.ageMs).toBeLessThan(10_000);
  });

  test("of a server that takes the connection and answers nothing ends after 10 s", () => {
    const world = openWorld();
    world.network.hang(true);
    world.network.cut("network");
    const times = requestsIn(world, 24_000);
    expect(times.length).toBeGreaterThan(1);
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThan(9_900);
    world.network.hang(false);
    world.clock.advance(30_000);
    expect(world.status.link).toBe("open");
  });

  test("is looked into at once when somebody looks after more than a heartbeat of it", () => {
    const world = openWorld();
    world.setMute(true);
    world.clock.advance(9_000);
    world.nudge();
    expect(requestsIn(world, 3_500)).toEqual([]);
    world.nudge();
    expect(world.network.requests.at(-1)).toBe(world.clock.now());
  });
});

describe("a machine that has slept", () => {
  test("connects anew, and says how old its picture is when it cannot", () => {
    const world = openWorld();
    world.network.setDown(true);
    world.clock.advance(1_000);
    world.clock.jump(3_600_000);
    world.clock.advance(10_000);
    expect(world.status.ageMs).toBeGreaterThan(3_600_000);
    world.network.setDown(false);
    world.clock.advance(20_000);
    expect(world.status.ageMs).toBeLessThan(20_000);
  });

  test("shows no age that it does not have when the clock on the wall was only set", () => {
    const world = openWorld();
    for (const ms of [7_200_000, -7_200_000]) {
      world.clock.jump(ms);
      for (let i = 0; i < 100; i++) {
        world.clock.advance(100);
        expect(world.status.ageMs).toBeLessThan(15_000);
      }
    }
  });
});

describe("resets", () => {
  test("five within a minute stop the client for a minute, whoever looks; then it starts over", () => {
    const world = openWorld();
    for (let i = 0; i < 5; i++) {
      world.server.reset("gap");
      world.clock.advance(1_000);
    }
    expect(world.status).toMatchObject({ link: "down", trouble: "resets" });
    world.nudge();
    expect(requestsIn(world, 58_500)).toEqual([]);
    world.clock.advance(3_000);
    expect(world.status).toMatchObject({ link: "open", trouble: null });
    expect(world.picture.incidents.size).toBe(1);
  });

  test("four do not, and the stream stays open meanwhile", () => {
    const world = openWorld();
    const before = world.network.requests.length;
    for (let i = 0; i < 4; i++) {
      world.server.reset("scope");
      world.clock.advance(500);
    }
    expect(world.network.requests.length - before).toBe(4);
    expect(world.status.link).toBe("open");
  });

  test("a server that answers 409 for ever gets five snapshots a minute at the most", () => {
    const world = openWorld();
    world.network.refuseStreams(refused(409));
    world.network.cut("network");
    world.clock.advance(300_000);
    const lastMinutes = world.network.requests.filter((at) => at > world.clock.now() - 240_000);
    expect(lastMinutes.length).toBeLessThan(4 * 11);
    expect(world.status.ageMs).toBeLessThan(70_000);
  });
});

test("news of every layer's tiles follows each connection, because news is not repeated", () => {
  const world = openWorld();
  expect(world.news).toContainEqual({ layer: "*", tiles: null });
  world.news.length = 0;
  world.server.createIncident(1);
  world.clock.advance(200);
  expect(world.news).toEqual([expect.objectContaining({ layer: "incidents", tiles: [[7, 1, 2]] })]);
  world.news.length = 0;
  world.network.cut("network");
  world.clock.advance(5_000);
  expect(world.news).toEqual([{ layer: "*", tiles: null }]);
});

test("an hour of 50 changes a second is missed and then made up for", () => {
  const world = openWorld();
  world.network.setDown(true);
  for (let second = 0; second < 3_600; second += 10) {
    for (let i = 0; i < 500; i++) world.server.change("incident", i, i);
    world.server.createIncident(1);
    world.clock.advance(10_000);
  }
  world.server.forget();
  world.network.setDown(false);
  world.clock.advance(16_000);
  expect(world.picture.incidents.size).toBe(world.server.snapshot().incidents.length);
  expect(world.status).toMatchObject({ link: "open", trouble: null });
});
