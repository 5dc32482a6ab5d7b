import { createStore, type StoreApi } from "zustand/vanilla";
import type { Schemas } from "../api/client.ts";
import type { Names } from "../i18n/language.ts";
import type { Polled } from "./poll.ts";

export type CallStatus = "reported" | "dispatched" | "on_scene" | "closed";

/** An incident as the wall knows it: named by community and street, never by house. Times are RFC 3339. */
export interface WallCall {
  readonly id: number;
  readonly category: string;
  /** 1 most urgent to 5 least. */
  readonly priority: number;
  readonly status: CallStatus;
  readonly reportedAt: string;
  readonly dispatchedAt: string | null;
  readonly arrivedAt: string | null;
  readonly closedAt: string | null;
  /** [lng, lat] */
  readonly position: readonly number[];
  readonly community: Names | null;
  readonly street: Names | null;
}

/** A unit where it was last heard of; no position when it never was. */
export interface WallUnit {
  readonly id: number;
  readonly callSign: string;
  readonly kind: string;
  readonly status: string;
  readonly lastFixAt: string | null;
  readonly position: readonly number[] | null;
}

/** What is counted by the server, at a slower pace than incidents and units change. */
export type WallAggregates = Omit<Schemas["Wall"], "open" | "units">;

/** How true a part of the picture is. */
export interface FeedHealth {
  /** When it was true, in the server's clock, epoch milliseconds; null before the first answer. */
  readonly asOf: number | null;
  /** When it was last known to be true, in this page's steady clock, milliseconds. */
  readonly takenAt: number | null;
  readonly isReachable: boolean;
}

/**
 * Everything that the wall shows, whatever brings it: the wall reads this store and knows nothing of what fills it.
 * Incidents are those that are open; null before the first answer. A source never empties what it has once filled.
 */
export interface WallInput {
  readonly incidents: readonly WallCall[] | null;
  readonly units: readonly WallUnit[] | null;
  readonly aggregates: WallAggregates | null;
  readonly freshness: { readonly live: FeedHealth; readonly aggregates: FeedHealth };
}

export type WallSource = StoreApi<WallInput>;

const unknown: FeedHealth = { asOf: null, takenAt: null, isReachable: true };

/** The source that reads everything again and again. */
export function pollSource(poll: StoreApi<Polled<Schemas["Wall"]>>): WallSource {
  const toInput = ({ data, takenAt, isReachable }: Polled<Schemas["Wall"]>): WallInput => {
    if (data === null)
      return {
        incidents: null,
        units: null,
        aggregates: null,
        freshness: { live: { ...unknown, isReachable }, aggregates: { ...unknown, isReachable } },
      };
    const { open, units, ...aggregates } = data;
    const health = { asOf: Date.parse(data.asOf), takenAt, isReachable };
    return { incidents: open, units, aggregates, freshness: { live: health, aggregates: health } };
  };
  const source = createStore<WallInput>(() => toInput(poll.getState()));
  poll.subscribe((state) => source.setState(toInput(state)));
  return source;
}

/** Seconds since a part was known to be true; null before the first answer. */
export function ageOf({ takenAt }: FeedHealth, now: number): number | null {
  return takenAt === null ? null : Math.max(0, (now - takenAt) / 1_000);
}

/** The server's clock, moved on by the time since its answer: this machine's own may be wrong. */
export function serverTime({ asOf, takenAt }: FeedHealth, now: number): number | null {
  return asOf === null || takenAt === null ? null : asOf + Math.max(0, now - takenAt);
}
