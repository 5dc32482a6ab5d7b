import type { WallCall } from "./wall-input.ts";

/** How soon the service wants to act, by priority, in seconds from the report. */
export interface Standard {
  readonly priority: number;
  readonly dispatchSeconds: number;
  readonly arriveSeconds: number;
  readonly closeSeconds: number;
}

export type Timeliness = "inTime" | "due" | "over";

/** From this share of the time allowed on, a call is due. */
const dueShare = 0.7;

/** What a call waits for next, and how much of the time allowed has gone: 1 is the threshold. */
function waitOf(call: WallCall, standards: readonly Standard[], at: number): number | null {
  const standard = standards.find(({ priority }) => priority === call.priority);
  if (standard === undefined || call.status === "closed") return null;
  const allowed = {
    reported: standard.dispatchSeconds,
    dispatched: standard.arriveSeconds,
    on_scene: standard.closeSeconds,
  }[call.status];
  return (at - Date.parse(call.reportedAt)) / 1_000 / allowed;
}

export function timelinessOf(call: WallCall, standards: readonly Standard[], at: number): Timeliness | null {
  const wait = waitOf(call, standards, at);
  if (wait === null) return null;
  return wait >= 1 ? "over" : wait >= dueShare ? "due" : "inTime";
}

/** Open calls of one row of the table, with the age of the oldest. */
export interface AgeRow {
  /** 1, 2, 3, or 4 for that and below. */
  readonly priority: number;
  readonly inTime: number;
  readonly due: number;
  readonly over: number;
  readonly oldestSeconds: number | null;
}

/** Open calls by priority and by what the service allows; every row is there, also without a call. */
export function callAges(calls: readonly WallCall[], standards: readonly Standard[], at: number): AgeRow[] {
  return [1, 2, 3, 4].map((priority) => {
    const own = calls.filter((call) => call.status !== "closed" && Math.min(4, call.priority) === priority);
    const count = (kind: Timeliness) => own.filter((call) => timelinessOf(call, standards, at) === kind).length;
    const oldest = own.reduce((first, { reportedAt }) => Math.min(first, Date.parse(reportedAt)), Infinity);
    return {
      priority,
      inTime: count("inTime"),
      due: count("due"),
      over: count("over"),
      oldestSeconds: Number.isFinite(oldest) ? Math.max(0, (at - oldest) / 1_000) : null,
    };
  });
}
