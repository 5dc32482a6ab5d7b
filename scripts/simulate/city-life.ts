import type { Random } from "../seed/random.ts";
import { type Api, RefusedError } from "./api.ts";

interface Unit {
  readonly id: number;
  readonly status: string;
  readonly position: readonly [number, number] | null;
  readonly version: number;
}

interface Incident {
  readonly id: number;
  readonly category: string;
  readonly priority: number;
  readonly status: "reported" | "dispatched" | "on_scene" | "closed";
  readonly position: readonly [number, number] | null;
  readonly version: number;
}

interface Page<T> {
  readonly items: readonly T[];
}

/** What one turn did. */
export interface Turn {
  readonly reported: number;
  readonly advanced: number;
  readonly fixes: number;
}

export interface LifeOptions {
  readonly random: Random;
  /** Calls an hour, on average. */
  readonly callsPerHour: number;
  /** Share of the units on duty that report their position in a turn. */
  readonly fixShare: number;
  readonly secondsPerTurn: number;
}

const next = { reported: "dispatched", dispatched: "on_scene", on_scene: "closed" } as const;
/** Mean seconds that an incident stays in each status. */
const meanSeconds = { reported: 180, dispatched: 480, on_scene: 1_500 } as const;
/** About 60 m: how far a unit goes between two fixes, a call lies from an older one. */
const stepDegrees = 0.0006;

/**
 * One turn of a city's day: units on duty report where they are, open incidents move on, and now and then a call comes
 * in near an older one. Another hand on the same thing is no fault: a refused change is left for the next turn.
 */
export async function liveOneTurn(api: Api, options: LifeOptions): Promise<Turn> {
  const { random, callsPerHour, fixShare, secondsPerTurn } = options;
  const near = ([lng, lat]: readonly [number, number]) =>
    [lng + (random.next() - 0.5) * 2 * stepDegrees, lat + (random.next() - 0.5) * 2 * stepDegrees] as const;

  const { items: units } = await api.get<Page<Unit>>("/api/units?limit=1000");
  let fixes = 0;
  for (const { id, status, position, version } of units) {
    if (status === "off_duty" || position === null || random.next() >= fixShare) continue;
    fixes += await attempt(() => api.patch(`/api/units/${id}`, version, { position: near(position) }));
  }

  const { items: open } = await api.get<Page<Incident>>("/api/incidents?open=true&limit=200");
  let advanced = 0;
  for (const { id, status, version } of open) {
    if (status === "closed" || random.next() >= secondsPerTurn / meanSeconds[status]) continue;
    advanced += await attempt(() => api.patch(`/api/incidents/${id}`, version, { status: next[status] }));
  }

  let reported = 0;
  if (random.next() < (callsPerHour * secondsPerTurn) / 3_600) {
    const { items: recent } = await api.get<Page<Incident>>("/api/incidents?limit=200");
    const model = recent[Math.floor(random.next() * recent.length)];
    if (model?.position) {
      const { category, priority, position } = model;
      reported += await attempt(() => api.post("/api/incidents", { category, priority, position: near(position) }));
    }
  }
  return { reported, advanced, fixes };
}

/** 1 when it was taken, 0 when somebody was faster or the place is out of bounds; anything else is thrown. */
async function attempt(change: () => Promise<unknown>): Promise<0 | 1> {
  try {
    await change();
    return 1;
  } catch (error) {
    if (error instanceof RefusedError && (error.status === 412 || error.status === 422 || error.status === 409))
      return 0;
    throw error;
  }
}
