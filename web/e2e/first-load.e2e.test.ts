import { join } from "node:path";
import { kibibytes, type Page, pageLimits, sizeOfPage } from "@one-map/scripts/bench/parts/page-size";
import { afterAll, afterEach, expect, test } from "vitest";
import { closeBrowser, mapDrawn, open, type Screen } from "./driver.ts";

const dist = process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist");

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

test.each(Object.entries(pageLimits) as [Page, number][])(
  "%s runs after at most %i KiB, worker and table of its font included, and loads no other code",
  async (page, limit) => {
    const { files, fontTables } = sizeOfPage(dist, page);
    screen = await open(`/${page}.html?lang=en`, "desk");
    const asked = new Set<string>();
    screen.context.on("request", (request) => {
      const path = new URL(request.url()).pathname.slice(1);
      if (/\.(js|css|html)$/.test(path)) asked.add(path);
    });
    await screen.page.reload();
    await mapDrawn(screen.page);
    const counted = new Map([...files, ...fontTables].filter(([path]) => files.has(path) || asked.has(path)));
    expect([...asked].filter((path) => !counted.has(path))).toEqual([]);
    expect(kibibytes(counted)).toBeLessThanOrEqual(limit);
    expect([...files.keys()].filter((path) => !asked.has(path) && !path.includes("worker"))).toEqual([]);
  },
);
