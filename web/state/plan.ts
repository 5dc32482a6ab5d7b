import { createStore, type StoreApi } from "zustand/vanilla";
import type { Schemas } from "../api/client.ts";
import { distanceMeters, type LngLat } from "../spatial/distance.ts";
import { applyOrder, keyOf, moveBy, type PlaceKey } from "./plan-order.ts";

export type PlanPlace = Schemas["PlanItem"];

/** Places shown at first, and with each "more". */
export const batch = 12;

export interface PlanState {
  readonly communityId: number | null;
  readonly plan: Schemas["Plan"] | null;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly order: readonly PlaceKey[];
  readonly shown: number;
  readonly selected: PlaceKey | null;
}

export interface PlanRoom {
  readonly store: StoreApi<PlanState>;
  choose(communityId: number): Promise<void>;
  reload(): Promise<void>;
  select(key: PlaceKey | null): void;
  move(key: PlaceKey, step: -1 | 1): void;
  showMore(): void;
  resetOrder(): void;
}

const orderKey = (communityId: number) => `one-map.order.${communityId}`;

/** The officer's list: what the server suggests, in the order that he made of it. */
export function newPlanRoom(
  read: (communityId: number) => Promise<Schemas["Plan"]>,
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
): PlanRoom {
  const store = createStore<PlanState>(() => ({
    communityId: null,
    plan: null,
    isLoading: false,
    error: null,
    order: [],
    shown: batch,
    selected: null,
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
  const move = (key: PlaceKey, step: -1 | 1) => {
    const { communityId } = store.getState();
    const order = moveBy(placesOf(store.getState()).map(keyOf), key, step);
    store.setState({ order });
    if (communityId !== null) storage.setItem(orderKey(communityId), order.join(","));
  };
  const showMore = () => store.setState(({ shown }) => ({ shown: shown + batch }));
  const resetOrder = () => {
    const { communityId } = store.getState();
    store.setState({ order: [] });
    if (communityId !== null) storage.removeItem(orderKey(communityId));
  };
  return { store, choose, reload, select, move, showMore, resetOrder };
}

/** The places on the list, in order. */
export function placesOf({ plan, order, shown }: PlanState): PlanPlace[] {
  return plan === null ? [] : applyOrder(plan.items, order).slice(0, shown);
}

/** Straight line in metres from the place before to each place; null for the first. */
export function legsOf(places: readonly PlanPlace[]): (number | null)[] {
  const at = ({ position: [lng = 0, lat = 0] }: PlanPlace): LngLat => [lng, lat];
  return places.map((place, i) => (i === 0 ? null : distanceMeters(at(places[i - 1] as PlanPlace), at(place))));
}
