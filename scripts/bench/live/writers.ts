import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openStage, type Stage } from "@one-map/server/testing/fault-stage";
import { findServerPrograms } from "@one-map/server/testing/private-cluster";
import type { BenchOptions, BenchRow } from "../parts/results.ts";
import { median } from "../parts/timing.ts";
import { writeIncidents } from "./changes.ts";

const clients = 16;
const incidents = 20_000;

const scripts = {
  update: `\\set id random(100001, ${100_000 + incidents})\nupdate incident set priority = 1 + priority % 5 where id = :id;\n`,
  insert:
    "insert into incident (category, occurred_from, geom) values ('noise', now(), st_setsrid(st_makepoint(107.05, 34.35), 4326));\n",
} as const;

/** What the triggers cost whoever writes: rounds with and without them in turn, as the machine is never the same. */
export async function measureWriters({ isTrial }: BenchOptions): Promise<BenchRow[]> {
  const [rounds, seconds] = isTrial ? [1, 1] : [5, 6];
  const pgbench = join(findServerPrograms() as string, "pgbench");
  if (!existsSync(pgbench)) return [];
  const stage = await openStage(["fsync=on"]);
  const folder = await mkdtemp(join(tmpdir(), "one-map-writers-"));
  try {
    await writeIncidents(stage.database, incidents);
    const rows: BenchRow[] = [];
    for (const [name, script] of Object.entries(scripts)) {
      const file = join(folder, `${name}.sql`);
      await writeFile(file, script);
      const rates = { with: [] as number[], without: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        for (const kind of round % 2 === 0 ? (["with", "without"] as const) : (["without", "with"] as const)) {
          await setTriggers(stage, kind === "with");
          rates[kind].push(await transactionsPerSecond(pgbench, stage.database.url, file, seconds));
        }
      }
      const [own, bare] = [median(rates.with), median(rates.without)];
      rows.push({
        name: `${name}s of one row by ${clients} clients, with triggers, beside without`,
        value: own,
        unit: "/s",
        reference: bare,
        ratio: own / bare,
        bar: "cost ≤ 1.6 ×",
        holds: bare / own <= 1.6,
      });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true });
    await stage.close();
  }
}

async function setTriggers({ database: { pool } }: Stage, isOn: boolean): Promise<void> {
  for (const name of ["insert", "update", "delete"])
    await pool.query(`alter table incident ${isOn ? "enable" : "disable"} trigger tell_incident_${name}`);
  await pool.query("truncate feed.outbox");
  await pool.query("checkpoint");
}

async function transactionsPerSecond(pgbench: string, url: string, file: string, seconds: number): Promise<number> {
  const args = ["-n", "-M", "prepared", "-c", String(clients), "-j", "2", "-T", String(seconds), "-f", file, url];
  const { stdout } = await promisify(execFile)(pgbench, args);
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
}
