import type { WallView } from "./wall-settings.ts";
import { wallViews } from "./wall-settings.ts";

/** Which view is up and for how much longer. */
export interface Turn {
  readonly view: WallView;
  /** Milliseconds until the next; null while nothing turns. */
  readonly remainingMs: number | null;
}

/** The incidents are the wall's own subject and stay twice as long as the rest. */
const dwellOf = (view: WallView, dwellMs: number) => (view === "incidents" ? 2 * dwellMs : dwellMs);

/** The turn after some time has passed. A pause keeps what was left; no dwell stands still. */
export function turned(turn: Turn, elapsedMs: number, dwellMs: number, isPaused: boolean): Turn {
  if (dwellMs <= 0) return turn.remainingMs === null ? turn : { ...turn, remainingMs: null };
  if (turn.remainingMs === null) return { ...turn, remainingMs: dwellOf(turn.view, dwellMs) };
  if (isPaused) return turn;
  const remainingMs = turn.remainingMs - elapsedMs;
  if (remainingMs > 0) return { ...turn, remainingMs };
  const view = wallViews[(wallViews.indexOf(turn.view) + 1) % wallViews.length] as WallView;
  return { view, remainingMs: dwellOf(view, dwellMs) };
}
