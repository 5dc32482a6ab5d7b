import type { Random } from "../seed/random.ts";
import { Api } from "./api.ts";
import { liveOneTurn, type Turn } from "./city-life.ts";

export interface RunOptions {
  /** Address of the server, such as http://127.0.0.1:8080. */
  readonly origin: string;
  readonly random: Random;
  readonly callsPerHour: number;
  readonly secondsPerTurn: number;
  readonly fixShare: number;
  /** Turns to live; forever when left out. */
  readonly turns?: number | undefined;
  readonly signal: AbortSignal;
  readonly onTurn?: (turn: Turn) => void;
  /** A turn that failed, such as when the server was away; the next one comes all the same. */
  readonly onError?: (error: Error) => void;
}

/** Lives turn after turn until told to stop; resolves when the last one has ended. */
export async function runLife(options: RunOptions): Promise<void> {
  const { origin, secondsPerTurn, turns = Number.POSITIVE_INFINITY, signal, onTurn, onError } = options;
  const api = new Api(origin);
  for (let turn = 0; turn < turns && !signal.aborted; turn++) {
    try {
      onTurn?.(await liveOneTurn(api, options));
    } catch (error) {
      onError?.(error as Error);
    }
    if (turn + 1 < turns) await pause(secondsPerTurn * 1_000, signal);
  }
}

/** Resolves after the time, or at once when the signal says stop. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
