import { setTimeout as pause } from "node:timers/promises";
import { AwayError } from "./api.ts";

const firstPause = 250;
const longestPause = 15_000;

/** Pauses that grow: a quarter of a second, then twice as long each time up to 15 s, each anywhere in its upper half. */
export function pauseBefore(attempt: number): number {
  return Math.min(longestPause, firstPause * 2 ** attempt) * (0.5 + 0.5 * Math.random());
}

/**
 * Asks again and again while nobody answers; any other failure is thrown at once.
 *
 * @param onAway told of each failure
 */
export async function withPatience<T>(
  work: (attempt: number) => Promise<T>,
  signal: AbortSignal,
  onAway: (error: AwayError) => void = () => {},
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof AwayError)) throw error;
      onAway(error);
      await pause(pauseBefore(attempt), undefined, { signal });
    }
  }
}
