import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "./commands.ts";
import { metersBetween } from "./geodesy.ts";
import { Shift, type ShiftOptions } from "./shift.ts";
import { topSpeed } from "./street-graph.ts";
import { inventedWorld } from "./testing/invented-world.ts";
import type { World } from "./world.ts";

const town = inventedWorld("town", 7);
const city = inventedWorld("city", 7);
const hour = 3_600;
const usual: ShiftOptions = { seed: 7, callsPerHour: 50, fixSeconds: 10, idleFixSeconds: 60 };

const commandsOf = (world: World, options: ShiftOptions, seconds: number) => new Shift(world, options).advance(seconds);

const anyOptions = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  callsPerHour: fc.integer({ min: 1, max: 60 }),
  fixSeconds: fc.integer({ min: 5, max: 60 }),
  idleFixSeconds: fc.integer({ min: 30, max: 600 }),
});

describe("a shift", () => {
  test("is the same for the same number and city, whatever the steps in which time passes", () => {
    fc.assert(
      fc.property(
        anyOptions,
        fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 12 }),
        (options, steps) => {
          const whole = commandsOf(
            town,
            options,
            steps.reduce((a, b) => a + b),
          );
          const stepped = new Shift(town, options);
          let now = 0;
          const parts = steps.flatMap((step) => {
            now += step;
            return stepped.advance(now);
          });
          expect(parts).toEqual(whole);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("is another one with another number", () => {
    expect(commandsOf(town, usual, hour)).not.toEqual(commandsOf(town, { ...usual, seed: 8 }, hour));
  });

  test("tells everything in the order of its time, and nothing before its time", () => {
    const commands = commandsOf(city, usual, 2 * hour);
    expect(commands.length).toBeGreaterThan(1_000);
    for (const [i, { at }] of commands.entries()) expect(at).toBeGreaterThanOrEqual(commands[i - 1]?.at ?? 0);
    expect(commands.at(-1)?.at).toBeLessThanOrEqual(2 * hour);
  });

  test("needs some history to make calls after", () => {
    expect(() => new Shift({ ...town, past: [] }, usual)).toThrow("past calls");
  });
});

describe("calls come in any case", () => {
  // As `pnpm demo` has it: at the quietest hour too, and never more than the units of that city can see to.
  test.each([
    ["city", city, 24, 240, [1]],
    ["town", town, 2.4, 750, [1, 2, 3]],
  ] as const)(
    "in a %s, within minutes at every hour of a day and a half, and nothing piles up",
    (_name, world, calls, gap, seeds) => {
      for (const seed of seeds) {
        const shift = new Shift(world, {
          ...usual,
          seed,
          callsPerHour: calls,
          longestGap: gap,
          fixSeconds: hour,
          idleFixSeconds: hour,
        });
        const commands = shift.advance(36 * hour);
        const reports = commands.flatMap(({ do: what, at }) => (what === "report" ? [at] : []));
        expect(reports[0]).toBeLessThanOrEqual(gap / 30);
        const gaps = reports.slice(1).map((at, i) => at - (reports[i] as number));
        expect(Math.max(...gaps)).toBeLessThanOrEqual(gap);
        const closed = commands.filter((command) => command.do === "advance" && command.to === "closed").length;
        expect(world.open.length + reports.length - closed).toBeLessThan(Math.max(100, world.open.length * 2));
      }
    },
  );

  test("at the same moments, whatever the steps in which time passes", () => {
    const options = { ...usual, longestGap: 120 };
    const whole = commandsOf(town, options, hour);
    const stepped = new Shift(town, options);
    expect([600, 1_000, 1_001, hour].flatMap((now) => stepped.advance(now))).toEqual(whole);
  });
});

/** Reads commands as a dispatcher would, and says what cannot be. */
class Model {
  readonly faults: string[] = [];
  readonly #calls = new Map<number, string>();
  readonly #units = new Map<number, { status: string; at: number; position: readonly [number, number] | null }>();

  constructor(world: World, adopted: ReadonlyMap<number, number>) {
    for (const [call, id] of adopted) this.#calls.set(call, world.open.find((one) => one.id === id)?.status ?? "?");
    for (const { id, status } of world.units) this.#units.set(id, { status, at: 0, position: null });
  }

  read(command: Command): void {
    if (command.do === "report") this.#expect(!this.#calls.has(command.call), command, "a number used before");
    if (command.do === "report") this.#calls.set(command.call, "reported");
    if (command.do === "advance") this.#advance(command);
    if (!("unit" in command) || command.unit === null) return;
    const unit = this.#units.get(command.unit);
    this.#expect(unit !== undefined && unit.status !== "off_duty", command, "nobody on duty");
    if (unit === undefined) return;
    if (command.do === "status") {
      const before = {
        assigned: ["available", "assigned", "on_scene"],
        on_scene: ["assigned"],
        available: ["assigned", "on_scene"],
      };
      this.#expect(before[command.status].includes(unit.status), command, `was ${unit.status}`);
      unit.status = command.status;
    }
    if (command.do === "visit") this.#expect(unit.status === "available", command, "visits while on a call");
    if (command.do === "fix") this.#fix(command, unit);
  }

  #advance(command: Command & { do: "advance" }): void {
    const before = this.#calls.get(command.call) ?? "unknown";
    const may: Record<string, string[]> = {
      dispatched: ["reported"],
      on_scene: ["dispatched"],
      closed: ["on_scene", "reported"],
    };
    this.#expect(may[command.to]?.includes(before) ?? false, command, `was ${before}`);
    this.#calls.set(command.call, command.to);
  }

  #fix(command: Command & { do: "fix" }, unit: { at: number; position: readonly [number, number] | null }): void {
    if (unit.position !== null) {
      const meters = metersBetween(unit.position, command.position);
      // Receivers are off by four metres: five times that, twice.
      this.#expect(meters <= topSpeed * (command.at - unit.at) + 40, command, `${meters} m since ${unit.at}`);
    }
    unit.position = command.position;
    unit.at = command.at;
  }

  #expect(holds: boolean, command: Command, why: string): void {
    if (!holds) this.faults.push(`${JSON.stringify(command)}: ${why}`);
  }
}

