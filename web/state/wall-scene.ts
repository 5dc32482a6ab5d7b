import { unacknowledgedAlarms } from "./alarms.ts";
import { timelinessOf } from "./call-ages.ts";
import { type Freshness, freshnessOf } from "./freshness.ts";
import { type CallLook, lookOf, newestCalls } from "./newest-calls.ts";
import { figuresOf, type Sample, type SinceThen, seenQuarterAgo, sinceThen, type WallFigures } from "./wall-figures.ts";
import { ageOf, serverTime, type WallCall, type WallInput } from "./wall-input.ts";

/** A call on the list of the newest. */
export interface ListedCall {
  readonly call: WallCall;
  readonly look: CallLook;
  readonly isAlarm: boolean;
  /** It has waited longer than the service allows. */
  readonly isOver: boolean;
}

/** What the wall says at a moment; null where nothing is known yet. */
export interface Scene {
  /** The server's clock, epoch milliseconds. */
  readonly at: number | null;
  readonly ageSeconds: number | null;
  readonly freshness: Freshness;
  readonly figures: WallFigures | null;
  readonly since: SinceThen | null;
  readonly newest: readonly ListedCall[] | null;
  /** Alarms in nobody's hand, newest first. */
  readonly alarms: readonly WallCall[];
}

export interface SceneOptions {
  readonly acknowledged: ReadonlySet<number>;
  readonly alarmPriority: number;
  readonly samples: readonly Sample[];
  /** The page's steady clock, milliseconds. */
  readonly now: number;
}

/** The scene of a moment, from what is known and nothing else. */
export function sceneOf({ incidents, units, aggregates, freshness }: WallInput, options: SceneOptions): Scene {
  const { acknowledged, alarmPriority, samples, now } = options;
  const at = serverTime(freshness.live, now);
  const ageSeconds = ageOf(freshness.live, now);
  const blank = { at, ageSeconds, freshness: freshnessOf(ageSeconds, freshness.live.isReachable), alarms: [] };
  if (incidents === null || units === null || at === null)
    return { ...blank, figures: null, since: null, newest: null };
  const figures = figuresOf(incidents, units, aggregates?.coverageShare ?? null, at, aggregates?.undrawn);
  const alarms = unacknowledgedAlarms(incidents, acknowledged, alarmPriority);
  const isOpenNewer = (freshness.live.asOf ?? 0) > (freshness.aggregates.asOf ?? 0);
  const standards = aggregates?.standards ?? [];
  return {
    ...blank,
    figures,
    since: aggregates === null ? null : sinceThen(figures, aggregates.quarterAgo, seenQuarterAgo(samples, at)),
    newest: newestCalls(incidents, aggregates?.newest ?? [], isOpenNewer).map((call) => ({
      call,
      look: lookOf(call, acknowledged),
      isAlarm: alarms.some(({ id }) => id === call.id),
      isOver: timelinessOf(call, standards, at) === "over",
    })),
    alarms,
  };
}
