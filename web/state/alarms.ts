import { lookOf } from "./newest-calls.ts";
import type { WallCall } from "./wall-input.ts";

/** After the first sight of an alarm the map stays as it is for so long; then the inset opens. */
const cueMs = 2_000;
const chimeEveryMs = 60_000;

/** Calls urgent enough that nobody has taken in hand, newest first. */
export function unacknowledgedAlarms(
  open: readonly WallCall[],
  acknowledged: ReadonlySet<number>,
  alarmPriority: number,
): WallCall[] {
  return open
    .filter((call) => call.priority <= alarmPriority && lookOf(call, acknowledged) === "unacknowledged")
    .sort((a, b) => Date.parse(b.reportedAt) - Date.parse(a.reportedAt) || b.id - a.id);
}

/** What an alarm asks of the screen at a moment. */
export interface AlarmCue {
  /** The newest alarm, shown in the inset once its cue is over. */
  readonly inset: WallCall | null;
  readonly isChimeDue: boolean;
}

/**
 * Follows the alarms from moment to moment. An alarm rings when it is first seen and every minute until somebody has
 * it; several ring as one.
 */
export function newAlarmWatch(): (alarms: readonly WallCall[], now: number) => AlarmCue {
  const seenAt = new Map<number, number>();
  let chimedAt = Number.NEGATIVE_INFINITY;
  return (alarms, now) => {
    const ids = new Set(alarms.map(({ id }) => id));
    for (const id of seenAt.keys()) if (!ids.has(id)) seenAt.delete(id);
    const isNew = alarms.some(({ id }) => !seenAt.has(id));
    for (const { id } of alarms) if (!seenAt.has(id)) seenAt.set(id, now);
    const isChimeDue = alarms.length > 0 && (isNew || now - chimedAt >= chimeEveryMs);
    if (isChimeDue) chimedAt = now;
    const inset = alarms.find(({ id }) => now - (seenAt.get(id) ?? now) >= cueMs) ?? null;
    return { inset, isChimeDue };
  };
}
