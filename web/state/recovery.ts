/** What the ladder can do to a map, and what it tells of it. */
export interface GpuRungs {
  /** Makes the map anew in its place, looking where it looked. */
  recreate(): void;
  /** Starts the page afresh, once the server answers. */
  reload(): void;
  count(name: string): void;
}

const restoreMs = 3_000;
/** A map made anew so often in so long has not helped. */
const mostRecreations = 2;
const recreationMs = 5 * 60_000;

/**
 * The ladder of a lost graphics context: wait for the browser to give it back, make the map anew, start the page
 * afresh. `lost` and `restored` are told by the map.
 */
export function newGpuLadder(
  { recreate, reload, count }: GpuRungs,
  now: () => number,
): { lost(): void; restored(): void; isStuck(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let recreations: number[] = [];
  const climb = () => {
    timer = undefined;
    recreations = recreations.filter((at) => now() - at < recreationMs);
    if (recreations.length >= mostRecreations) {
      count("reload for the map");
      reload();
      return;
    }
    recreations.push(now());
    count("map made anew");
    recreate();
  };
  return {
    lost: () => {
      count("context lost");
      timer ??= setTimeout(climb, restoreMs);
    },
    restored: () => {
      count("context restored");
      clearTimeout(timer);
      timer = undefined;
    },
    // It draws no more though nobody took its context: there is nothing to wait for.
    isStuck: () => {
      count("map stuck");
      if (timer === undefined) climb();
    },
  };
}

const probePausesMs = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Starts the page afresh when the server answers, and not before: a page asked for in an outage would be an error page.
 * Asked for several times, it is one reload.
 */
export function newGatedReload(
  answers: () => Promise<boolean>,
  reload: () => void,
  pause: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): () => Promise<void> {
  let under: Promise<void> | undefined;
  const wait = async () => {
    for (let i = 0; !(await answers().catch(() => false)); i++)
      await pause(probePausesMs[Math.min(i, probePausesMs.length - 1)] as number);
    reload();
  };
  return () => {
    under ??= wait();
    return under;
  };
}

const hourMs = 3_600_000;
const heapFactor = 1.5;
const heapSlackBytes = 64 * 1_048_576;
const samplesOver = 3;

/**
 * Tells when memory has grown for good: three samples in a row over one and a half times the least of the first hour,
 * and by a real amount.
 */
export function newHeapWatch(startedAt: number): (bytes: number, now: number) => boolean {
  let baseline = Number.POSITIVE_INFINITY;
  let over = 0;
  return (bytes, now) => {
    if (now - startedAt < hourMs) {
      baseline = Math.min(baseline, bytes);
      return false;
    }
    over = bytes > heapFactor * baseline && bytes > baseline + heapSlackBytes ? over + 1 : 0;
    return over >= samplesOver;
  };
}
