/** Milliseconds that some work takes. */
export function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** The same for work that waits. */
export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** How often some work is done in so many milliseconds, so that a turn of it is long enough for the clock; it warms up by that. */
export async function timesIn(millis: number, work: () => unknown): Promise<number> {
  let times = 0;
  for (let spent = 0; spent < millis; times++) spent += await millisecondsOf(async () => work());
  return times;
}

export interface Sampling {
  /** Rounds that are not counted: compilers and caches warm up. */
  readonly warmUp: number;
  readonly atLeast: number;
  readonly atMost: number;
  /** No new round begins after this long. */
  readonly forMillis: number;
}

export interface Samples {
  /** Milliseconds of each round, ascending. */
  readonly times: readonly number[];
  /** Milliseconds of processor time of this thread a round: what else the machine does hardly shows in it. */
  readonly cpu: number;
}

/** Work repeated and timed. */
export function sample(work: () => void, { warmUp, atLeast, atMost, forMillis }: Sampling): Samples {
  const started = performance.now();
  for (let round = 0; round < warmUp; round++) work();
  const times: number[] = [];
  const before = process.threadCpuUsage();
  while (times.length < atMost) {
    times.push(milliseconds(work));
    if (times.length >= atLeast && performance.now() - started > forMillis) break;
  }
  const { user, system } = process.threadCpuUsage(before);
  return { times: times.sort((a, b) => a - b), cpu: (user + system) / 1000 / times.length };
}

/** Times of work that waits, one round after the other, ascending. */
export async function sampleAsync(work: () => Promise<unknown>, sampling: Sampling): Promise<number[]> {
  const { warmUp, atLeast, atMost, forMillis } = sampling;
  const started = performance.now();
  const times: number[] = [];
  for (let round = -warmUp; times.length < atMost; round++) {
    const time = await millisecondsOf(work);
    if (round >= 0) times.push(time);
    if (times.length >= atLeast && performance.now() - started > forMillis) break;
  }
  return times.sort((a, b) => a - b);
}

/** Middle of values in any order; the upper one of two. */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Value below which a share of sorted values lies; NaN for none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
