import { join } from "node:path";
import { firstLoad, type Page, pageLimits, sizeOfPage } from "@one-map/scripts/bench/parts/page-size";
import { afterAll, afterEach, expect, test } from "vitest";
import { closeBrowser, mapDrawn, open, type Screen } from "./driver.ts";

const dist = process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist");

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

test.each(Object.entries(pageLimits) as [Page, number][])(
  "%s runs after at most %i KiB, font tables and worker included, and loads no other code",
  async (page, limit) => {
    const size = sizeOfPage(dist, page);
    const { files, fontTables } = size;
    expect(firstLoad(page, size)).toBeLessThanOrEqual(limit);
    screen = await open(`/${page}.html?lang=en`, "desk");
    const asked = new Set<string>();
    screen.context.on("request", (request) => {
      const path = new URL(request.url()).pathname.slice(1);
      if (/\.(js|css|html)$/.test(path)) asked.add(path);
    });
    await screen.page.reload();
    await mapDrawn(screen.page);
    const counted = new Set([...files.keys(), ...fontTables.keys()]);
    expect([...asked].filter((path) => !counted.has(path))).toEqual([]);
    expect([...files.keys()].filter((path) => !asked.has(path) && !path.includes("worker"))).toEqual([]);
  },
);
