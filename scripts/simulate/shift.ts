import { MinHeap } from "../min-heap.ts";
import { incidentCategories } from "../seed/incident-categories.ts";
import { dispatchSeconds } from "../seed/incident-times.ts";
import { Random } from "../seed/random.ts";
import { CallSource, type NewCall } from "./call-source.ts";
import { badFixKinds, type Command, type LngLat, type Seconds } from "./commands.ts";
import { Crew } from "./crew.ts";
import { soonestCrew } from "./dispatch.ts";
import { Rounds } from "./rounds.ts";
import type { Way } from "./street-graph.ts";
import { wayBetween } from "./ways.ts";
import type { OpenCall, World } from "./world.ts";

export interface ShiftOptions {
  readonly seed: number;
  readonly callsPerHour: number;
  /** Seconds after which a call comes in any case; never unless given. */
  readonly longestGap?: number | undefined;
  /** Between two positions of a unit that moves, and of one that stands. */
  readonly fixSeconds: number;
  readonly idleFixSeconds: number;
}

interface Call {
  readonly number: number;
  readonly category: string;
  readonly priority: number;
  readonly position: LngLat;
  status: "reported" | "dispatched" | "on_scene" | "closed";
}

/** Cars hurry to calls of these priorities. */
const urgent = 2;
const hurry = 1.25;
const mishapPeriod = 2 * 3_600;
const minute = 60;

/**
 * A shift of the city, without a server and without a clock: events in the order of their time, each with what follows
 * from it. The same world and options give the same commands, in whatever steps time is let pass.
 */
export class Shift {
  /** Number of each call that was open when the shift began → its id on the server. */
  readonly adopted: ReadonlyMap<number, number>;
  readonly #world: World;
  readonly #options: ShiftOptions;
  readonly #random: Random;
  readonly #source: CallSource;
  readonly #rounds: Rounds;
  readonly #crews: readonly Crew[];
  /** Calls that nobody could be sent to. */
  readonly #waiting: Call[] = [];
  #callCount = 0;
  #badFixes = 0;
  readonly #queue = new MinHeap();
  readonly #events = new Map<number, () => void>();
  #eventCount = 0;
  #now: Seconds = 0;
  #commands: Command[] = [];

  constructor(world: World, options: ShiftOptions) {
    if (world.past.length === 0) throw new RangeError("There are no past calls to make new ones after.");
    this.#world = world;
    this.#options = options;
    this.#random = new Random(options.seed, "shift");
    const { callsPerHour, longestGap } = options;
    this.#source = new CallSource(world, callsPerHour, new Random(options.seed, "calls"), longestGap);
    this.#rounds = new Rounds(world, new Random(options.seed, "rounds"));
    this.#crews = world.units
      .filter(({ status, position }) => status !== "off_duty" && position !== null)
      .map((unit) => new Crew(unit, unit.position as LngLat));
    for (const crew of this.#crews) this.#keepReporting(crew, this.#random.next() * options.idleFixSeconds);
    this.adopted = this.#adopt(world.open);
    this.#expectCall();
    this.#later(0, () => this.#mishaps());
    this.#later(minute, () => this.#retry());
  }

  /** Everything that happens up to a moment, in order. Time never goes back. */
  advance(to: Seconds): Command[] {
    while (this.#queue.smallestKey <= to) {
      this.#now = this.#queue.smallestKey;
      const event = this.#queue.pop() as number;
      const run = this.#events.get(event) as () => void;
      this.#events.delete(event);
      run();
    }
    this.#now = to;
    const commands = this.#commands;
    this.#commands = [];
    return commands;
  }

  #later(seconds: number, run: () => void): void {
    this.#events.set(++this.#eventCount, run);
    this.#queue.push(this.#now + seconds, this.#eventCount);
  }

