import type { CityPlan } from "./city-plan.ts";
import { daySeconds, localDay, startOfLocalDay, summerness, weekdayOf } from "./clock.ts";
import type { Position } from "./lattice.ts";
import { apportion, Random, WeightedIndex } from "./random.ts";
import { type IncidentCategory, incidentCategories } from "./vocabulary.ts";

/** Instants in epoch seconds. */
export interface Incident {
  readonly id: number;
  readonly communityId: number;
  readonly category: string;
  readonly priority: number;
  readonly status: "reported" | "dispatched" | "on_scene" | "closed";
  readonly occurredFrom: number;
  readonly occurredTo: number | null;
  readonly reportedAt: number;
  readonly dispatchedAt: number | null;
  readonly arrivedAt: number | null;
  readonly closedAt: number | null;
  readonly precision: "exact" | "address" | "street";
  readonly position: Position;
}

const periodDays = 3 * 365;

/** One community in twenty really changes from year to year; everywhere else change is chance. Index by community id. */
export function yearlyChange(plan: CityPlan): Float64Array {
  const random = new Random(plan.seed, "yearly change");
  return Float64Array.from({ length: plan.communities.length + 1 }, () =>
    random.chance(0.05) ? (random.chance(0.5) ? 1.45 : 0.62) : 1,
  );
}

/** Incidents of the three years up to now, day by day in order, exactly as many as the size asks for. */
export function* incidents(plan: CityPlan, nowSeconds: number): Generator<Incident> {
  const { size, seed } = plan;
  const random = new Random(seed, "incidents");
  const today = localDay(nowSeconds);
  const firstDay = today - periodDays;
  const dayWeights = Float64Array.from({ length: periodDays }, (_, i) => {
    const day = firstDay + i;
    return (0.88 + 0.24 * summerness(day)) * (weekdayOf(day) >= 6 ? 1.08 : 1) * random.between(0.85, 1.15);
  });
  const counts = apportion(size.incidents - size.openIncidents, dayWeights);
  const scene = new SceneMaker(plan, nowSeconds, random);
  let id = 0;
  for (const [index, count] of counts.entries()) {
    const day = firstDay + index;
    scene.beginDay(day, index / 365);
    const made = Array.from({ length: count }, () => scene.closed(day)).sort((a, b) => a.reportedAt - b.reportedAt);
    for (const incident of made) yield { id: ++id, ...incident };
  }
  scene.beginDay(today, periodDays / 365);
  const open = Array.from({ length: size.openIncidents }, (_, i) => scene.open(i)).sort(
    (a, b) => a.reportedAt - b.reportedAt,
  );
  for (const incident of open) yield { id: ++id, ...incident };
}

type Scene = Omit<Incident, "id">;
interface Spot {
  readonly block: number;
  readonly s: number;
  readonly t: number;
}

class SceneMaker {
  readonly #plan: CityPlan;
  readonly #now: number;
  readonly #random: Random;
  readonly #blocks: Uint32Array;
  readonly #change: Float64Array;
  readonly #hotSpots: readonly Spot[];
  readonly #hotSpotDraw: WeightedIndex;
  /** Where each category struck in the last two weeks. */
  readonly #recent = new Map<string, { day: number; spot: Spot }[]>();
  #categories = new WeightedIndex([1]);
  #byCentrality = new Map<number, WeightedIndex>();

