import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cause } from "./feed-client.ts";
import { hashOf, ModelWorld } from "./testing/model-world.ts";

/** More by hand: `FEED_MODEL_RUNS=5000`. */
const runs = Number(process.env.FEED_MODEL_RUNS ?? 400);
const commandsPerRun = 80;

/** A fault, a change or a wait, under a name that tells a failing run. */
class Command {
  readonly name: string;
  readonly does: (world: ModelWorld) => void;

  constructor(name: string, does: (world: ModelWorld) => void) {
    this.name = name;
    this.does = does;
  }

  [fc.toStringMethod](): string {
    return this.name;
  }
}

const command = (name: string, does: (world: ModelWorld) => void) => new Command(name, does);
const number = fc.nat({ max: 1_000 });
const kind = fc.constantFrom("incident" as const, "unit" as const);
/** Weights by their arbitraries. */
const mostly = (...parts: [number, fc.Arbitrary<Command>][]) =>
  fc.oneof(...parts.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const change = mostly(
  [4, number.map((n) => command(`report in ${n % 4}`, (w) => w.server.createIncident(n % 4 || null)))],
  [1, fc.constant(command("new unit", (w) => w.server.createUnit()))],
  [8, fc.tuple(kind, number, number).map(([of, a, b]) => command(`${of} ${a} ${b}`, (w) => w.server.change(of, a, b)))],
  [
    2,
    fc.tuple(fc.integer({ min: 20, max: 120 }), number).map(([count, n]) =>
      command(`burst of ${count} from ${n}`, (w) => {
        for (let i = 0; i < count; i++) {
          if (i % 3 === 0) w.server.createIncident(i % 4 || null);
          w.server.change(i % 2 === 0 ? "incident" : "unit", n + i, n * 7 + i);
        }
      }),
    ),
  ],
  [1, fc.constant(command("a community is renamed", (w) => w.server.rename()))],
  [1, fc.constant(command("a venue changes", (w) => w.server.changeVenue()))],
);

const time = fc
  .oneof(
    fc.integer({ min: 1, max: 300 }),
    fc.integer({ min: 300, max: 4_000 }),
    fc.integer({ min: 4_000, max: 80_000 }),
  )
  .map((ms) => command(`${ms} ms pass`, (w) => w.clock.advance(ms)));

const refused = (status: number, retryAfterMs: number | null = null): Cause => ({
  kind: "refused",
  status,
  retryAfterMs,
});
const refusal = fc.constantFrom<Cause>(
  ...[204, 400, 401, 404, 409, 409, 500, 502].map((status) => refused(status)),
  refused(503, 3_000),
  refused(429, 40_000),
  { kind: "foreign" },
  { kind: "network" },
);

const network = mostly(
  [1, fc.constant(command("the connection breaks", (w) => w.network.cut("network")))],
  [1, fc.constant(command("the stream ends", (w) => w.network.cut("ended", 2_000)))],
  [1, fc.constant(command("the network goes", (w) => w.network.setDown(true)))],
  [2, fc.constant(command("the network comes", (w) => w.network.setDown(false)))],
  [2, fc.constant(command("bytes wait on the way", (w) => w.network.setStalled(true)))],
  [2, fc.constant(command("bytes flow", (w) => w.network.setStalled(false)))],
  [2, fc.constant(command("the page is at something else", (w) => w.setPageBusy(true)))],
  [2, fc.constant(command("the page takes in what it was told", (w) => w.setPageBusy(false)))],
  [1, fc.constant(command("somebody looks", (w) => w.nudge()))],
  [1, fc.constant(command("the worker dies", (w) => w.startWorker()))],
  [4, number.map((n) => command(`${n % 9} events arrive`, (w) => w.network.deliver(n % 9)))],
  [
    3,
    fc
      .tuple(number, number)
      .map(([n, m]) => command(`${m % 20} rows from ${n} again`, (w) => w.network.duplicate(n, m % 20))),
  ],
  [3, number.map((n) => command(`rows from ${n} change places`, (w) => w.network.reorder(n)))],
  [
    3,
    number.map((n) =>
      command(`rows change places, ${n % 30} arrive, then the connection breaks`, (w) => {
        w.server.sequence();
        w.network.reorder(0);
        w.network.deliver(n % 30);
        w.network.cut("network");
      }),
    ),
  ],
  [2, fc.constant(command("a row is garbled", (w) => w.network.garble()))],
  [1, fc.constant(command("an old connection is heard again", (w) => w.network.haunt()))],
  [
    2,
    fc
      .array(refusal, { minLength: 1, maxLength: 3 })
      .map((causes) => command(`refusals ${JSON.stringify(causes)}`, (w) => w.network.refuse(causes))),
  ],
  [
    2,
    fc
      .constantFrom(40, 900, 9_000, 40_000)
      .map((ms) => command(`snapshots take ${ms}`, (w) => w.network.slowSnapshots(ms))),
  ],
);

const server = mostly(
  [
    3,
    fc
      .constantFrom("gap", "scope", "backlog", "retention")
      .map((why) => command(`reset ${why}`, (w) => w.server.reset(why))),
  ],
  [1, fc.constant(command("old events are forgotten", (w) => w.server.forget()))],
  [1, fc.constant(command("a backup", (w) => w.server.backUp()))],
  [1, fc.constant(command("a restore", (w) => w.server.restore()))],
  [1, fc.boolean().map((is) => command(`heartbeats are mute: ${is}`, (w) => w.setMute(is)))],
  [1, fc.boolean().map((is) => command(`the sequencer stands: ${is}`, (w) => w.setSequencerStopped(is)))],
  [1, fc.constant(command("degraded", (w) => w.server.say("degraded", { why: "database" })))],
  [1, fc.constant(command("bye", (w) => w.server.say("bye", { retry: 1_500 })))],
  [1, fc.constant(command("an event of the future", (w) => w.server.say("alarm", { x: 1 })))],
  [
    2,
    fc
      .constantFrom(-7_200_000, -60_000, 3_000, 60_000, 7_200_000)
      .map((ms) => command(`clocks jump ${ms}`, (w) => w.clock.jump(ms))),
  ],
);

const anything = mostly(
  [1, fc.constant(command("nothing", () => {}))],
  [30, change],
  [24, time],
  [16, network],
  [6, server],
);

test(`whatever ${commandsPerRun} faults and changes come, the picture ends as a fresh load and never lies about its age`, () => {
  let looks = 0;
  let fresh = 0;
  fc.assert(
    fc.property(fc.array(anything, { minLength: commandsPerRun, maxLength: commandsPerRun }), (commands) => {
      const world = new ModelWorld();
      for (const { name, does } of commands) {
        does(world);
        expect(world.lies(), `after: ${name}`).toEqual([]);
        looks++;
        if (world.status.link === "open" && (world.status.ageMs ?? 60_000) < 20_000) fresh++;
      }
      world.quieten();
      const { incidents, units } = world.server.snapshot();
      const shown = world.picture;
      if (hashOf(shown.incidents.values(), shown.units.values()) !== hashOf(incidents, units))
        expect([...shown.incidents.values(), ...shown.units.values()]).toEqual([...incidents, ...units]);
      expect(world.status).toMatchObject({ link: "open", trouble: null });
      expect(world.status.ageMs).toBeLessThan(20_000);
    }),
    { numRuns: runs, ...(process.env.FEED_MODEL_SEED && { seed: Number(process.env.FEED_MODEL_SEED) }) },
  );
  // Were the client away most of the time, there would be little to get wrong.
  expect(fresh / looks).toBeGreaterThan(0.3);
}, 3_600_000);
