import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, expect, inject, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { CuttableProxy } from "./cuttable-proxy.ts";
import { api, closeBrowser, mapDrawn, open, type Screen } from "./driver.ts";

let proxy: CuttableProxy;
let screen: Screen;

beforeEach(async () => {
  proxy = await CuttableProxy.start(inject("origin"));
});
afterEach(async () => {
  await screen.close();
  await proxy.close();
});
afterAll(closeBrowser);

const chip = (freshness: string) => screen.page.locator(`.live-chip.chip-${freshness}`);

type Picture = Pick<Schemas["LiveSnapshot"], "incidents" | "units">;

const byId = <R extends { id: number }>(rows: readonly R[]) => [...rows].sort((a, b) => a.id - b.id);

/** What the worker of the browser holds, as it tells a page that joins. */
async function pictureOf(page: Page): Promise<Picture> {
  const assets = join(process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist"), "assets");
  const script = readdirSync(assets).find((name) => /^worker-.*\.js$/.test(name));
  return page.evaluate(
    (url) =>
      new Promise<Picture>((resolve) => {
        const { port } = new SharedWorker(url, { type: "module", name: "one-map-live" });
        port.onmessage = ({ data }) => {
          if (data.type !== "diff") return;
          port.postMessage("bye");
          port.close();
          resolve({ incidents: data.diff.incidents.put, units: data.diff.units.put });
        };
        port.postMessage("hello");
      }),
    `/assets/${script}`,
  );
}

/** Reports an incident where others are. */
async function report(): Promise<Schemas["Incident"]> {
  const { items } = await api<{ items: Schemas["Incident"][] }>("/api/incidents?limit=1");
  return api("/api/incidents", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ category: "burglary", priority: 4, position: items[0]?.position }),
  });
}

test("pages of one browser share one stream, and the last one out ends it", async () => {
  screen = await open("/plan.html?lang=en", "phone", undefined, proxy.origin);
  await chip("live").waitFor();
  const second = await screen.context.newPage();
  await second.goto(`${proxy.origin}/analyse.html?lang=en`);
  await second.locator(".live-chip.chip-live").waitFor();
  expect([proxy.streams, proxy.opened]).toEqual([1, 1]);
  await screen.page.close();
  await second.reload();
  await second.locator(".live-chip.chip-live").waitFor();
  // The browser may have made its worker anew for the page that came back, and hangs up for the old one by and by.
  await expect.poll(() => proxy.streams).toBe(1);
  await second.close();
  await expect.poll(() => proxy.streams).toBe(0);
});

test("a report is in the analyst's numbers and on his map without a reload", async () => {
  screen = await open("/analyse.html?lang=en", "desk", undefined, proxy.origin);
  const { page } = screen;
  await chip("live").waitFor();
  await mapDrawn(page);
  const total = page.getByTestId("total");
  const before = await total.textContent();
  const tile = page.waitForResponse((answer) => answer.url().includes("/tiles/incidents/") && answer.status() === 200);
  const counts = page.waitForResponse((answer) => answer.url().includes("/api/analysis/incidents/counts"));
  await report();
  await tile;
  await counts;
  await expect.poll(() => total.textContent()).not.toBe(before);
  expect(screen.problems).toEqual([]);
});

test("cut off it says so, and whole again it holds what a fresh page holds", async () => {
  screen = await open("/plan.html?lang=en", "phone", undefined, proxy.origin);
  await chip("live").waitFor();
  proxy.cut();
  await chip("offline").waitFor({ timeout: 40_000 });
  expect(await chip("offline").textContent()).toMatch(/Offline.*\d+ .*ago/);
  const { id } = await report();
  proxy.mend();
  await chip("live").waitFor({ timeout: 30_000 });
  await expect.poll(() => proxy.streams).toBe(1);
  const snapshot = await api<Picture>("/api/live/snapshot");
  expect(snapshot.incidents.map((row) => row.id)).toContain(id);
  const sorted = ({ incidents, units }: Picture) => [byId(incidents), byId(units)];
  await expect.poll(async () => sorted(await pictureOf(screen.page))).toEqual(sorted(snapshot));
});

test("a worker that dies is replaced, and the picture with it", async () => {
  screen = await open("/plan.html?lang=en", "phone", undefined, proxy.origin);
  await chip("live").waitFor();
  const devtools = await (screen.context.browser() as Browser).newBrowserCDPSession();
  const { targetInfos } = await devtools.send("Target.getTargets");
  const workers = targetInfos.filter(({ type, url }) => type === "shared_worker" && url.startsWith(proxy.origin));
  expect(workers).toHaveLength(1);
  for (const { targetId } of workers) await devtools.send("Target.closeTarget", { targetId });
  await expect.poll(() => proxy.streams).toBe(0);
  await expect.poll(() => proxy.opened, { timeout: 40_000 }).toBe(2);
  await chip("live").waitFor();
});
