import type { CityPlan } from "./city-plan.ts";
import { dateText, localDay } from "./clock.ts";
import { openIncidents } from "./incidents.ts";
import { metersBetween, type Position } from "./lattice.ts";
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
    const position = doorIn(plan, community.blocks[community.blocks.length >> 1] as number, random);
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

function doorIn({ doors }: CityPlan, block: number, random: Random): Position {
  return doors.positionOf(doors.nearestTo(block, random.next(), random.next()));
}

const kinds = ["foot", "foot", "bicycle", "car", "car", "room"] as const;

/**
 * Terminals: one or two a community, the rest at large; two in three on duty, a few of those silent for long. As many
 * are sent or on a scene as there are open calls that say so, each by the call nearest to its beat.
 */
export function* units(plan: CityPlan, nowSeconds: number): Generator<Unit> {
  const random = new Random(plan.seed, "units");
  const rooms = new Map([...policeRooms(plan)].map((room) => [room.communityId, room.position]));
  const drafts = Array.from({ length: plan.size.units }, (_, index) => {
    const community = plan.communities[index % plan.communities.length] as CityPlan["communities"][number];
    const kind = index < plan.communities.length ? "foot" : random.pick(kinds);
    const isOut = random.chance(kind === "room" ? 0.9 : 0.68);
    const at = doorIn(plan, random.pick(community.blocks), random);
    const position = kind === "room" ? (rooms.get(community.id) ?? at) : at;
    return { kind, communityId: community.id, isOut, position, busy: undefined as Busy | undefined };
  });
  const free = new Set(drafts.filter(({ kind, isOut }) => isOut && kind !== "room"));
  for (const call of openIncidents(plan, nowSeconds)) {
    if (call.status !== "dispatched" && call.status !== "on_scene") continue;
    let nearest: (typeof drafts)[number] | undefined;
    const away = ({ position }: (typeof drafts)[number]) => metersBetween(position, call.position);
    for (const one of free) if (nearest === undefined || away(one) < away(nearest)) nearest = one;
    if (nearest === undefined) break;
    free.delete(nearest);
    nearest.busy = call.status === "on_scene" ? "on_scene" : "assigned";
    if (call.status === "on_scene") nearest.position = call.position;
  }
  const digits = plan.size.units > 999 ? 5 : 3;
  for (const [index, { kind, communityId, isOut, busy, position }] of drafts.entries()) {
    const isSilent = busy === undefined && random.chance(0.06);
    const never = !isOut && random.chance(0.2);
    const secondsAgo = isOut
      ? isSilent
        ? random.between(900, 7_200)
        : random.between(2, 110)
      : random.between(1, 14) * 3_600;
    yield {
      id: index + 1,
      callSign: `${{ foot: "F", bicycle: "B", car: "C", room: "R" }[kind]}${String(index + 1).padStart(digits, "0")}`,
      kind,
      communityId,
      status: isOut ? (busy ?? "available") : "off_duty",
      lastFixAt: never ? null : Math.round(nowSeconds - secondsAgo),
      position: never ? null : position,
    };
  }
}

type Busy = "assigned" | "on_scene";

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
