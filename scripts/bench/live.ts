/**
 * `pnpm bench live`: the live feed from a commit to streams and tiles, under load and under faults, each part against a
 * PostgreSQL of its own and servers in processes of their own. `--rows` says how many changes the part `faults` makes.
 */
import { findServerPrograms, hasPostgis } from "@one-map/server/testing/private-cluster";
import { measureBrowser } from "./live/browser.ts";
import { measureFaults } from "./live/faults.ts";
import { measureRestarts } from "./live/restarts.ts";
import { measureStreams } from "./live/streams.ts";
import { measureTiles } from "./live/tiles.ts";
import { measureWriters } from "./live/writers.ts";
import { type BenchOptions, type BenchRow, loadNote } from "./parts/results.ts";

type Part = (options: BenchOptions) => Promise<BenchRow[]>;

const parts: readonly (readonly [string, Part])[] = [
  ["writers", measureWriters],
  ["tiles", measureTiles],
  ["streams", measureStreams],
  ["restarts", measureRestarts],
  ["browser", measureBrowser],
  ["faults", measureFaults],
];

/** Runs the parts asked for. */
export async function run(options: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const programs = findServerPrograms();
  if (programs === undefined || !hasPostgis(programs))
    return { rows: [], notes: ["no PostgreSQL with PostGIS here: nothing could be measured"] };
  const notes = [
    loadNote(),
    "PostgreSQL, servers, writers and listeners share this machine; commits are synchronous",
    "streams: times are from the change's own clock_timestamp() to its bytes at the listener, one stream in twenty",
  ];
  const rows: BenchRow[] = [];
  const isAsked = (name: string) => options.only === undefined || options.only.includes(name);
  for (const [name, measure] of parts) {
    if (!isAsked(name)) continue;
    console.log(`… ${name}`);
    rows.push(...(await measure(options)));
  }
  return { rows, notes };
}
