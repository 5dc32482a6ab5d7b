/**
 * `pnpm soak [--hours 1] [--size city] [--speed 20] [--units 400] [--rate 24] [--seed 7] [--out soak]`: a wall in Chromium
 * through hours of a shift at twenty times its pace, against a product of its own. Follows heaps, nodes, listeners,
 * workers, contexts and the server, compares now and then what the browser holds with a fresh snapshot, and leaves
 * <out>.json and <out>.png. ^C ends it early, with its figures; a second one ends everything at once.
 */
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { fetchAs } from "@one-map/server/testing/cookie-jar";
import { signedIn } from "@one-map/server/testing/signed-in";
import { table } from "./bench/parts/results.ts";
import { findChromium } from "./browser.ts";
import { buildPages, usualWebRoot } from "./pages.ts";
import { root } from "./run.ts";
import { type CitySizeName, citySizes } from "./seed/sizes.ts";
import { runShift } from "./simulate/run-shift.ts";
import { compare, newestSeq } from "./soak/compare.ts";
import { findings, leastHours, type Sample, type ServerSample, type Soak } from "./soak/findings.ts";
import { plot } from "./soak/plot.ts";
import { type Product, startProduct } from "./soak/product.ts";
import { WallProbe } from "./soak/wall-probe.ts";
import { workerAddress } from "./soak/worker-picture.ts";
import { stopSignal } from "./stop-signal.ts";

const { values } = parseArgs({
  options: {
    hours: { type: "string", default: "1" },
    size: { type: "string", default: "city" },
    speed: { type: "string", default: "20" },
    units: { type: "string", default: "400" },
    rate: { type: "string", default: "24" },
    seed: { type: "string", default: "7" },
    page: { type: "string" },
    out: { type: "string", default: "soak" },
  },
});
const [hours, speed, units, rate, seed] = [values.hours, values.speed, values.units, values.rate, values.seed].map(
  Number,
) as [number, number, number, number, number];
const executablePath = findChromium();
if (
  ![hours, speed, units, rate].every((value) => value > 0) ||
  !Number.isSafeInteger(seed) ||
  !(values.size in citySizes)
)
  end("usage: pnpm soak [--hours 1] [--size town|city] [--speed 20] [--units 400] [--rate 24] [--seed 7] [--out soak]");
if (executablePath === undefined) end("No Chromium here; on Debian: apt-get install chromium");

