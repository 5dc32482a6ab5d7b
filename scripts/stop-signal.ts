/** A program in between, such as `timeout` or pnpm, may pass ^C on beside the terminal: what comes within is the same ^C. */
const sameMillis = 500;

/**
 * Aborted by the first SIGINT or SIGTERM. A second one means that somebody has lost patience, and ends the process at
 * once; what it started goes with it, where that is ended on `exit`.
 *
 * @param exitCode of that end
 */
export function stopSignal(exitCode = 1): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (!stop.signal.aborted) {
        first = performance.now();
        stop.abort(new Error("stopped"));
      } else if (performance.now() - first > sameMillis) process.exit(exitCode);
    });
  return stop.signal;
}