  #tell(command: Command): void {
    this.#commands.push(command);
  }

  // Calls: reported, dispatched to whoever can be there soonest, on the scene, closed.

  #expectCall(): void {
    const { at, call } = this.#source.next(this.#now);
    this.#later(at - this.#now, () => {
      this.#report(call);
      this.#expectCall();
    });
  }

  #addCall({ category, priority, position }: NewCall | OpenCall, status: Call["status"]): Call {
    return { number: ++this.#callCount, category, priority, position, status };
  }

  #report(newCall: NewCall): void {
    const call = this.#addCall(newCall, "reported");
    const { number, category, priority, position } = call;
    this.#tell({ do: "report", at: this.#now, call: number, category, priority, position });
    const onTelephone = priority === 5 ? 0.25 : priority === 4 ? 0.1 : 0;
    if (this.#random.chance(onTelephone)) this.#later(this.#random.between(3, 9) * minute, () => this.#close(call));
    else this.#later(this.#random.logNormal(dispatchSeconds[priority] ?? 300, 0.6), () => this.#dispatch(call));
  }

  #dispatch(call: Call): void {
    this.#waiting.push(call);
    this.#waiting.sort((a, b) => a.priority - b.priority || a.number - b.number);
    this.#serve();
  }

  /** Sends somebody to the calls that wait, the most urgent first; one that nobody can reach holds up no other. */
  #serve(): void {
    for (const call of [...this.#waiting]) {
      const crew = this.#soonest(call);
      if (crew === undefined) continue;
      this.#waiting.splice(this.#waiting.indexOf(call), 1);
      if (call.status === "reported")
        this.#tell({ do: "advance", at: this.#now, call: call.number, to: "dispatched", unit: crew.id });
      call.status = "dispatched";
      this.#send(crew, call);
      // Nobody goes alone to what is most urgent.
      const second = call.priority === 1 ? this.#soonest(call) : undefined;
      if (second !== undefined) this.#send(second, call);
    }
  }

  #soonest({ position }: Call, crews: Iterable<Crew> = this.#crews): Crew | undefined {
    return soonestCrew(this.#world.graph, crews, position, this.#now);
  }

  #send(crew: Crew, call: Call): void {
    crew.call = call.number;
    const holds = crew.replan(this.#now);
    this.#tell({ do: "status", at: this.#now, unit: crew.id, status: "assigned" });
    const pace = crew.kind === "car" && call.priority <= urgent ? hurry : 1;
    const way = wayBetween(this.#world.graph, crew.positionAt(this.#now), call.position, crew.kind, pace);
    this.#later(this.#setOut(crew, way), () => holds() && this.#arrive(crew, call));
  }

  #arrive(crew: Crew, call: Call): void {
    this.#tell({ do: "status", at: this.#now, unit: crew.id, status: "on_scene" });
    if (call.status !== "dispatched") return;
    call.status = "on_scene";
    this.#tell({ do: "advance", at: this.#now, call: call.number, to: "on_scene", unit: crew.id });
    this.#leaveAfterScene(call, 1);
  }

  #leaveAfterScene(call: Call, share: number): void {
    const { sceneMinutes = 30 } = incidentCategories.find(({ code }) => code === call.category) ?? {};
    this.#later(share * this.#random.logNormal(sceneMinutes * minute, 0.5), () => this.#close(call));
  }

  #close(call: Call): void {
    call.status = "closed";
    const crews = this.#crews.filter((crew) => crew.call === call.number);
    this.#tell({ do: "advance", at: this.#now, call: call.number, to: "closed", unit: crews[0]?.id ?? null });
    for (const crew of crews) this.#release(crew);
  }

  #release(crew: Crew): void {
    crew.call = undefined;
    const holds = crew.replan(this.#now);
    this.#tell({ do: "status", at: this.#now, unit: crew.id, status: "available" });
    this.#later(this.#random.between(20, 150), () => holds() && this.#goRound(crew));
    this.#serve();
  }

  // What units do between calls: stand, walk or drive about, visit places that are due.

  #goRound(crew: Crew): void {
    const round = this.#rounds.next(crew, crew.positionAt(this.#now));
    const holds = crew.replan(this.#now);
    const travel = round.way === undefined ? 0 : this.#setOut(crew, round.way);
    this.#later(travel + round.staySeconds, () => {
      if (!holds()) return;
      if (round.visit !== undefined) this.#tell({ do: "visit", at: this.#now, unit: crew.id, ...round.visit });
      this.#goRound(crew);
    });
  }

  /** Reports positions: often on the way, now and then while standing. A new beginning ends the one before. */
  #keepReporting(crew: Crew, seconds: number): void {
    const { fixSeconds, idleFixSeconds } = this.#options;
    const holds = crew.newReports();
    this.#later(seconds, () => {
      if (!holds()) return;
      this.#fix(crew);
      this.#keepReporting(crew, crew.isMoving(this.#now) ? fixSeconds : idleFixSeconds);
    });
  }

  #setOut(crew: Crew, way: Way): number {
    const arrival = crew.setOut(way, this.#now);
    this.#keepReporting(crew, this.#options.fixSeconds);
    return arrival - this.#now;
  }

  #fix(crew: Crew): void {
    if (this.#now < crew.silentUntil) return;
    const [lng, lat] = crew.positionAt(this.#now);
    // About four metres: what a receiver in a street is off.
    const off = () => this.#random.normal() * 0.00004;
    const position: LngLat = [Math.round((lng + off()) * 1e6) / 1e6, Math.round((lat + off()) * 1e6) / 1e6];
    if (this.#now >= crew.brokenUntil) this.#tell({ do: "fix", at: this.#now, unit: crew.id, position });
    else {
      const kind = badFixKinds[this.#badFixes++ % badFixKinds.length] as (typeof badFixKinds)[number];
      this.#tell({ do: "bad-fix", at: this.#now, unit: crew.id, kind, position });
    }
  }

  /** Every two hours a terminal goes silent, and the receiver of another one breaks for a while. */
  #mishaps(): void {
    for (const mend of [
      (crew: Crew) => (crew.silentUntil = this.#now + this.#random.between(25, 50) * minute),
      (crew: Crew) => (crew.brokenUntil = this.#now + this.#random.between(10, 20) * minute),
    ])
      this.#later(this.#random.between(8, 50) * minute, () => {
        const free = this.#crews.filter((crew) => crew.isFree(this.#now));
        if (free.length > 0) mend(this.#random.pick(free));
      });
    this.#later(mishapPeriod, () => this.#mishaps());
  }

  /** Whoever was silent is heard of again some time: nothing else would tell that calls need not wait any longer. */
  #retry(): void {
    this.#serve();
    this.#later(minute, () => this.#retry());
  }

  /** Takes over what is going on: who is sent or on a scene is matched with the nearest call that says so. */
  #adopt(open: readonly OpenCall[]): Map<number, number> {
    const statusOf = new Map(this.#world.units.map(({ id, status }) => [id, status]));
    const busy = new Set(this.#crews.filter(({ id }) => statusOf.get(id) !== "available"));
    const adopted = new Map<number, number>();
    for (const one of open) {
      const call = this.#addCall(one, one.status);
      adopted.set(call.number, one.id);
      const wanted = one.status === "on_scene" ? "on_scene" : "assigned";
      const candidates = [...busy].filter((crew) => statusOf.get(crew.id) === wanted);
      const crew =
        one.status === "reported" ? undefined : soonestCrew(this.#world.graph, candidates, one.position, this.#now);
      if (crew !== undefined) busy.delete(crew);
      if (one.status === "reported") this.#later(this.#random.between(5, 90), () => this.#dispatch(call));
      else if (one.status === "on_scene") {
        if (crew !== undefined) crew.call = call.number;
        this.#leaveAfterScene(call, this.#random.next());
      } else if (crew !== undefined) this.#send(crew, call);
      else this.#later(this.#random.between(5, 30), () => this.#dispatch(call));
    }
    for (const crew of this.#crews) {
      if (crew.call !== undefined) continue;
      this.#later(this.#random.between(0, 4 * minute), () => {
        if (crew.call !== undefined) return;
        if (busy.has(crew)) this.#release(crew);
        else this.#goRound(crew);
      });
    }
    return adopted;
  }
}