const stop = stopSignal();
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, load before ${loadavg()[0]?.toFixed(2)}`;

try {
  await run();
} catch (error) {
  if (!stop.aborted) throw error;
  end(`Stopped: ${(error as Error).message}`);
}

async function run(): Promise<void> {
  await buildPages(usualWebRoot, stop);
  const product = await startProduct(values.size as CitySizeName, seed, usualWebRoot, stop);
  try {
    const page = values.page ?? (await ownWall(product.origin));
    const probe = await WallProbe.open(executablePath as string, product.origin + page, product.cookie);
    try {
      await soak(probe, product);
    } finally {
      await probe.close();
    }
  } finally {
    await product.stop();
  }
}

/** A wall that nothing on its own calendar interrupts for a day: neither a rest of the panel nor a shift that begins. */
async function ownWall(origin: string): Promise<string> {
  const { timeZone } = (await (await fetchAs(`${origin}/api/city`)).json()) as { timeZone: string };
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `/wall.html?lang=en&care=off&shifts=${format.format(Date.now() - 300_000)}`;
}

async function soak(probe: WallProbe, { origin, database }: Product): Promise<void> {
  const worker = workerAddress(usualWebRoot);
  let isHeld = false;
  let untold = 0;
  const over = new AbortController();
  const shift = runShift({
    // A soak may outlast a session.
    signIn: async () => (await signedIn(database.db, "command")).cookie,
    ...{ origin, seed, hours: Number.POSITIVE_INFINITY, speed, mostUnits: units },
    // As many calls as are seen to: a wall that fills up says nothing about what it leaks.
    ...{ callsPerHour: rate, mostCallsOfUnit: 0.3 },
    signal: over.signal,
    isHeld: () => isHeld,
    onProgress: ({ backlog }) => (untold = backlog),
  });
  const began = performance.now();
  const hoursNow = () => (performance.now() - began) / 3_600_000;
  const taken: Soak & { samples: Sample[]; comparisons: Soak["comparisons"][number][] } = {
    samples: [],
    comparisons: [],
    mishaps: probe.mishaps,
  };
  const keep = async () => {
    const facts = { commit, machine, date: new Date().toISOString(), options: values };
    await writeFile(`${values.out}.json`, `${JSON.stringify({ ...facts, ...taken }, null, 1)}\n`);
  };
  const everyHours = Math.min(Math.max(hours / 120, 5 / 3_600), 1 / 60);
  const compareEvery = Math.max(1, Math.round(hours / everyHours / 12));
  try {
    for (let turn = 1; hoursNow() < hours && !stop.aborted; turn++) {
      await wait(Math.max(0, (turn * everyHours - hoursNow()) * 3_600_000), undefined, { signal: stop }).catch(
        () => {},
      );
      const wall = await probe.sample();
      taken.samples.push({
        hours: hoursNow(),
        ...wall,
        server: await serverSample(origin),
        load: loadavg()[0] as number,
        seq: await newestSeq(origin),
      });
      if (turn % compareEvery === 0 || hoursNow() >= hours || stop.aborted) {
        isHeld = true;
        // What has happened is told first.
        for (const since = performance.now(); untold > 0 && performance.now() - since < 30_000; ) await wait(100);
        taken.comparisons.push({ hours: hoursNow(), ...(await compare(probe.page, worker, origin)) });
        isHeld = false;
      }
      tell(taken);
      await keep();
    }
  } finally {
    over.abort();
    await shift.catch(() => {});
  }
  await report(probe, taken);
}

async function report(probe: WallProbe, taken: Soak): Promise<void> {
  const last = taken.samples.at(-1);
  if (last === undefined || taken.samples.length < 8) throw new Error("There is too little to tell.");
  const rows = findings(taken);
  const minutes = Math.round(last.hours * 60);
  const title = `${minutes} min of the wall at ${speed} × pace, ${values.size}, ${units} units, commit ${commit}`;
  await writeFile(`${values.out}.png`, await plot(probe.browser, taken, title));
  const facts = { commit, machine, date: new Date().toISOString(), options: values, rows };
  await writeFile(`${values.out}.json`, `${JSON.stringify({ ...facts, ...taken }, null, 1)}\n`);
  console.log(`\n${title}\n${machine}\n\n${table(rows)}\n\n${values.out}.json, ${values.out}.png`);
  if (last.hours < leastHours) console.log("Too short for its slopes to say anything.");
  for (const error of taken.mishaps.errors.slice(0, 10)) console.log(`error of the page: ${error}`);
  if (rows.some(({ holds }) => holds === false)) process.exitCode = 1;
}

async function serverSample(origin: string): Promise<ServerSample> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const of = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  return { resident: of("process_resident_memory_bytes"), heap: of("nodejs_heap_used_bytes") };
}

function tell({ samples, comparisons, mishaps }: Soak): void {
  const { hours: at, heap, workerHeap, nodes, workers, contexts, server, seq } = samples.at(-1) as Sample;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    [
      `${(at * 60).toFixed(1)} min`,
      `heap ${megabytes(heap)}, workers' ${megabytes(workerHeap)}`,
      `${nodes} nodes, ${workers} workers, ${contexts} contexts`,
      `server ${megabytes(server.resident)}`,
      `event ${seq}, ${comparisons.reduce((sum, one) => sum + one.differing, 0)} missed, ${mishaps.errors.length} errors`,
    ].join("; "),
  );
}

function end(message: string): never {
  console.error(message);
  process.exit(2);
}
