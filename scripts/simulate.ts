/** `pnpm simulate [--url http://127.0.0.1:8080] [--seed 7] [--calls-per-hour 30] [--turns N]`: a day in the city's life. */
import { parseArgs } from "node:util";
import { Random } from "./seed/random.ts";
import { runLife } from "./simulate/run-life.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:8080" },
    seed: { type: "string", default: "7" },
    "calls-per-hour": { type: "string", default: "30" },
    turns: { type: "string" },
  },
});
const [seed, callsPerHour, turns] = [values.seed, values["calls-per-hour"], values.turns ?? "Infinity"].map(Number);
if (!Number.isSafeInteger(seed) || !((callsPerHour as number) >= 0) || !((turns as number) > 0)) {
  console.error("usage: pnpm simulate [--url <address>] [--seed 7] [--calls-per-hour 30] [--turns N]");
  process.exit(2);
}

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
process.once("SIGTERM", () => stop.abort());
const totals = { reported: 0, advanced: 0, fixes: 0 };
await runLife({
  origin: values.url,
  random: new Random(seed as number, "simulate"),
  callsPerHour: callsPerHour as number,
  secondsPerTurn: 2,
  fixShare: 0.02,
  turns: turns as number,
  signal: stop.signal,
  onTurn: (turn) => {
    for (const what of ["reported", "advanced", "fixes"] as const) totals[what] += turn[what];
    if (turn.reported + turn.advanced > 0)
      console.log(`${new Date().toISOString()}  ${turn.reported} reported, ${turn.advanced} moved on`);
  },
  onError: (error) => console.error(error.message),
});
console.log(`${totals.reported} calls, ${totals.advanced} changes of status, ${totals.fixes} positions`);
