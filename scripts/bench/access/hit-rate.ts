import type { Principal } from "@one-map/server/access/decide";
import { buildApp } from "@one-map/server/app";
import type { Database } from "@one-map/server/db/connect";
import { MapEngine } from "@one-map/server/tiles/engine";
import type { PointRow } from "@one-map/tiles/columns";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import { Random } from "../../seed/random.ts";
import type { BenchOptions, BenchResult, BenchRow } from "../parts/results.ts";

/** Share of requests for tiles that are answered without making one. */
const least = 0.7;

/** 20 by 10 communities, each a square of about a kilometre. */
const columns = 20;
const communityCount = 200;
const side = 0.01;
const corner = [107, 34.3] as const;

const users = 500;
/** Command centre, and the analysts who look at all of it. */
const cityShare = 0.08;

/** A map is opened so often in a shift, moved so often each time, and shows so many tiles across and down. */
const openings = 5;
const moves = 6;
const view = [4, 3] as const;
const layers = ["incidents", "venues"] as const;

const zooms = [13, 14, 14, 15, 15, 16] as const;
/** After so many of the openings an incident comes in. */
const changeShare = 0.5;

interface User {
  readonly principal: Principal;
  /** Communities that they look at, as columns and rows. */
  readonly places: readonly (readonly [column: number, row: number])[];
}

/** A shift of 500 officers and others over 200 communities, through the server's own routes, while incidents come in. */
export async function measureHitRate(options: BenchOptions): Promise<BenchResult> {
  const rowCount = options.rowCount ?? (options.isTrial ? 2_000 : 100_000);
  const random = new Random(11, "bench hit rate");
  const engine = new MapEngine("Asia/Shanghai");
  engine.points("incidents").load(cityOf(random, rowCount, incidentValues));
  engine.points("venues").load(cityOf(random, Math.ceil(rowCount / 10), venueValues));
  const staff = Array.from({ length: users }, () => newUser(random));
  const app = await buildApp({
    // Tiles never ask it.
    database: {
      kind: "embedded",
      url: "",
      pool: undefined,
      db: undefined,
      close: async () => {},
    } as unknown as Database,
    engine: () => engine,
    followerStatus: () => ({ isLoaded: true, syncedAt: undefined, fault: undefined }),
    tileCacheBytes: 256 * 2 ** 20,
    principalOf: ({ headers }) => (staff[Number(headers["x-user"])] as User).principal,
  });
  await app.ready();
  const tally = { officers: newTally(), city: newTally() };
  let changes = 0;
  const all = shuffled(
    random,
    Array.from({ length: users * openings }, (_, i) => i % users),
  );
  for (const user of options.isTrial ? all.slice(0, 20) : all) {
    const { principal, places } = staff[user] as User;
    const of = principal.scope === "city" ? tally.city : tally.officers;
    const before = await madeSoFar(app);
    for (const url of shift(random, places)) {
      const { statusCode } = await app.inject({ url, headers: { "x-user": String(user), "accept-encoding": "gzip" } });
      if (statusCode >= 400) throw new Error(`${url}: ${statusCode}`);
      of.asked++;
      if (statusCode === 204) of.empty++;
    }
    of.made += (await madeSoFar(app)) - before;
    // Something happens somewhere now and then, and every tile that holds it is another.
    if (!random.chance(changeShare)) continue;
    const [row] = [...cityOf(random, 1, incidentValues)] as [PointRow];
    engine.points("incidents").apply([{ op: "upsert", row: { ...row, id: rowCount + ++changes } }]);
  }
  await app.close();
  await engine.close();
  return toResult(tally, changes, rowCount);
}

interface Tally {
  asked: number;
  /** Tiles that hold nothing for whoever asks. */
  empty: number;
  made: number;
}

function newTally(): Tally {
  return { asked: 0, empty: 0, made: 0 };
}

