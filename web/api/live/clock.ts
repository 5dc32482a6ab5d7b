/** Time as the feed's client sees it; tests bring their own. Milliseconds. */
export interface Clock {
  /** Never set, never stepped; may stand still while the machine sleeps. */
  now(): number;
  /** The clock on the wall: only ever compared with itself. */
  wallNow(): number;
  /** Calls once, so much later; returns what calls it off. */
  after(ms: number, call: () => void): () => void;
}

/** The one steady clock of this page, or of this worker: every age is a difference of its moments. Milliseconds. */
export function steadyNow(): number {
  return performance.now();
}

export const systemClock: Clock = {
  now: steadyNow,
  wallNow: () => Date.now(),
  after: (ms, call) => {
    // Longer than this, and a timer would fire at once.
    const timer = setTimeout(call, Math.min(Math.max(0, ms), 2_147_483_647));
    return () => clearTimeout(timer);
  },
};
