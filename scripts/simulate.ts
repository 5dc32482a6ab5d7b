/**
 * `pnpm simulate [--rate 50] [--hours 12] [--speed 20] [--seed 7] [--url http://127.0.0.1:8080] [--login <login>]`: a shift
 * of the city through the public interface. Calls come in and are answered, units move along the streets, places are visited, a
 * storm and a match bring more of it, a terminal goes silent, a receiver breaks. ^C ends it with its figures.
 */
import { parseArgs } from "node:util";
import { readCredentials, signIn } from "./credentials.ts";
import { type Progress, runShift } from "./simulate/run-shift.ts";
import { stopSignal } from "./stop-signal.ts";

const usage = `usage: pnpm simulate [--rate 50] [--hours 12] [--speed 20] [--seed 7] [--url <address>]
                     [--units 400] [--start <RFC 3339>] [--login <login>]
  --rate   calls an hour on average; storms and matches come on top
  --hours  length of the shift, on its own clock
  --speed  seconds of the shift in a second
  --seed   the same number, city and start make the same shift
  --units  units that take part, at most
  --start  when the shift begins, for the hours of the day; now unless given
  --login  who tells the server, with the password in ONE_MAP_PASSWORD; the demo's command centre unless given`;
const { values } = parseArgs({
  options: {
    rate: { type: "string", default: "50" },
    hours: { type: "string", default: "12" },
    speed: { type: "string", default: "20" },
    seed: { type: "string", default: "7" },
    url: { type: "string", default: "http://127.0.0.1:8080" },
    units: { type: "string", default: "400" },
    start: { type: "string" },
    login: { type: "string" },
  },
});
const [rate, hours, speed, seed, units] = [values.rate, values.hours, values.speed, values.seed, values.units].map(
  Number,
) as [number, number, number, number, number];
const startsAt = values.start === undefined ? new Date() : new Date(values.start);
const areAbove = [rate, hours, speed, units].every((value) => value > 0 && Number.isFinite(value));
if (!areAbove || !Number.isSafeInteger(seed) || Number.isNaN(startsAt.getTime()) || !URL.canParse(values.url)) {
  console.error(usage);
  process.exit(2);
}

const stop = stopSignal();
const { origin } = new URL(values.url);
const isTerminal = process.stderr.isTTY;
let shownAt = Number.NEGATIVE_INFINITY;

try {
  const credentials = await readCredentials(values.login, "command", process.env);
  const end = await runShift({
    origin,
    signIn: () => signIn(origin, credentials),
    seed,
    callsPerHour: rate,
    hours,
    speed,
    mostUnits: Math.round(units),
    startsAt,
    signal: stop,
    onProgress: show,
    onWait: (message) => process.stderr.write(`${message}; trying again\n`),
  });
  if (isTerminal) process.stderr.write("\r\u001b[2K");
  console.log(summary(end));
  process.exit(end.delivery.badTaken > 0 || end.delivery.faults.length > 0 ? 1 : 0);
} catch (error) {
  if (!stop.aborted) {
    console.error((error as Error).message);
    process.exit(1);
  }
  console.log("Stopped before the shift began.");
  process.exit(0);
}

function show(progress: Progress): void {
  const now = performance.now();
  if (now - shownAt < (isTerminal ? 250 : 15_000)) return;
  shownAt = now;
  const { seconds, tally, delivery, backlog, awaySeconds } = progress;
  const line = [
    `${clock(seconds)} of ${clock(hours * 3_600)}`,
    `${tally.counts.report} calls`,
    `${tally.closed} closed`,
    `${tally.counts.visit} visits`,
    `${delivery.taken} told`,
    `${backlog} waiting`,
    ...(awaySeconds === undefined ? [] : [`the server is away, ${Math.round(awaySeconds)} s`]),
  ].join("  ");
  process.stderr.write(isTerminal ? `\r\u001b[2K${line}` : `${line}\n`);
}

function summary({ seconds, tally, delivery, backlog }: Progress): string {
  const { counts } = tally;
  return [
    stop.aborted ? `Stopped after ${clock(seconds)} of the shift.` : `A shift of ${clock(seconds)} is over.`,
    ...tally.lines().map((line) => `  ${line}`),
    `${counts.report} calls came in and ${tally.closed} were closed; ${counts.visit} visits, ${counts.fix} positions.`,
    `The server took ${delivery.taken}; ${delivery.superseded} positions were superseded, ${delivery.overtaken} changes overtaken, ${backlog} not told; ${delivery.repeated} requests repeated.`,
    `Impossible positions: ${delivery.badRefused} refused as they should be, ${delivery.badTaken} taken.`,
    ...delivery.faults.map((fault) => `fault: ${fault}`),
  ].join("\n");
}

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