  constructor(plan: CityPlan, now: number, random: Random) {
    this.#plan = plan;
    this.#now = now;
    this.#random = random;
    this.#blocks = plan.land.builtUp.filter((block) => (plan.communityOf[block] as number) > 0);
    this.#change = yearlyChange(plan);
    const central = new WeightedIndex(
      Float64Array.from(this.#blocks, (block) => (plan.land.urbanity[block] as number) ** 1.3),
    );
    const count = Math.max(4, Math.round(plan.communities.length / 7));
    this.#hotSpots = Array.from({ length: count }, () => ({
      block: this.#blocks[central.draw(random)] as number,
      s: random.next(),
      t: random.next(),
    }));
    this.#hotSpotDraw = new WeightedIndex(this.#hotSpots.map((_, rank) => 1 / (rank + 2)));
  }

  /** @param years since the period began; communities drift by their yearly change */
  beginDay(day: number, years: number): void {
    const { land, communityOf } = this.#plan;
    if (this.#byCentrality.size === 0 || day % 30 === 0) {
      this.#byCentrality = new Map();
      for (const { centrality } of incidentCategories) {
        if (this.#byCentrality.has(centrality)) continue;
        const weight = (block: number) =>
          (0.08 + (land.urbanity[block] as number)) ** (0.5 + centrality) *
          (this.#change[communityOf[block] as number] as number) ** years;
        this.#byCentrality.set(centrality, new WeightedIndex(Float64Array.from(this.#blocks, weight)));
      }
    }
    const weekend = weekdayOf(day) >= 6;
    const season = 2 * summerness(day) - 1;
    this.#categories = new WeightedIndex(
      incidentCategories.map((c) => c.share * (weekend ? c.weekend : 1) * c.summer ** season),
    );
    for (const list of this.#recent.values()) while (list[0] !== undefined && day - list[0].day > 14) list.shift();
  }

  /** An incident of that day, long closed (or closed by now). */
  closed(day: number): Scene {
    const category = incidentCategories[this.#categories.draw(this.#random)] as IncidentCategory;
    const hour = this.#hour(category, weekdayOf(day));
    const occurred = Math.round(startOfLocalDay(day) + hour * 3_600 + this.#random.next() * 3_600);
    return this.#complete(category, day, occurred, Number.POSITIVE_INFINITY);
  }

  /** An incident of the last hours that is still open; the first is the newest. */
  open(rank: number): Scene {
    const category = incidentCategories[this.#categories.draw(this.#random)] as IncidentCategory;
    const minutesAgo = 3 + rank * this.#random.between(5, 14);
    return this.#complete(category, localDay(this.#now), Math.round(this.#now - minutesAgo * 60), rank);
  }

  #complete(category: IncidentCategory, day: number, occurredFrom: number, openRank: number): Scene {
    const random = this.#random;
    const spot = this.#spot(category, day);
    const priority = 1 + new WeightedIndex(category.priorities).draw(random);
    const isOpen = Number.isFinite(openRank);
    const reportDelay = isOpen ? 60 : Math.min(6 * daySeconds, random.logNormal(category.reportMinutes * 60, 0.8));
    const reportedAt = Math.min(Math.round(occurredFrom + reportDelay), Math.round(this.#now - 60));
    const dispatchedAt = Math.round(reportedAt + random.logNormal(25 + 40 * priority, 0.6));
    const arrivedAt = Math.round(dispatchedAt + random.logNormal(240 + 80 * priority, 0.45));
    const closedAt = Math.round(arrivedAt + random.logNormal(2_400, 0.8));
    const found = category.reportMinutes > 60;
    const times = isOpen
      ? openTimes(openRank, { dispatchedAt, arrivedAt }, this.#now)
      : { status: "closed" as const, dispatchedAt, arrivedAt, closedAt: Math.min(closedAt, this.#now) };
    const late = times.status === "closed" && arrivedAt > this.#now;
    return {
      communityId: this.#plan.communityOf[spot.block] as number,
      category: category.code,
      priority,
      occurredFrom,
      occurredTo:
        found && !isOpen ? Math.min(reportedAt, Math.round(occurredFrom + random.between(600, 6 * 3_600))) : null,
      reportedAt,
      ...times,
      ...(late && { dispatchedAt: null, arrivedAt: null, closedAt: Math.round(this.#now) }),
      precision: random.chance(0.12) ? "exact" : random.chance(0.15) ? "street" : "address",
      position: this.#plan.lattice.inside(spot.block, spot.s, spot.t),
    };
  }

  /** At a hot spot, near a recent one of its kind, or anywhere in proportion to how busy the place is. */
  #spot(category: IncidentCategory, day: number): Spot {
    const random = this.#random;
    const recent = this.#recent.get(category.code) ?? [];
    const kind = random.next();
    let spot: Spot;
    if (recent.length > 0 && kind < category.nearRepeat) spot = this.#near(random.pick(recent).spot, 0.35);
    else if (kind < category.nearRepeat + 0.22 * Math.min(1, category.centrality + 0.2)) {
      spot = this.#near(this.#hotSpots[this.#hotSpotDraw.draw(random)] as Spot, 0.55);
    } else {
      const draw = this.#byCentrality.get(category.centrality) as WeightedIndex;
      spot = {
        block: this.#blocks[draw.draw(random)] as number,
        s: random.between(0.03, 0.97),
        t: random.between(0.03, 0.97),
      };
    }
    // Near repeats follow real events only; remembering a few hundred a category keeps memory flat.
    if (category.nearRepeat > 0 && recent.length < 400) recent.push({ day, spot });
    this.#recent.set(category.code, recent);
    return spot;
  }

  /** A place within about `blocks` blocks; stays in the same block when the step would leave the built-up area. */
  #near(from: Spot, blocks: number): Spot {
    const { lattice, communityOf } = this.#plan;
    const column = (from.block % lattice.columns) + from.s + this.#random.normal() * blocks;
    const row = Math.floor(from.block / lattice.columns) + from.t + this.#random.normal() * blocks;
    const clamp = (value: number) => Math.min(0.97, Math.max(0.03, value));
    const within = column >= 0 && row >= 0 && column < lattice.columns && row < lattice.rows;
    const block = within ? lattice.block(Math.floor(column), Math.floor(row)) : from.block;
    if ((communityOf[block] as number) <= 0)
      return { block: from.block, s: this.#random.between(0.1, 0.9), t: this.#random.between(0.1, 0.9) };
    return { block, s: clamp(column - Math.floor(column)), t: clamp(row - Math.floor(row)) };
  }

  /** Hour of the day by rejection from the category's daily curve; weekend nights run later. */
  #hour(category: IncidentCategory, weekday: number): number {
    const [peak, sharpness] = category.peak;
    const shift = weekday >= 5 && peak >= 19 ? 1 : 0;
    for (;;) {
      const hour = this.#random.below(24);
      const curve = Math.exp(sharpness * (Math.cos((2 * Math.PI * (hour - peak - shift)) / 24) - 1));
      if (this.#random.next() < curve) return hour;
    }
  }
}

function openTimes(rank: number, ideal: { dispatchedAt: number; arrivedAt: number }, now: number) {
  const statuses = ["reported", "dispatched", "on_scene"] as const;
  const wanted = statuses[rank < 2 ? rank : 1 + (rank % 2)] as (typeof statuses)[number];
  const latest = Math.round(now);
  const dispatchedAt = wanted === "reported" ? null : Math.min(ideal.dispatchedAt, latest);
  const arrivedAt = wanted === "on_scene" ? Math.max(dispatchedAt ?? latest, Math.min(ideal.arrivedAt, latest)) : null;
  return { status: wanted, dispatchedAt, arrivedAt, closedAt: null };
}
