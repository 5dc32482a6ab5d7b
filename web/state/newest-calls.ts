import type { WallCall } from "./wall-input.ts";

/** The three looks of a call on the list. */
export type CallLook = "unacknowledged" | "acknowledged" | "closed";

/** Somebody has taken the call in hand: by the remote, or by sending a unit. */
export function lookOf(call: WallCall, acknowledged: ReadonlySet<number>): CallLook {
  if (call.status === "closed") return "closed";
  return call.status === "reported" && !acknowledged.has(call.id) ? "unacknowledged" : "acknowledged";
}

/**
 * The newest calls, newest first. Open ones are known at once, closed ones from the slower list: a call of that list
 * that is no longer among the open ones has been closed since.
 *
 * @param isOpenNewer whether the open calls are of a later moment than the list
 */
export function newestCalls(
  open: readonly WallCall[],
  newest: readonly WallCall[],
  isOpenNewer: boolean,
  most = 5,
): WallCall[] {
  const held = new Map(open.map((call) => [call.id, call]));
  const rest = newest
    .filter(({ id }) => !held.has(id))
    .map((call) => (isOpenNewer && call.status !== "closed" ? { ...call, status: "closed" as const } : call));
  return [...open, ...rest]
    .sort((a, b) => Date.parse(b.reportedAt) - Date.parse(a.reportedAt) || b.id - a.id)
    .slice(0, most);
}
