import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { languages } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { wallMessages } from "../i18n/wall.ts";
import { openIncidentFeatures, unitFeatures } from "../layers/live-features.ts";
import { angleOfPixels } from "../spatial/viewing-angle.ts";
import { timelinessOf } from "../state/call-ages.ts";
import type { WallCall } from "../state/wall-input.ts";
import { CuttableProxy } from "./cuttable-proxy.ts";
import { outlineShare } from "./drawn-features.ts";
import {
  accessibilityFaults,
  api,
  clippedTexts,
  closeBrowser,
  launch,
  mapDrawn,
  open,
  type Screen,
  sizes,
} from "./driver.ts";

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

const figure = (label: string) => screen.page.locator(".figures div", { hasText: label }).locator("dd");
/** The number alone, without its change. */
const numberOf = (label: string) => figure(label).evaluate((element) => element.firstChild?.textContent);

describe.each(languages)("the wall in %s", (lang) => {
  test.each(["wall", "desk", "phone"] as const)(
    "shows figures, newest reports and the map at %s size",
    async (size) => {
      screen = await open(`/wall.html?lang=${lang}`, size);
      const m = wallMessages[lang];
      await figure(m.open).waitFor();
      const wall = await api<Schemas["Wall"]>("/api/wall");
      await expect.poll(() => numberOf(m.open), { timeout: 15_000 }).toBe(String(wall.openCount));
      expect(await numberOf(m.unassigned)).toBe(String(wall.unassignedCount));
      expect(await figure(m.unitsOut).textContent()).toContain(String(wall.unitsOut));
      await mapDrawn(screen.page);
      expect(await screen.page.locator(".newest li").count()).toBe(wall.newest.length);
      expect(await clippedTexts(screen.page)).toEqual([]);
      expect(await screen.page.locator(".legend li").count()).toBe(7);
      expect(screen.problems).toEqual([]);
    },
  );
});

test.each(["wall", "uhd", "row"] as const)("the whole outline of the city is on the wall at %s size", async (size) => {
  screen = await open("/wall.html?lang=en&alarm=0&rotate=0", size);
  await mapDrawn(screen.page);
  // And as large as that allows: it fills the map from side to side, or from top to bottom.
  expect(await outlineShare(screen.page)).toBeGreaterThan(0.85);
});

test("what the wall shows and counts can be read in full behind the i", async () => {
  screen = await open("/wall.html?lang=en&alarm=0", "desk");
  await screen.page.locator(".newest li").first().waitFor();
  await screen.page.getByRole("button", { name: sharedMessages.en.about }).click();
  await screen.page.getByRole("dialog", { name: sharedMessages.en.about }).waitFor();
  expect(await clippedTexts(screen.page)).toEqual([]);
});

test.each(["day", "dusk", "night"])("in the %s theme axe finds nothing", async (theme) => {
  screen = await open(`/wall.html?lang=en&theme=${theme}`, "wall");
  await screen.page.locator(".newest li").first().waitFor();
  expect(await accessibilityFaults(screen.page)).toEqual([]);
});

test("from the farthest seat every word is seen under 16 arcminutes or more", async () => {
  screen = await open("/wall.html?lang=en&width=4.8&distance=10", "wall");
  await screen.page.locator(".newest li").first().waitFor();
  const smallest = await screen.page.evaluate(() =>
    Math.min(
      ...[...document.querySelectorAll<HTMLElement>(".wall *")]
        .filter((element) => element.closest("dialog") === null && element.closest(".visually-hidden") === null)
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
        .map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    ),
  );
  const calibration = { screenMeters: 4.8, distanceMeters: 10, screenPixels: sizes.wall.width };
  expect(angleOfPixels((smallest + 0.5) * 0.7, calibration)).toBeGreaterThanOrEqual(16);
});

test("a screen that asks for larger letters shows less, and cuts nothing", async () => {
  screen = await open("/wall.html?lang=en&width=2.17&distance=10", "wall");
  await screen.page.locator(".newest li").first().waitFor();
  expect(await clippedTexts(screen.page)).toEqual([]);
  for (const label of [wallMessages.en.open, wallMessages.en.coverage, wallMessages.en.oldest]) {
    const box = await figure(label).boundingBox();
    expect(box?.y).toBeLessThan(sizes.wall.height - 20);
  }
  const rows = await screen.page.locator(".newest li").evaluateAll((items) =>
    items
      .map((item) => item.getBoundingClientRect())
      .filter(({ height }) => height > 0)
      .map(({ bottom }) => bottom),
  );
  expect(rows.length).toBeGreaterThanOrEqual(1);
  expect(Math.max(...rows)).toBeLessThanOrEqual(sizes.wall.height);
});

/** Reports something at the moment and waits until the wall counts it: how long that took after its commit, and what it is. */
async function reportAndSee(): Promise<{ took: number; reported: Schemas["Incident"] }> {
  const before = await api<Schemas["Wall"]>("/api/wall");
  await expect.poll(() => numberOf(wallMessages.en.open), { timeout: 15_000 }).toBe(String(before.openCount));
  // Looked for before there is anything to see: a busy page might show it before it begins to look.
  const shown = await figure(wallMessages.en.open).evaluateHandle(
    (element, text) => {
      const at = new Promise<number>((resolve) =>
        new MutationObserver(() => element.firstChild?.textContent === text && resolve(Date.now())).observe(element, {
          childList: true,
          characterData: true,
          subtree: true,
        }),
      );
      return { at };
    },
    String(before.openCount + 1),
  );
  const reported = await api<Schemas["Incident"]>("/api/incidents", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      category: "burglary",
      priority: 1,
      occurredFrom: new Date(Date.now() - 600_000).toISOString(),
      reportedAt: new Date().toISOString(),
      position: before.open[0]?.position ?? before.newest[0]?.position,
    }),
  });
  const committedAt = Date.now();
  return { took: (await shown.evaluate(({ at }) => at)) - committedAt, reported };
}

