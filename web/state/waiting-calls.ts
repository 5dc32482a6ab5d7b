import { lookOf } from "./newest-calls.ts";
import type { WallCall } from "./wall-input.ts";

const most = 20;

/** Calls in nobody's hand: the most urgent first, and of those the newest. */
export function waitingCalls(open: readonly WallCall[], acknowledged: ReadonlySet<number>): WallCall[] {
  return open
    .filter((call) => lookOf(call, acknowledged) === "unacknowledged")
    .sort((a, b) => a.priority - b.priority || Date.parse(b.reportedAt) - Date.parse(a.reportedAt))
    .slice(0, most);
}
