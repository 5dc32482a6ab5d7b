import type { WallAggregates, WallCall, WallUnit } from "./wall-input.ts";

/** A unit that has not been heard of for this long is silent. */
const silentAfterMs = 10 * 60_000;

/** The numbers of the wall; null where nobody knows. */
export interface WallFigures {
  readonly open: number;
  readonly unassigned: number;
  readonly unitsOut: number;
  readonly unitsOnDuty: number;
  readonly coverageShare: number | null;
  /** Epoch milliseconds. */
  readonly oldestReportedAt: number | null;
}

export function isSilent({ lastFixAt }: Pick<WallUnit, "lastFixAt">, at: number): boolean {
  return lastFixAt === null || at - Date.parse(lastFixAt) > silentAfterMs;
}

/**
 * Figures of a moment, counted from what the map shows, so that the two always agree.
 * @param undrawn what is open and never shown on a wall, as the server counts it
 */
export function figuresOf(
  incidents: readonly WallCall[],
  units: readonly WallUnit[],
  coverageShare: number | null,
  at: number,
  undrawn?: WallAggregates["undrawn"],
): WallFigures {
  const onDuty = units.filter(({ status }) => status !== "off_duty");
  const hidden = undrawn?.oldestOpenReportedAt;
  const oldest = incidents.reduce(
    (first, { reportedAt }) => Math.min(first, Date.parse(reportedAt)),
    hidden == null ? Infinity : Date.parse(hidden),
  );
  return {
    open: incidents.length + (undrawn?.openCount ?? 0),
    unassigned: incidents.filter(({ status }) => status === "reported").length + (undrawn?.unassignedCount ?? 0),
    unitsOut: onDuty.filter((unit) => !isSilent(unit, at)).length,
    unitsOnDuty: onDuty.length,
    coverageShare,
    oldestReportedAt: Number.isFinite(oldest) ? oldest : null,
  };
}

/** Change of each figure since 15 minutes ago; null where the past is not known. */
export interface SinceThen {
  readonly open: number;
  readonly unassigned: number;
  readonly unitsOut: number | null;
  readonly coveragePoints: number | null;
  readonly reported: number;
  readonly closed: number;
}

/**
 * What has changed in the last quarter of an hour. Incidents carry their times, so the server tells their past exactly;
 * of units no trail is kept, so their past is what this screen itself has seen.
 */
export function sinceThen(
  now: WallFigures,
  quarterAgo: WallAggregates["quarterAgo"],
  seen: Pick<Sample, "unitsOut" | "coverageShare"> | null,
): SinceThen {
  const points =
    now.coverageShare === null || seen?.coverageShare == null ? null : (now.coverageShare - seen.coverageShare) * 100;
  return {
    open: now.open - quarterAgo.openCount,
    unassigned: now.unassigned - quarterAgo.unassignedCount,
    unitsOut: seen === null ? null : now.unitsOut - seen.unitsOut,
    coveragePoints: points === null ? null : Math.round(points),
    reported: quarterAgo.reportedSince,
    closed: quarterAgo.closedSince,
  };
}

/** What this screen saw at a moment, in the server's clock, epoch milliseconds. */
export interface Sample {
  readonly at: number;
  readonly unitsOut: number;
  readonly coverageShare: number | null;
}

const sampleMs = 60_000;
const quarterMs = 15 * 60_000;

/** The samples with one more when a minute has passed, without those too old to be asked for. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.at - last.at < sampleMs) return samples;
  return [...samples.filter(({ at }) => at > sample.at - 2 * quarterMs && at < sample.at), sample];
}

/** What was seen 15 minutes ago, give or take a minute and a half; null when this screen was not looking. */
export function seenQuarterAgo(samples: readonly Sample[], at: number): Sample | null {
  const off = (sample: Sample) => Math.abs(sample.at - (at - quarterMs));
  const nearest = samples.reduce<Sample | null>((best, s) => (best === null || off(s) < off(best) ? s : best), null);
  return nearest !== null && off(nearest) <= 1.5 * sampleMs ? nearest : null;
}
