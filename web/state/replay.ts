import type { CallStatus, WallCall } from "./wall-input.ts";

/** A past that is being shown again. */
export interface Replay {
  readonly calls: readonly WallCall[];
  /** Epoch milliseconds, server's clock. */
  readonly from: number;
  readonly to: number;
  /** When it began, in the page's steady clock, milliseconds. */
  readonly startedAt: number;
}

/** An hour passes in half a minute. */
const speed = 120;
/** Pictures a minute of the past apart: half a second between two, never a film. */
const stepMs = 60_000;

/** The moment that a replay shows; null when it is over. */
export function replayMoment({ from, to, startedAt }: Replay, now: number): number | null {
  const at = from + Math.floor(((now - startedAt) * speed) / stepMs) * stepMs;
  return at >= to ? null : at;
}

/** A call as it was at a moment; null when it was not open. */
export function callAt(call: WallCall, at: number): WallCall | null {
  const reached = (time: string | null) => time !== null && Date.parse(time) <= at;
  if (!reached(call.reportedAt) || reached(call.closedAt)) return null;
  const status: CallStatus = reached(call.arrivedAt)
    ? "on_scene"
    : reached(call.dispatchedAt)
      ? "dispatched"
      : "reported";
  return { ...call, status };
}

/** Everything that was open at a moment. */
export function callsAt(calls: readonly WallCall[], at: number): WallCall[] {
  return calls.flatMap((call) => callAt(call, at) ?? []);
}
