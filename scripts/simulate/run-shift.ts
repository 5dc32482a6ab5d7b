import { setTimeout as pause } from "node:timers/promises";
import { Api, type SignIn } from "./api.ts";
import { Courier, type Delivery } from "./courier.ts";
import { withPatience } from "./patience.ts";
import { readWorld } from "./read-world.ts";
import { Shift, type ShiftOptions } from "./shift.ts";
import { Tally } from "./tally.ts";
import type { World } from "./world.ts";

export interface RunOptions {
  /** Address of the server, such as http://127.0.0.1:8080. */
  readonly origin: string;
  readonly signIn: SignIn;
  readonly seed: number;
  /** Calls an hour on average, storms and matches apart. */
  readonly callsPerHour: number;
  /** Seconds of the shift after which a call comes in any case, the first within a thirtieth of them; never unless given. */
  readonly longestGap?: number;
  /** Calls an hour that a unit on duty can see to: both figures above are held to it, so that a small city is not swamped. */
  readonly mostCallsOfUnit?: number;
  /** Length of the shift on its own clock. */
  readonly hours: number;
  /** Seconds of the shift in one second. */
  readonly speed: number;
  /** Units that take part. */
  readonly mostUnits: number;
  /** When the shift begins, for the hours of the day; now unless given. */
  readonly startsAt?: Date;
  /** Seconds of the real clock between two positions of a unit that moves, at least; two unless given. */
  readonly leastFixSeconds?: number;
  readonly signal: AbortSignal;
  /** While it says so the clock of the shift stands: nothing new happens, and what has happened is told. */
  readonly isHeld?: () => boolean;
  /** Told a few times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** Told when the city cannot be read yet because nobody answers. */
  readonly onWait?: (message: string) => void;
}

export interface Progress {
  /** Seconds of the shift that have passed. */
  readonly seconds: number;
  readonly tally: Tally;
  readonly delivery: Delivery;
  readonly backlog: number;
  /** Seconds since the server last answered; undefined while it does. */
  readonly awaySeconds: number | undefined;
}

const tickMillis = 200;
/** The clock of the shift waits while more than that is untold: a shift is never faster than the server. */
const mostBacklog = 2_000;

/**
 * Lives a shift against a server until it ends or is told to stop. Positions come often enough to see units move, but
 * not more often than a number of seconds apart on the real clock, and from standing units ten times as far apart.
 */
export async function runShift(options: RunOptions): Promise<Progress> {
  const {
    origin,
    signIn,
    seed,
    hours,
    speed,
    mostUnits,
    startsAt = new Date(),
    leastFixSeconds = 2,
    signal,
    isHeld = () => false,
    onProgress,
    onWait,
  } = options;
  const api = new Api(origin, signIn);
  const world = await withPatience(
    () => readWorld(api, startsAt, mostUnits),
    signal,
    (error) => onWait?.(error.message),
  );
  const shift = new Shift(world, {
    seed,
    ...paceOf(options, world),
    fixSeconds: Math.max(8, leastFixSeconds * speed),
    idleFixSeconds: Math.max(60, 10 * leastFixSeconds * speed),
  });
  const courier = new Courier(api, shift.adopted, signal);
  const tally = new Tally();
  const end = hours * 3_600;
  let now = 0;
  const progress = (): Progress => ({
    seconds: now,
    tally,
    delivery: courier.delivery,
    backlog: courier.backlog,
    awaySeconds: courier.awaySince === undefined ? undefined : (performance.now() - courier.awaySince) / 1_000,
  });
  for (let last = performance.now(); now < end && !signal.aborted; ) {
    await pause(tickMillis, undefined, { signal }).catch(() => {});
    const at = performance.now();
    if (courier.backlog < mostBacklog && !isHeld()) now = Math.min(end, now + ((at - last) / 1_000) * speed);
    last = at;
    for (const command of shift.advance(now)) {
      tally.add(command);
      courier.submit(command);
    }
    onProgress?.(progress());
  }
  await courier.drain();
  return progress();
}

/** How often calls come in a city with so many units on duty. */
function paceOf(
  { callsPerHour, longestGap, mostCallsOfUnit = Number.POSITIVE_INFINITY }: RunOptions,
  { units }: World,
): Pick<ShiftOptions, "callsPerHour" | "longestGap"> {
  const onDuty = units.filter(({ status }) => status !== "off_duty").length;
  const most = mostCallsOfUnit * Math.max(onDuty, 1);
  return {
    callsPerHour: Math.min(callsPerHour, most),
    // Twice as many as come on average could still be seen to for a while.
    longestGap: longestGap === undefined ? undefined : Math.max(longestGap, 3_600 / (2 * most)),
  };
}
