import { createStore, type StoreApi } from "zustand/vanilla";
import type { Schemas } from "../api/client.ts";
import { steadyNow } from "../api/live/clock.ts";
import type { LiveIncident } from "../api/live/wire.ts";
import { rereadOnChange } from "./follow-live.ts";
import type { Live, LiveState } from "./live.ts";
import { memo } from "./memo.ts";
import type { Polled } from "./poll.ts";

type Wall = Schemas["Wall"];

/** Figures are counted by the server soon after a change; without a feed everything is read in turns. */
const pace = { settleMs: 500, atMostEveryMs: 5_000, everyMs: 60_000, everyMsWithoutFeed: 10_000 };
const silentAfterMs = 10 * 60_000;
const mostNewest = 5;

/**
 * The wall's picture in the form of the answer that it replaces: rows from the feed as they change, what is counted over
 * them at once, and the rest as the server counts it. While the feed is away the younger of the two is shown.
 */
export function newLiveWall(
  live: Live,
  read: () => Promise<Wall>,
  target: Pick<Document, "visibilityState" | "addEventListener"> = document,
): { readonly store: StoreApi<Polled<Wall>>; readNow(): Promise<void> } {
  const counted = rereadOnChange(live, read, { ...pace, kinds: () => ["incident", "unit", "venue"] }, target);
  const overlay = memo(withRows);
  const openOf = memo(mostUrgentFirst);
  const onDutyOf = memo(onDuty);
  const steadyAsOf = settled();
  const picture = (): Polled<Wall> => {
    const { behindSince, ...answer } = counted.store.getState();
    const state = live.store.getState();
    const rowsAt = state.ageSeconds === null ? null : steadyNow() - state.ageSeconds * 1_000;
    const isFed = state.freshness === "live" || state.freshness === "late";
    if (answer.data === null || rowsAt === null || state.serverNow === null) return answer;
    if (!isFed && (answer.takenAt ?? 0) > rowsAt) return answer;
    return {
      data: overlay(
        answer.data,
        openOf(state.incidents),
        onDutyOf(state.units),
        state.units,
        steadyAsOf(state.serverNow - (steadyNow() - rowsAt)),
      ),
      // As true as its oldest part: figures that are behind the rows make it as old as they are behind.
      takenAt: behindSince === null ? rowsAt : Math.min(rowsAt, behindSince),
      isReachable: state.isReachable && answer.isReachable,
      error: answer.error,
    };
  };
  const store = createStore<Polled<Wall>>(picture);
  const update = () => {
    const [before, next] = [store.getState(), picture()];
    const isSame =
      before.data === next.data &&
      before.isReachable === next.isReachable &&
      Math.abs((before.takenAt ?? 0) - (next.takenAt ?? 0)) < 100;
    if (!isSame) store.setState(next);
  };
  live.store.subscribe(update);
  counted.store.subscribe(update);
  return { store, readNow: counted.readNow };
}

/** A moment that is computed from two clocks jitters by fractions of a millisecond; it moves when it has moved. */
function settled(): (moment: number) => number {
  let last = Number.NEGATIVE_INFINITY;
  return (moment) => {
    if (Math.abs(moment - last) > 50) last = moment;
    return last;
  };
}

/** The order in which the server lists open incidents. */
function mostUrgentFirst(incidents: LiveState["incidents"]): LiveIncident[] {
  return [...incidents.values()].sort(
    (a, b) => a.priority - b.priority || Date.parse(a.reportedAt) - Date.parse(b.reportedAt) || a.id - b.id,
  );
}

function onDuty(units: LiveState["units"]): Wall["units"] {
  return [...units.values()]
    .filter(({ status }) => status !== "off_duty")
    .map((unit) => ({ ...unit, position: unit.position && [...unit.position] }));
}

/** @param asOf when the rows were last known to be true, by the server's clock, epoch milliseconds */
function withRows(
  answer: Wall,
  open: readonly LiveIncident[],
  shown: Wall["units"],
  units: LiveState["units"],
  asOf: number,
): Wall {
  const ids = new Set(open.map(({ id }) => id));
  const oldest = open.reduce(
    (first, { reportedAt }) => Math.min(first, Date.parse(reportedAt)),
    Number.POSITIVE_INFINITY,
  );
  // A call of the list that is no longer among the open ones has been closed since it was listed.
  const isNewer = asOf > Date.parse(answer.asOf);
  const listed = answer.newest
    .filter(({ id }) => !ids.has(id))
    .map((call) => (isNewer && call.status !== "closed" ? { ...call, status: "closed" as const } : call));
  return {
    ...answer,
    asOf: new Date(asOf).toISOString(),
    open: open as LiveIncident[],
    openCount: open.length,
    unassignedCount: open.filter(({ status }) => status === "reported").length,
    oldestOpenReportedAt: Number.isFinite(oldest) ? new Date(oldest).toISOString() : null,
    units: shown,
    unitsOnDuty: [...units.values()].filter(({ status }) => status !== "off_duty").length,
    unitsOut: [...units.values()].filter(
      ({ status, lastFixAt }) =>
        status !== "off_duty" && lastFixAt !== null && asOf - Date.parse(lastFixAt) < silentAfterMs,
    ).length,
    unitsTotal: units.size,
    newest: [...open, ...listed]
      .sort((a, b) => Date.parse(b.reportedAt) - Date.parse(a.reportedAt) || b.id - a.id)
      .slice(0, mostNewest),
  };
}
