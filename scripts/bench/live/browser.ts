import { get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@one-map/server/db/connect";
import { chromium } from "playwright-core";
import { browserCookie, findChromium, softwareDrawing } from "../../browser.ts";
import { buildPages, usualWebRoot } from "../../pages.ts";
import { startProduct } from "../../soak/product.ts";
import { workerAddress } from "../../soak/worker-picture.ts";
import { firstLoad, pageLimits, sizeOfPage } from "../parts/page-size.ts";
import type { BenchOptions, BenchRow } from "../parts/results.ts";
import { quantile } from "../parts/timing.ts";
import { measureIdleWall } from "./idle-wall.ts";
import { type Recorded, startRecorder } from "./recorder.ts";

const changesPerSecond = 50;
/** Not counted: compilers warm up. */
const warmUpSeconds = 5;
const bar = "p99 ≤ 500 ms";

/** A change and when its statement was sent: a little before it was committed, so that no latency looks too good. */
interface Sent {
  /** As the recorder has it: `i` or `u` and the id. */
  readonly row: string;
  readonly version: number;
  readonly at: number;
  readonly isReport: boolean;
}

/**
 * A wall in Chromium: what it draws while nothing happens, what it loads at first, and from a commit to the page among
 * 200 streams at 50 changes a second. Nothing where there is no Chromium.
 */
export async function measureBrowser({ isTrial }: BenchOptions): Promise<BenchRow[]> {
  const [rawStreams, seconds] = isTrial ? [9, 3] : [199, 40];
  const executablePath = findChromium();
  if (executablePath === undefined) return [];
  await buildPages();
  const product = await startProduct("town", 7, usualWebRoot);
  const browser = await chromium.launch({ executablePath, args: softwareDrawing });
  try {
    const { origin } = product;
    const idle = await measureIdleWall(browser, product);
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.context().addCookies([browserCookie(origin, product.cookie)]);
    await page.goto(`${origin}/wall.html?lang=en&sound=off`);
    await page.locator(".figures dd").first().waitFor();
    const counts = Array.from({ length: rawStreams }, () => countEvents(origin, product.cookie));
    await page.evaluate(startRecorder, workerAddress(usualWebRoot));
    await wait(3_000);
    const sent = await writeChanges(product.database, seconds);
    await wait(3_000);
    const recorded = (await page.evaluate("globalThis.recorded")) as Recorded;
    const heard = counts.map((count) => count());
    const kibibytes = firstLoad(sizeOfPage(usualWebRoot, "wall"));
    return [
      ...rowsOf(sent, recorded, heard),
      idle,
      {
        name: "first load of the wall, gzip -9, its workers and the table of its font with it",
        value: kibibytes,
        unit: "KiB",
        bar: `≤ ${pageLimits.wall} KiB`,
        holds: kibibytes <= pageLimits.wall,
      },
    ];
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** A stream that is only read; calls back how many changes it has carried. */
function countEvents(origin: string, cookie: string): () => number {
  let count = 0;
  let tail = "";
  const request = get(`${origin}/api/live`, { agent: false, headers: { cookie } }, (response) => {
    response.setEncoding("utf8");
    response.on("data", (text: string) => {
      const parts = (tail + text).split("event: change\n");
      count += parts.length - 1;
      tail = (parts.at(-1) ?? "").slice(-14);
    });
    response.on("error", () => {});
  });
  request.on("error", () => {});
  return () => {
    request.destroy();
    return count;
  };
}

/**
 * Evenly over the time, one after the other, so that they are counted in their order: one report a second, as in a city
 * that has a great deal to do, and moves of units.
 */
async function writeChanges({ pool }: Database, seconds: number): Promise<Sent[]> {
  const { rows: places } = await pool.query<{ lng: number; lat: number }>(
    "select st_x(geom) as lng, st_y(geom) as lat from incident order by id limit 200",
  );
  const { rows: units } = await pool.query<{ id: number }>("select id from unit order by id");
  const client = await pool.connect();
  const sent: Sent[] = [];
  const started = Date.now();
  for (let i = 0; i < (seconds + warmUpSeconds) * changesPerSecond; i++) {
    await wait(Math.max(0, started + (i * 1_000) / changesPerSecond - Date.now()));
    const { lng, lat } = places[i % places.length] as { lng: number; lat: number };
    const isReport = i % changesPerSecond === 0;
    const at = Date.now();
    const { rows } = isReport
      ? await client.query<{ id: number; version: number }>(
          `insert into incident (category, priority, occurred_from, geom)
           values ('noise', 4, now(), st_setsrid(st_makepoint($1, $2), 4326)) returning id, version`,
          [lng, lat],
        )
      : await client.query<{ id: number; version: number }>(
          `update unit set geom = st_setsrid(st_makepoint($1, $2), 4326), last_fix_at = now()
           where id = $3 returning id, version`,
          [lng, lat, units[i % units.length]?.id],
        );
    const { id, version } = rows[0] as { id: number; version: number };
    sent.push({ row: `${isReport ? "i" : "u"}${id}`, version, at, isReport });
  }
  client.release();
  return sent;
}

function rowsOf(sent: readonly Sent[], recorded: Recorded, counts: readonly number[]): BenchRow[] {
  const firstCounted = (sent[0]?.at ?? 0) + warmUpSeconds * 1_000;
  const heard = Map.groupBy(recorded.heard, ([row]) => row);
  // Changes that follow each other closely are merged: a change has arrived with that version, or with a later one.
  const toPage = sent.map(({ row, version, at }) => {
    const found = heard.get(row)?.find(([, held]) => held >= version);
    return { at, ms: (found?.[2] ?? Number.POSITIVE_INFINITY) - at };
  });
  const row = (name: string, latencies: readonly { at: number; ms: number }[]): BenchRow => {
    const counted = latencies.filter(({ at }) => at >= firstCounted).map(({ ms }) => ms);
    const sorted = counted.sort((a, b) => a - b);
    const p99 = quantile(sorted, 0.99);
    return { name, value: quantile(sorted, 0.5), unit: "ms", p99, bar, holds: p99 <= 500 };
  };
  const lost = counts.reduce((sum, count) => sum + Math.max(0, sent.length - count), 0);
  const unheard = toPage.filter(({ ms }) => !Number.isFinite(ms)).length;
  const title = `${counts.length + 1} streams, ${changesPerSecond} changes/s`;
  return [
    row(`commit → handed to the page of a browser, ${title}`, toPage),
    row(`commit → counted in a figure on the wall, ${title}`, toFigure(sent, recorded)),
    {
      name: `of ${sent.length} changes, lost to ${counts.length} streams`,
      value: lost,
      unit: "",
      bar: "0",
      holds: lost === 0,
    },
    { name: "the same, lost to the browser", value: unheard, unit: "", bar: "0", holds: unheard === 0 },
  ];
}

/** Each report until the figure has counted it: until it shows as many more as there were reports up to it. */
function toFigure(sent: readonly Sent[], { figures, openBefore }: Recorded): { at: number; ms: number }[] {
  const reports = sent.filter(({ isReport }) => isReport);
  return reports.map(({ at }, i) => {
    const shown = figures.find(([, open]) => open >= openBefore + i + 1);
    return { at, ms: (shown?.[0] ?? Number.POSITIVE_INFINITY) - at };
  });
}