describe("whatever its number, a shift", () => {
  test("keeps calls in order, units on one thing at a time, and everybody at a speed that is possible", () => {
    fc.assert(
      fc.property(anyOptions, fc.integer({ min: 0, max: 3 }), (options, hours) => {
        const shift = new Shift(town, options);
        const model = new Model(town, shift.adopted);
        for (const command of shift.advance(hours * hour + 600)) model.read(command);
        expect(model.faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("twelve hours of the city", () => {
  const shift = new Shift(city, usual);
  const commands = shift.advance(12 * hour);
  const all = <K extends Command["do"]>(what: K) =>
    commands.filter((command): command is Extract<Command, { do: K }> => command.do === what);
  const reports = all("report");

  test("keep calls in order, units on one thing at a time, and everybody at a speed that is possible", () => {
    const model = new Model(city, shift.adopted);
    for (const command of commands) model.read(command);
    expect(model.faults).toEqual([]);
  });

  test("bring about as many calls as were asked for, and more while there is a storm or a match", () => {
    expect(reports.length).toBeGreaterThan(12 * 50 * 0.8);
    expect(reports.length).toBeLessThan(12 * 50 * 2.2);
    const perQuarter = new Array<number>(48).fill(0);
    for (const { at } of reports) perQuarter[Math.floor(at / 900)] = (perQuarter[Math.floor(at / 900)] as number) + 1;
    const sorted = [...perQuarter].sort((a, b) => a - b);
    expect(sorted[47] as number).toBeGreaterThan(2 * (sorted[24] as number));
  });

  test("keep the rhythm of the day: the evening brings noise, the night is quiet", () => {
    const quiet = commandsOf({ ...city, weekSecond: 27 * hour }, usual, 2 * hour).filter(
      ({ do: what }) => what === "report",
    );
    const busy = commandsOf({ ...city, weekSecond: 42 * hour }, usual, 2 * hour).filter(
      ({ do: what }) => what === "report",
    );
    expect(busy.length).toBeGreaterThan(1.3 * quiet.length);
    const noise = (list: readonly Command[]) =>
      list.filter((one) => one.do === "report" && one.category === "noise").length / list.length;
    const late = commandsOf({ ...city, weekSecond: 46 * hour }, usual, 2 * hour).filter(
      ({ do: what }) => what === "report",
    );
    expect(noise(late)).toBeGreaterThan(1.5 * noise(reports.slice(0, 100)));
  });

  test("send whoever is near: half of those sent to urgent calls are there within eight minutes", () => {
    const priority = new Map(reports.map((report) => [report.call, report.priority]));
    const sent = new Map<number, number>();
    const travel: number[] = [];
    for (const { call, to, at } of all("advance")) {
      if (to === "dispatched" && (priority.get(call) ?? 5) <= 2) sent.set(call, at);
      const since = sent.get(call);
      if (to === "on_scene" && since !== undefined) travel.push(at - since);
    }
    travel.sort((a, b) => a - b);
    expect(travel.length).toBeGreaterThan(20);
    expect(travel[travel.length >> 1] as number).toBeLessThan(8 * 60);
  });

  test("have visits to places that were due, each once", () => {
    const visits = all("visit");
    expect(visits.length).toBeGreaterThan(50);
    expect(new Set(visits.map(({ key }) => key)).size).toBe(visits.length);
    expect(new Set(visits.map(({ place }) => place.id)).size).toBe(visits.length);
  });

  test("have a terminal that goes silent for half an hour and comes back", () => {
    const last = new Map<number, number>();
    let longest = 0;
    for (const { unit, at } of all("fix")) {
      longest = Math.max(longest, at - (last.get(unit) ?? at));
      last.set(unit, at);
    }
    expect(longest).toBeGreaterThan(24 * 60);
    expect(longest).toBeLessThan(60 * 60);
  });

  test("have a receiver that breaks, says every kind of nonsense, and nothing true meanwhile", () => {
    const bad = all("bad-fix");
    expect(new Set(bad.map(({ kind }) => kind)).size).toBe(4);
    /** From the first nonsense of a unit to the last, where there is no longer break. */
    const spells = new Map<number, [from: number, to: number][]>();
    for (const { unit, at } of bad) {
      const list = spells.get(unit) ?? [];
      const last = list.at(-1);
      if (last !== undefined && at - last[1] < 20 * 60) last[1] = at;
      else list.push([at, at]);
      spells.set(unit, list);
    }
    const isWithin = ({ unit, at }: { unit: number; at: number }) =>
      spells.get(unit)?.some(([from, to]) => at > from && at < to) ?? false;
    expect(all("fix").filter(isWithin)).toEqual([]);
  });
});