function toResult({ officers, city }: { officers: Tally; city: Tally }, changes: number, rowCount: number) {
  const rate = ({ asked, made }: Tally) => 1 - made / asked;
  const all = {
    asked: officers.asked + city.asked,
    empty: officers.empty + city.empty,
    made: officers.made + city.made,
  };
  const row = (name: string, tally: Tally): BenchRow => ({ name, value: 100 * rate(tally), unit: "%" });
  // As if none of those that were made had been empty.
  const full = { ...all, asked: all.asked - all.empty };
  const held = (name: string, tally: Tally): BenchRow => ({
    ...row(name, tally),
    bar: `≥ ${100 * least} %`,
    holds: rate(tally) >= least,
  });
  const rows: BenchRow[] = [
    held("tiles answered without making one, everybody", all),
    held("the same of tiles that hold something for whoever asks, at least", full),
    row("of all of them by officers of one to three communities", officers),
    row("of all of them by whoever sees the whole city", city),
  ];
  const notes = [
    `hit rate: ${users} users over ${communityCount} communities, a shift of ${openings} openings of the map each, through the server's routes, its keys and its cache: ${all.asked.toLocaleString("en")} requests, ${Math.round((100 * all.empty) / all.asked)} % for tiles that hold nothing for whoever asks, ${all.made.toLocaleString("en")} tiles made, ${changes.toLocaleString("en")} incidents coming in meanwhile; ${rowCount.toLocaleString("en")} incidents and a tenth as many venues`,
  ];
  return { rows, notes };
}

/** One to three communities side by side, or the whole city. */
function newUser(random: Random): User {
  const column = random.below(columns);
  const row = random.below(communityCount / columns);
  if (random.chance(cityShare)) {
    const places = Array.from({ length: communityCount }, (_, i) => [i % columns, Math.floor(i / columns)] as const);
    return { principal: { account: 1, role: "command", scope: "city" }, places };
  }
  const wide = 1 + random.below(3);
  const places = Array.from({ length: wide }, (_, i) => [Math.min(column + i, columns - 1), row] as const);
  const scope = [...new Set(places.map(([c, r]) => communityOf(c, r)))];
  return { principal: { account: 1, role: "officer", scope }, places };
}

/** Addresses of tiles in the order in which a map that is opened, zoomed and moved asks for them. */
function* shift(random: Random, places: User["places"]): Generator<string> {
  const [column, row] = random.pick(places);
  let lng = corner[0] + (column + random.next()) * side;
  let lat = corner[1] + (row + random.next()) * side;
  for (let move = 0; move < moves; move++) {
    const zoom = random.pick(zooms);
    const middle = tileAt(worldX(lng), worldY(lat), zoom);
    for (const layer of layers)
      for (let dx = 0; dx < view[0]; dx++)
        for (let dy = 0; dy < view[1]; dy++)
          yield `/tiles/${layer}/${zoom}/${middle.x + dx - 2}/${middle.y + dy - 1}.mlt`;
    lng += random.normal() * side * 0.3;
    lat += random.normal() * side * 0.3;
  }
}

/** Rows all over the city, each of the community that it lies in. */
function* cityOf(random: Random, count: number, valuesOf: (random: Random) => PointRow["values"]): Generator<PointRow> {
  for (let id = 1; id <= count; id++) {
    const [column, row] = [random.below(columns), random.below(communityCount / columns)];
    yield {
      id,
      version: 1,
      lng: corner[0] + (column + random.next()) * side,
      lat: corner[1] + (row + random.next()) * side,
      values: [communityOf(column, row), ...valuesOf(random)],
    };
  }
}

function communityOf(column: number, row: number): number {
  return 1 + row * columns + column;
}

function incidentValues(random: Random): PointRow["values"] {
  const at = 1_790_000_000 + random.below(10_000_000);
  return [random.pick(["theft", "noise", "traffic"]), 1 + random.below(5), "closed", at, at + 60, random.below(2_000)];
}

function venueValues(random: Random): PointRow["values"] {
  return [random.pick(["bar", "hotel"]), 1 + random.below(4), 1_790_000_000, "passed", 20_000 + random.below(365)];
}

function shuffled(random: Random, items: number[]): number[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [items[i], items[j]] = [items[j] as number, items[i] as number];
  }
  return items;
}

/** Tiles that the server has made, by its own figures. */
async function madeSoFar(app: Awaited<ReturnType<typeof buildApp>>): Promise<number> {
  const { body } = await app.inject("/metrics");
  const lines = body.matchAll(/^onemap_tile_requests_total\{[^}]*"made"[^}]*\} ([0-9]+)$/gm);
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}
