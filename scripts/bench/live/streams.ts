import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { openStage, type Stage } from "@one-map/server/testing/fault-stage";
import { type LoadReport, type StreamLoad, startStreamLoad } from "@one-map/server/testing/stream-load-process";
import type { BenchOptions, BenchRow } from "../parts/results.ts";
import { quantile } from "../parts/timing.ts";
import { changeAtRate } from "./changes.ts";

/** Streams that listen in processes of their own while incidents are reported. */
export async function measureStreams({ isTrial }: BenchOptions): Promise<BenchRow[]> {
  const share = isTrial ? 0.01 : 1;
  const seconds = isTrial ? 3 : 20;
  const [fewer, more] = [2_000 * share, 10_000 * share];
  const some = await measure({ streams: fewer, perSecond: 50, seconds });
  const many = await measure({ streams: more, perSecond: 10, seconds });
  return [
    {
      name: `${fewer.toLocaleString("en")} streams, 50 events a second: heard after, ${some.lost} lost, ${some.repeated} twice`,
      value: some.p50,
      unit: "ms",
      p99: some.p99,
      bar: "p99 ≤ 1 s",
      holds: some.p99 <= 1_000 && some.lost + some.repeated === 0,
    },
    {
      name: `${more.toLocaleString("en")} streams, 10 events a second: events lost, and heard twice`,
      value: many.lost + many.repeated,
      unit: "",
      bar: "0",
      holds: many.lost + many.repeated + many.closed === 0,
    },
    { name: "the same: heard after", value: many.p50, unit: "ms", p99: many.p99 },
    {
      name: "the same: memory a stream",
      value: many.kilobytes,
      unit: "kB",
      bar: "≤ 25 kB",
      holds: many.kilobytes <= 25,
    },
  ];
}

interface Figures extends Pick<LoadReport, "lost" | "repeated" | "closed"> {
  readonly p50: number;
  readonly p99: number;
  readonly kilobytes: number;
}

async function measure({
  streams,
  perSecond,
  seconds,
}: {
  streams: number;
  perSecond: number;
  seconds: number;
}): Promise<Figures> {
  const stage = await openStage();
  const load = startStreamLoad();
  try {
    const server = await stage.startServer();
    const pid = server.process.pid;
    const before = residentBytes(pid);
    load.open({ port: server.port, streams, isReturning: false, cookie: stage.cookie });
    while ((await load.peek()).open < streams) await wait(200);
    // The first seconds compile; they are not counted.
    await report(stage, perSecond, 3);
    await everywhere(stage, load);
    await load.report();
    await report(stage, perSecond, seconds);
    await everywhere(stage, load);
    const held = residentBytes(pid) - before;
    const { lost, repeated, closed, latencies } = await load.report();
    const sorted = latencies.toSorted((a, b) => a - b);
    return {
      ...{ lost, repeated, closed },
      p50: quantile(sorted, 0.5),
      p99: quantile(sorted, 0.99),
      kilobytes: held / streams / 1_000,
    };
  } finally {
    await load.end();
    await stage.close();
  }
}

async function report({ database: { pool } }: Stage, perSecond: number, seconds: number): Promise<void> {
  await changeAtRate(perSecond, seconds, 4, () =>
    pool.query(
      "insert into incident (category, occurred_from, reported_at, geom) values ('noise', now(), clock_timestamp(), st_setsrid(st_makepoint(107.05, 34.35), 4326))",
    ),
  );
}

/** Resolves when every stream has heard the newest event; the times heard so far stay with the load. */
async function everywhere({ database: { pool } }: Stage, load: StreamLoad): Promise<void> {
  const late = performance.now() + 60_000;
  for (;;) {
    const { rows } = await pool.query<{ seq: number }>("select last_seq as seq from feed.meta");
    if ((await load.peek()).leastSeq >= (rows[0]?.seq as number) || performance.now() > late) return;
    await wait(100);
  }
}

/** Resident memory of a process (Linux). */
function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1_024;
}
