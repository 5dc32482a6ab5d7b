import type { LngLat } from "./commands.ts";
import type { UnitKind, Way } from "./street-graph.ts";
import { positionOn } from "./ways.ts";
import type { WorldUnit } from "./world.ts";

/** One unit on duty, as the simulation moves it. */
export class Crew {
  readonly id: number;
  readonly kind: UnitKind;
  readonly communityId: number | null;
  /** Where it began, and where it keeps returning to. */
  readonly home: LngLat;
  /** The call that it is sent to or busy with. */
  call: number | undefined;
  /** It says nothing until then. */
  silentUntil = 0;
  /** What its receiver says until then is nonsense. */
  brokenUntil = 0;
  #plan = 0;
  #reports = 0;
  #at: LngLat;
  #journey: { readonly way: Way; readonly since: number } | undefined;

  constructor({ id, kind, communityId }: WorldUnit, position: LngLat) {
    this.id = id;
    this.kind = kind;
    this.communityId = communityId;
    this.home = position;
    this.#at = position;
  }

  /** True while it can be sent to a call: what it does meanwhile can wait. */
  isFree(now: number): boolean {
    return this.call === undefined && this.kind !== "room" && now >= this.silentUntil && now >= this.brokenUntil;
  }

  isMoving(now: number): boolean {
    return this.#journey !== undefined && now < this.#journey.since + (this.#journey.way.seconds.at(-1) as number);
  }

  positionAt(now: number): LngLat {
    return this.#journey === undefined ? this.#at : positionOn(this.#journey.way, now - this.#journey.since);
  }

  /** Gives up whatever it had in mind; returns a test that stays true until the next change of plan. */
  replan(now: number): () => boolean {
    this.#at = this.positionAt(now);
    this.#journey = undefined;
    const plan = ++this.#plan;
    return () => plan === this.#plan;
  }

  /** Begins to report anew; the test stays true until it does so again. */
  newReports(): () => boolean {
    const reports = ++this.#reports;
    return () => reports === this.#reports;
  }

  /** Sets out on a way; returns when it will be there. */
  setOut(way: Way, now: number): number {
    this.#journey = { way, since: now };
    return now + (way.seconds.at(-1) as number);
  }
}
