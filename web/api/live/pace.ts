/** How long the client waits, and for what. Milliseconds. */
export const pace = {
  /** No answer to a request for the stream. */
  connectMs: 10_000,
  /** No event on an open stream; the server sends a heartbeat every 10 s. */
  silenceMs: 25_000,
  /** An open stream that has been silent for longer than a heartbeat is suspect when the network comes back. */
  suspectMs: 12_000,
  /** A snapshot on its way. */
  loadMs: 30_000,
  backOffFirstMs: 500,
  backOffMostMs: 15_000,
  /** Resets within a minute after which trying again at once is part of the trouble. */
  mostResets: 5,
  resetWindowMs: 60_000,
  haltMs: 60_000,
  /** Asking again for a feed that this server does not have, or that we may not see. */
  absentMs: 60_000,
  /** The same, when somebody looks at the page again. */
  hurryMs: 5_000,
  /** The longest wait that a server may ask for. */
  mostRetryAfterMs: 120_000,
  /** Names in the rows have changed: everything is read again, once they have settled. */
  renamedMs: 5_000,
  /** Events kept while a snapshot loads; more than that, and the stream is opened anew after it. */
  mostBuffered: 20_000,
  /** After the machine has slept it may take so long until the first heartbeat; then the age shown includes the sleep. */
  wakeGraceMs: 2_000,
} as const;

/**
 * Pause before the next attempt: exponential with full jitter, so that a thousand clients do not come back at once.
 *
 * @param failures attempts that have failed in a row
 * @param random in [0, 1)
 */
export function backOffMs(failures: number, random: number): number {
  return random * Math.min(pace.backOffMostMs, pace.backOffFirstMs * 2 ** Math.min(failures, 16));
}