/** Left open, it would hold every other wall of the run. */
async function close({ id, version }: Schemas["Incident"]): Promise<void> {
  await api(`/api/incidents/${id}`, {
    method: "PATCH",
    headers: { "content-type": "application/json", "if-match": `"${version}"` },
    body: JSON.stringify({ status: "closed" }),
  });
}

test("a new report is on the wall within a second of its commit, without a reload", async () => {
  screen = await open("/wall.html?lang=en", "wall");
  const { page } = screen;
  await page.locator(".chip-live").waitFor();
  await mapDrawn(page);
  // It is there by the feed, and not because all figures are read again every ten seconds.
  await page.route("**/api/wall", () => new Promise(() => undefined));
  const newest = page.locator(".newest li").first();
  const { took, reported } = await reportAndSee();
  expect(took).toBeLessThan(1_000);
  await expect.poll(() => newest.textContent()).toContain("Burglary");
  await newest.locator(".mark-alarm").waitFor();
  await page.locator(".pulse").first().waitFor({ state: "attached" });
  await close(reported);
});

test("when the server is away the wall says so, keeps the last picture, and recovers", async () => {
  const proxy = await CuttableProxy.start(inject("origin"));
  screen = await open("/wall.html?lang=en&alarm=0", "wall", undefined, proxy.origin);
  const { page } = screen;
  await page.locator(".chip-live").waitFor();
  await page.locator(".newest li").first().waitFor();
  const open_ = await numberOf(wallMessages.en.open);
  proxy.cut();
  const banner = page.getByRole("alert").filter({ hasText: sharedMessages.en.serverAway });
  await banner.waitFor({ timeout: 45_000 });
  expect(await banner.textContent()).toContain("picture of");
  expect(await numberOf(wallMessages.en.open)).toBe(open_);
  expect(await page.locator(".newest li").count()).toBe(5);
  expect(await accessibilityFaults(page)).toEqual([]);
  proxy.mend();
  await banner.waitFor({ state: "detached", timeout: 30_000 });
  await proxy.close();
});

/** Ages over which the map tells what time alone changes: waits once a minute, a standard that is missed, a silent unit. */
function toldAt({ open: calls, units, standards }: Schemas["Wall"], at: number): string {
  const formatWait = (call: WallCall, seconds: number) => `${timelinessOf(call, standards, at)} ${seconds}`;
  return JSON.stringify([
    openIncidentFeatures(calls, at, { formatWait, isAlarm: () => false }),
    unitFeatures(units, at),
  ]);
}

test("an idle map draws no frames", { timeout: 240_000 }, async () => {
  screen = await open("/wall.html?lang=en&rotate=0", "wall");
  const { page } = screen;
  await page.addInitScript(() => {
    const askedAt: number[] = [];
    const real = requestAnimationFrame;
    Object.assign(globalThis, { askedAt });
    globalThis.requestAnimationFrame = (callback) => {
      askedAt.push(Date.now());
      return real(callback);
    };
  });
  await page.reload();
  await page.locator(".chip-live").waitFor();
  await mapDrawn(page);
  const framesAskedAt = () => page.evaluate(() => (globalThis as unknown as { askedAt: number[] }).askedAt);
  const wall = await api<Schemas["Wall"]>("/api/wall");
  // Two times ten seconds in which there is nothing new to tell, begun when what was told before has been drawn.
  const windowMs = 10_000;
  const restMs = 3_000;
  const isCalm = async () => {
    const now = Date.now();
    const last = (await framesAskedAt()).at(-1);
    return (
      last !== undefined &&
      now - last > restMs &&
      toldAt(wall, now - restMs) === toldAt(wall, now + 2 * windowMs + restMs)
    );
  };
  await expect.poll(isCalm, { timeout: 150_000, interval: 500 }).toBe(true);
  const from = Date.now();
  await expect.poll(() => Date.now() - from, { timeout: 60_000, interval: 500 }).toBeGreaterThan(2 * windowMs);
  const asked = await framesAskedAt();
  const framesOf = (window: number) => asked.filter((at) => Math.floor((at - from) / windowMs) === window).length;
  expect([framesOf(0), framesOf(1)]).toEqual([0, 0]);
});

test("without WebGL the page says so and lists the open incidents in words", async () => {
  const blind = await launch({ hasWebGl: false });
  screen = await open("/wall.html?lang=en", "desk", blind);
  await screen.page.getByText(sharedMessages.en.noWebGl).waitFor();
  const wall = await api<Schemas["Wall"]>("/api/wall");
  const list = screen.page.getByRole("region", { name: wallMessages.en.openList });
  // The page says so before it has heard of any.
  await expect.poll(() => list.locator("li").count()).toBe(wall.open.length);
  await blind.close();
});
