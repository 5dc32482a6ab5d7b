import type { Random } from "../seed/random.ts";
import type { LngLat } from "./commands.ts";
import type { PastCall, World } from "./world.ts";

/** A call that is about to come in. */
export interface NewCall {
  readonly category: string;
  readonly priority: number;
  readonly position: LngLat;
}

/** A time in which more happens than usual. */
interface Episode {
  readonly from: number;
  readonly to: number;
  /** Calls on top of the usual ones, as a multiple of the average rate. */
  readonly extra: number;
  readonly categories: ReadonlySet<string>;
  /** Where people are; undefined for the whole city. */
  readonly place?: LngLat;
}

const hour = 3_600;
/** A storm and a match come once in so long. */
const period = 6 * hour;
const stormExtra = 3;
const matchExtra = 2;
const stormCategories = new Set(["traffic", "fire_hazard"]);
const matchCategories = new Set(["dispute", "assault", "noise", "theft", "lost_property"]);
/** About 50 m and 250 m, in degrees of latitude. */
const nearby = 0.00045;
const crowd = 0.0022;

/**
 * Where calls come from: history. A call is made after one of the past of the same hour of the day, so place, kind and
 * urgency keep their rhythm; how many come follows the hour of the week, and storms and matches bring more.
 */
export class CallSource {
  readonly #world: World;
  readonly #random: Random;
  readonly #perSecond: number;
  readonly #byHour: readonly (readonly PastCall[])[];
  /** Rate by hour of the day, 1 on average. */
  readonly #rhythm: readonly number[];
  readonly #fastest: number;
  readonly #longestGap: number;
  #isFirst = true;
  readonly #episodes: Episode[] = [];

  /**
   * @param callsPerHour on average over the day, without storms and matches
   * @param longestGap seconds after which a call comes in any case, at the quietest hour too; the first one much sooner
   */
  constructor(world: World, callsPerHour: number, random: Random, longestGap = Number.POSITIVE_INFINITY) {
    this.#world = world;
    this.#random = random;
    this.#perSecond = callsPerHour / hour;
    this.#longestGap = longestGap;
    this.#byHour = Array.from({ length: 24 }, (_, at) => world.past.filter(({ weekHour }) => weekHour % 24 === at));
    const mean = world.past.length / 24;
    // A little of the average everywhere: a short history has hours in which nothing happened yet.
    this.#rhythm = this.#byHour.map((calls) => (mean === 0 ? 1 : (calls.length + 0.1 * mean) / (1.1 * mean)));
    this.#fastest = Math.max(...this.#rhythm) + stormExtra + matchExtra;
  }

  /** The next call after `now`: when it comes and what it is. */
  next(now: number): { readonly at: number; readonly call: NewCall } {
    const latest = now + this.#gap();
    for (let at = now; ; ) {
      at += this.#random.exponential(1 / (this.#perSecond * this.#fastest));
      if (at >= latest) return { at: latest, call: this.#usual(latest) };
      let draw = this.#random.next() * this.#fastest;
      draw -= this.#rhythm[this.#hourAt(at)] as number;
      if (draw < 0) return { at, call: this.#usual(at) };
      for (const episode of this.#episodesAt(at)) {
        draw -= episode.extra;
        if (draw < 0) return { at, call: this.#during(episode, at) };
      }
    }
  }

  /** How long nothing may happen from now on; not always the same, as nobody calls by the clock. */
  #gap(): number {
    if (!Number.isFinite(this.#longestGap)) return this.#longestGap;
    const gap = this.#longestGap * this.#random.between(0.6, 1) * (this.#isFirst ? 1 / 30 : 1);
    this.#isFirst = false;
    return gap;
  }

  #hourAt(at: number): number {
    return Math.floor((this.#world.weekSecond + at) / hour) % 24;
  }

  #usual(at: number): NewCall {
    const sameHour = this.#byHour[this.#hourAt(at)] as readonly PastCall[];
    const model = this.#random.pick(sameHour.length > 0 ? sameHour : this.#world.past);
    return { ...model, position: this.#near(model.position, nearby) };
  }

  #during({ categories, place }: Episode, at: number): NewCall {
    const fitting = this.#world.past.filter(({ category }) => categories.has(category));
    const model = this.#random.pick(fitting.length > 0 ? fitting : this.#world.past);
    if (place === undefined) return { ...model, position: this.#near(model.position, nearby) };
    return { category: model.category, priority: this.#usual(at).priority, position: this.#near(place, crowd) };
  }

  #near([lng, lat]: LngLat, spread: number): LngLat {
    const narrow = Math.cos((lat * Math.PI) / 180);
    return [lng + (this.#random.normal() * spread) / narrow, lat + this.#random.normal() * spread].map(
      (degrees) => Math.round(degrees * 1e6) / 1e6,
    ) as [number, number];
  }

  /** Storms and matches are drawn a period at a time, when time first gets there. */
  #episodesAt(at: number): Episode[] {
    while (this.#episodes.length < 2 * (Math.floor(at / period) + 1)) {
      const begin = (this.#episodes.length / 2) * period;
      const storm = begin + this.#random.between(0.4, 3) * hour;
      const match = begin + this.#random.between(2, 4.9) * hour;
      this.#episodes.push(
        { from: storm, to: storm + 0.6 * hour, extra: stormExtra, categories: stormCategories },
        {
          from: match,
          to: match + hour,
          extra: matchExtra,
          categories: matchCategories,
          place: this.#random.pick(this.#world.past).position,
        },
      );
    }
    return this.#episodes.filter(({ from, to }) => at >= from && at < to);
  }
}
