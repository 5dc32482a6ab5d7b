import { createStore, type StoreApi } from "zustand/vanilla";
import type { Schemas } from "../api/client.ts";
import { distanceMeters, type LngLat } from "../spatial/distance.ts";
import { applyOrder, keyOf, moveTo, type PlaceKey } from "./plan-order.ts";

export type PlanPlace = Schemas["PlanItem"];

/** Places shown at first, and with each "more". */
export const batch = 12;

export const placeKinds = ["all", "venue", "residence"] as const;
export type PlaceKind = (typeof placeKinds)[number];

export interface PlanState {
  readonly communityId: number | null;
  readonly plan: Schemas["Plan"] | null;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly order: readonly PlaceKey[];
  readonly kind: PlaceKind;
  readonly shown: number;
  readonly selected: PlaceKey | null;
  /** Places recorded on this device and when, ISO 8601: off the list before the server has said so. */
  readonly done: ReadonlyMap<PlaceKey, string>;
  /** Places where nobody answered today, and when: still to do. */
  readonly tried: ReadonlyMap<PlaceKey, string>;
}

export interface PlanRoom {
  readonly store: StoreApi<PlanState>;
  choose(communityId: number): Promise<void>;
  reload(): Promise<void>;
  select(key: PlaceKey | null): void;
  /** Shows venues alone, dwellings alone, or both. */
  showKind(kind: PlaceKind): void;
  /** Moves a place to another place of the list, counted from 0 among those that are shown. */
  move(key: PlaceKey, to: number): void;
  showMore(): void;
  resetOrder(): void;
  /** Takes a place off the list, or puts it back when its visit was refused. */
  setDone(key: PlaceKey, at: string | null): void;
  /** Remembers for the day that nobody answered. */
  setTried(key: PlaceKey, at: string): void;
}

const triedKey = "one-map.tried";
const triedForMs = 16 * 3_600_000;
const orderKey = (communityId: number) => `one-map.order.${communityId}`;

/** The officer's list: what the server suggests, in the order that he made of it. */
export function newPlanRoom(
  read: (communityId: number) => Promise<Schemas["Plan"]>,
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
  now: () => number = Date.now,
): PlanRoom {
  const store = createStore<PlanState>(() => ({
    communityId: null,
    plan: null,
    isLoading: false,
    error: null,
    order: [],
    kind: "all",
    shown: batch,
    selected: null,
    done: new Map(),
    tried: readTried(storage, now()),
  }));
  const reload = async () => {
    const { communityId } = store.getState();
    if (communityId === null) return;
    store.setState({ isLoading: true });
    try {
      const plan = await read(communityId);
      // The officer may have chosen another community meanwhile.
      if (store.getState().communityId === communityId) store.setState({ plan, isLoading: false, error: null });
    } catch (error) {
      if (store.getState().communityId === communityId) store.setState({ isLoading: false, error });
    }
  };
  const choose = async (communityId: number) => {
    const order = (storage.getItem(orderKey(communityId)) ?? "").split(",").filter((key) => key !== "");
    store.setState({ communityId, plan: null, error: null, order, shown: batch, selected: null });
    await reload();
  };
  const select = (selected: PlaceKey | null) => store.setState({ selected });
  const showKind = (kind: PlaceKind) => store.setState({ kind, shown: batch, selected: null });
  const move = (key: PlaceKey, to: number) => {
    const state = store.getState();
    const target = placesOf(state)[to];
    if (target === undefined) return;
    const order = moveTo(applyOrder(state.plan?.items ?? [], state.order).map(keyOf), key, keyOf(target), state.order);
    store.setState({ order });
    if (state.communityId !== null) storage.setItem(orderKey(state.communityId), order.join(","));
  };
  const showMore = () => store.setState(({ shown }) => ({ shown: shown + batch }));
  const resetOrder = () => {
    const { communityId } = store.getState();
    store.setState({ order: [] });
    if (communityId !== null) storage.removeItem(orderKey(communityId));
  };
  const setDone = (key: PlaceKey, at: string | null) =>
    store.setState(({ done }) => {
      const changed = new Map(done);
      if (at === null) changed.delete(key);
      else changed.set(key, at);
      return { done: changed };
    });
  const setTried = (key: PlaceKey, at: string) => {
    store.setState(({ tried }) => ({ tried: new Map([...tried, [key, at]]) }));
    storage.setItem(triedKey, JSON.stringify([...store.getState().tried]));
  };
  return { store, choose, reload, select, showKind, move, showMore, resetOrder, setDone, setTried };
}

/** Places of the last hours; what was kept and cannot be read is no loss. */
function readTried(storage: Pick<Storage, "getItem">, now: number): ReadonlyMap<PlaceKey, string> {
  try {
    const kept = JSON.parse(storage.getItem(triedKey) ?? "[]") as [PlaceKey, string][];
    return new Map(kept.filter(([, at]) => now - Date.parse(at) < triedForMs));
  } catch {
    return new Map();
  }
}

/** Everything that is left to do, of every kind, in order. */
export function placesLeft({ plan, order, done }: PlanState): PlanPlace[] {
  return applyOrder(plan?.items ?? [], order).filter((place) => {
    const doneAt = done.get(keyOf(place));
    // Once the server knows of the visit, a place that it still lists is due again.
    return doneAt === undefined || Date.parse(place.lastVisitedAt ?? "") >= Date.parse(doneAt);
  });
}

/** The places of the kind chosen, in order, whether shown yet or not. */
export function placesOfKind(state: PlanState): PlanPlace[] {
  return placesLeft(state).filter(({ kind }) => state.kind === "all" || kind === state.kind);
}

/** The places on the list, in order. */
export function placesOf(state: PlanState): PlanPlace[] {
  return placesOfKind(state).slice(0, state.shown);
}

/** Straight line in metres from the place before to each place; null for the first. */
export function legsOf(places: readonly PlanPlace[]): (number | null)[] {
  const at = ({ position: [lng = 0, lat = 0] }: PlanPlace): LngLat => [lng, lat];
  return places.map((place, i) => (i === 0 ? null : distanceMeters(at(places[i - 1] as PlanPlace), at(place))));
}
