import type { Random } from "../seed/random.ts";
import type { LngLat, VisitCommand } from "./commands.ts";
import type { Crew } from "./crew.ts";
import type { Way } from "./street-graph.ts";
import { wayBetween } from "./ways.ts";
import type { DuePlace, World } from "./world.ts";

/** What a unit does next: a way to go, how long it stays there, and the visit that it records at the end. */
export interface Round {
  readonly way?: Way;
  readonly staySeconds: number;
  readonly visit?: Pick<VisitCommand, "key" | "place" | "dwellSeconds" | "outcome">;
}

/** How far units go about from where they began, metres. */
const roundMeters = { foot: 600, bicycle: 1_200, car: 2_200, room: 0 } as const;
/** Nobody hurries on a round. */
const roundPace = { foot: 0.8, bicycle: 0.7, car: 0.5, room: 1 } as const;
const minute = 60;

/** Decides what units do between calls. Places come off the list when somebody has set out to them. */
export class Rounds {
  readonly #world: World;
  readonly #random: Random;
  readonly #due = new Map<number, DuePlace[]>();
  readonly #around = new Map<number, readonly number[]>();

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
    for (const place of world.due) {
      const list = this.#due.get(place.communityId);
      if (list === undefined) this.#due.set(place.communityId, [place]);
      else list.push(place);
    }
  }

  next(crew: Crew, from: LngLat): Round {
    if (crew.kind === "room") return { staySeconds: 60 * minute };
    const draw = this.#random.next();
    if (draw < 0.4) return { staySeconds: this.#random.between(3, 9) * minute };
    const place = draw < 0.65 ? this.#due.get(crew.communityId ?? 0)?.shift() : undefined;
    return place === undefined ? this.#patrol(crew, from) : this.#visit(crew, from, place);
  }

  /** To a junction near home, and a look around. */
  #patrol(crew: Crew, from: LngLat): Round {
    const { graph } = this.#world;
    let around = this.#around.get(crew.id);
    if (around === undefined) {
      const home = graph.nearestNode(crew.home);
      around = home === undefined ? [] : graph.nodesAround(home, roundMeters[crew.kind]);
      this.#around.set(crew.id, around);
    }
    if (around.length === 0) return { staySeconds: 10 * minute };
    const goal = graph.positionOf(this.#random.pick(around));
    const way = wayBetween(graph, from, goal, crew.kind, roundPace[crew.kind]);
    return { way, staySeconds: this.#random.between(1, 4) * minute };
  }

  /** Ten minutes or so at a place that is due. */
  #visit(crew: Crew, from: LngLat, { kind, id, position }: DuePlace): Round {
    const dwellSeconds = Math.round(Math.min(2_400, this.#random.logNormal(10 * minute, 0.4)));
    const draw = this.#random.next();
    const outcome = draw < 0.8 ? "done" : draw < 0.92 ? "advice" : draw < 0.95 ? "hazard" : "no_answer";
    return {
      way: wayBetween(this.#world.graph, from, position, crew.kind, roundPace[crew.kind]),
      staySeconds: dwellSeconds,
      visit: { key: this.#uuid(), place: { kind, id }, dwellSeconds, outcome },
    };
  }

  /** Version 4 in form; the same shift makes the same ones. */
  #uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.#random.below(16).toString(16));
    hex[12] = "4";
    hex[16] = (8 + this.#random.below(4)).toString(16);
    const text = hex.join("");
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
  }
}
