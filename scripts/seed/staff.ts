import type { CityPlan } from "./city-plan.ts";
import { dateText, localDay } from "./clock.ts";
import type { Position } from "./lattice.ts";
import { derive, type Names } from "./names.ts";
import { Random } from "./random.ts";

export interface PoliceRoom {
  readonly id: number;
  readonly communityId: number;
  readonly code: string;
  readonly names: Names;
  readonly openingHours: string;
  readonly services: readonly string[];
  readonly position: Position;
}

export interface Unit {
  readonly id: number;
  readonly callSign: string;
  readonly kind: "foot" | "bicycle" | "car" | "room";
  readonly communityId: number;
  readonly status: "available" | "assigned" | "on_scene" | "off_duty";
  /** Epoch seconds; null while there is no fix. */
  readonly lastFixAt: number | null;
  readonly position: Position | null;
}

export interface Duty {
  readonly id: number;
  readonly communityId: number;
  readonly unitId: number | null;
  readonly role: "officer" | "auxiliary";
  readonly badge: string;
  readonly validFrom: string;
}

const services = ["reception", "mediation", "permits", "lost_property", "patrol_base"] as const;

/** A police room in nine communities of ten. */
export function* policeRooms(plan: CityPlan): Generator<PoliceRoom> {
  const random = new Random(plan.seed, "police rooms");
  let id = 0;
  for (const community of plan.communities) {
    const block = community.blocks[community.blocks.length >> 1] as number;
    const position = plan.lattice.inside(block, random.between(0.1, 0.9), random.between(0.06, 0.15));
    if (!random.chance(0.9)) continue;
    id++;
    yield {
      id,
      communityId: community.id,
      code: `R${String(id).padStart(4, "0")}`,
      names: derive(community.names, ["社区", "社區", " Community"], ["警务室", "警務室", " Police Room"]),
      openingHours: random.chance(0.3) ? "24/7" : random.chance(0.5) ? "Mo-Su 08:00-20:00" : "Mo-Fr 08:30-18:00",
      services: services.filter((_, index) => index === 0 || random.chance(0.6)),
      position,
    };
  }
}

/** Terminals: one or two a community, the rest at large; most on duty, a few silent for hours. */
export function* units(plan: CityPlan, nowSeconds: number): Generator<Unit> {
  const random = new Random(plan.seed, "units");
  const kinds = ["foot", "foot", "bicycle", "car", "car", "room"] as const;
  for (let id = 1; id <= plan.size.units; id++) {
    const community = plan.communities[(id - 1) % plan.communities.length];
    if (community === undefined) throw new RangeError("a city without communities");
    const kind = id <= plan.communities.length ? "foot" : random.pick(kinds);
    const duty = random.next();
    const status = duty < 0.3 ? "off_duty" : duty < 0.82 ? "available" : duty < 0.93 ? "assigned" : "on_scene";
    const block = random.pick(community.blocks);
    const position = plan.lattice.inside(block, random.between(0.05, 0.95), random.between(0.02, 0.98));
    const silent = random.chance(0.06);
    const never = status === "off_duty" && random.chance(0.2);
    const secondsAgo =
      status === "off_duty"
        ? random.between(1, 14) * 3_600
        : silent
          ? random.between(900, 7_200)
          : random.between(2, 110);
    yield {
      id,
      callSign: `${{ foot: "F", bicycle: "B", car: "C", room: "R" }[kind]}${String(id).padStart(plan.size.units > 999 ? 5 : 3, "0")}`,
      kind,
      communityId: community.id,
      status,
      lastFixAt: never ? null : Math.round(nowSeconds - secondsAgo),
      position: never ? null : position,
    };
  }
}

/** At least one officer and one auxiliary a community; officers beyond that strengthen some of them. */
export function* duties(plan: CityPlan, nowSeconds: number): Generator<Duty> {
  const random = new Random(plan.seed, "duties");
  const today = localDay(nowSeconds);
  const { communities, size } = plan;
  for (let i = 0; i < size.officers + communities.length; i++) {
    const role = i < size.officers ? "officer" : "auxiliary";
    const communityId = (communities[i < size.officers ? i % communities.length : i - size.officers] as { id: number })
      .id;
    const unitId = i + 1 <= size.units ? i + 1 : null;
    yield {
      id: i + 1,
      communityId,
      unitId,
      role,
      badge: `${role === "officer" ? "P" : "A"}${String(10_001 + i)}`,
      validFrom: dateText(today - 30 - random.below(900)),
    };
  }
}
