import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { openStage, type Stage } from "@one-map/server/testing/fault-stage";
import { startStreamLoad } from "@one-map/server/testing/stream-load-process";
import { ask, startTraffic } from "@one-map/server/testing/traffic";
import type { BenchOptions, BenchRow } from "../parts/results.ts";

/** What a restart costs those who listen, and those who ask. */
export async function measureRestarts({ isTrial }: BenchOptions): Promise<BenchRow[]> {
  const stage = await openStage(["shared_preload_libraries=pg_stat_statements"]);
  try {
    return [...(await measureReturn(stage, isTrial ? 100 : 5_000)), ...(await measureSigterm(stage, isTrial ? 1 : 20))];
  } finally {
    await stage.close();
  }
}

async function measureReturn(stage: Stage, streams: number): Promise<BenchRow[]> {
  const { pool } = stage.database;
  const move = () => pool.query("update unit set status = 'assigned' where id = 1");
  await pool.query("create extension pg_stat_statements");
  const first = await stage.startServer();
  // Whoever comes back soon after a change of many rows at once, such as the making of this city, has to begin again.
  for (let i = 0; i < 2_500; i++) await move();
  const load = startStreamLoad();
  try {
    load.open({ port: first.port, streams, isReturning: true, cookie: stage.cookie });
    while ((await load.report()).open < streams) await wait(200);
    first.process.kill("SIGTERM");
    await first.process.ended;
    for (let i = 0; i < 100; i++) await move();
    const server = await stage.startServer({}, first.port);
    const began = performance.now();
    await pool.query("select pg_stat_statements_reset()");
    while ((await load.report()).open < streams && performance.now() - began < 60_000) await wait(50);
    const seconds = (performance.now() - began) / 1_000;
    const queries = await statements(stage);
    const { lost, resets } = await load.report();
    server.process.kill("SIGTERM");
    await server.process.ended;
    return [
      {
        name: `${streams.toLocaleString("en")} streams back after a restart, ${lost} events lost, ${resets} told to begin again`,
        value: seconds,
        unit: "s",
        bar: "≤ 10 s",
        holds: seconds <= 10 && lost === 0,
      },
      {
        name: "the same: statements in the database meanwhile, those of the clockwork with them",
        value: queries,
        unit: "",
        bar: "≤ 50",
        holds: queries <= 50,
      },
    ];
  } finally {
    await load.end();
  }
}

async function statements({ database: { pool } }: Stage): Promise<number> {
  const { rows } = await pool.query<{ calls: number }>(
    "select coalesce(sum(calls), 0)::int8 as calls from pg_stat_statements where query !~ 'pg_stat_statements'",
  );
  return rows[0]?.calls as number;
}

async function measureSigterm(stage: Stage, times: number): Promise<BenchRow[]> {
  let failed = 0;
  let longest = 0;
  let asked = 0;
  for (let time = 0; time < times; time++) {
    const server = await stage.startServer();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 12 });
    const traffic = startTraffic(200, (turn) =>
      turn % 2 === 0
        ? ask(`${server.origin}/api/units`, { agent })
        : ask(`${server.origin}/tiles/incidents/12/3265/1631.mvt`, { agent }),
    );
    while (traffic.outcomes.length < 200) await wait(20);
    const told = performance.now();
    server.process.kill("SIGTERM");
    const { code } = await server.process.ended;
    longest = Math.max(longest, performance.now() - told);
    const outcomes = await traffic.stop();
    agent.destroy();
    asked += outcomes.length;
    failed += outcomes.filter(
      ({ error, isRefused, status }) => (error !== undefined && !isRefused) || (status ?? 0) >= 400,
    ).length;
    if (code !== 0) failed++;
  }
  return [
    {
      name: `SIGTERM under 200 requests a second, ${times} times: failed of ${asked.toLocaleString("en")} that were taken`,
      value: failed,
      unit: "",
      bar: "0",
      holds: failed === 0,
    },
    { name: "the same: longest end", value: longest / 1_000, unit: "s", bar: "≤ 5 s", holds: longest <= 5_000 },
  ];
}
