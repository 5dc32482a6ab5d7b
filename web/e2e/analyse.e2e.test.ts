import { afterAll, afterEach, describe, expect, test } from "vitest";
import { analyseMessages } from "../i18n/analyse.ts";
import { languages } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { analystOf, counts, eventually, grouped, m, modes } from "./analyst.ts";
import { outlineShare } from "./drawn-features.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, mapDrawn, open, type Screen, sizes } from "./driver.ts";

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

const shared = sharedMessages.en;
const { total, address, toggle, rows } = analystOf(() => screen.page);
const chip = (text: string) => screen.page.getByRole("button", { name: m.remove(text) });

describe.each(languages)("the analyst's page in %s", (lang) => {
  test.each(["wall", "desk", "tablet", "phone"] as const)("shows every mode at %s size, nothing cut", async (size) => {
    screen = await open(`/analyse.html?lang=${lang}`, size);
    for (const mode of modes) {
      await screen.page.getByRole("tab", { name: analyseMessages[lang].modes[mode], exact: true }).click();
      await screen.page.locator("#findings .finding").first().waitFor();
      await mapDrawn(screen.page);
      expect(await clippedTexts(screen.page), mode).toEqual([]);
      expect(await screen.page.locator(".legends li").count(), mode).toBeGreaterThan(0);
    }
    expect(screen.problems).toEqual([]);
  });
});

test.each(["wall", "desk", "tablet", "phone"] as const)(
  "the map begins with the whole outline of the city at %s size, and hardly more",
  async (size) => {
    screen = await open("/analyse.html?lang=en", size);
    await mapDrawn(screen.page);
    // On a phone a fifth of the map's height is kept for what lies over its lower corners.
    expect(await outlineShare(screen.page)).toBeGreaterThan(size === "phone" ? 0.75 : 0.85);
  },
);

test("a map that becomes smaller still has the whole outline, until somebody looks elsewhere", async () => {
  screen = await open("/analyse.html?lang=en", "wall");
  const { page } = screen;
  await mapDrawn(page);
  await page.setViewportSize(sizes.tablet);
  await expect.poll(() => outlineShare(page)).toBeGreaterThan(0);
  const zoom = () => address().get("cam")?.split(",")[2];
  await expect.poll(zoom).toBeDefined();
  const framed = zoom();
  await page.getByRole("button", { name: shared.zoomIn }).click();
  await expect.poll(zoom).not.toBe(framed);
  const before = zoom();
  await page.setViewportSize(sizes.wall);
  await mapDrawn(page);
  expect(zoom()).toBe(before);
});

test("the count is the server's, and a filter changes count, chip and address", async () => {
  screen = await open("/analyse.html?lang=en", "desk");
  const all = await counts();
  await eventually(total).toBe(grouped(all.total));
  expect(await screen.page.locator(".headline").textContent()).toContain(m.ofAll(grouped(all.ofTotal)));
  await toggle("Theft").click();
  await toggle("Sat").click();
  await toggle(m.quarters[3] as string).click();
  const some = await counts("&category=theft&weekday=6&hour=18,19,20,21,22,23");
  expect(some.total).toBeLessThan(all.total);
  await eventually(total).toBe(grouped(some.total));
  expect(address().get("category")).toBe("theft");
  expect(address().get("hour")).toBe("18,19,20,21,22,23");
  expect(await screen.page.locator(".chips .chip").allTextContents()).toEqual([
    "Theft×",
    "Sat×",
    "Hour 18–23×",
    m.clear,
  ]);
  await chip("Theft").click();
  await eventually(total).toBe(grouped((await counts("&weekday=6&hour=18,19,20,21,22,23")).total));
  expect(address().has("category")).toBe(false);
  await screen.page.getByRole("button", { name: m.clear }).click();
  await eventually(total).toBe(grouped(all.total));
  expect(await screen.page.locator(".chips").count()).toBe(0);
});

test("a link shows the same filter, mode and camera to whoever opens it", async () => {
  screen = await open(
    "/analyse.html?lang=en&theme=dusk&mode=heat&bandwidth=800&category=fraud&weekday=1,2&v=1",
    "desk",
  );
  await eventually(total).toBe(grouped((await counts("&category=fraud&weekday=1,2")).total));
  expect(await screen.page.getByRole("tab", { selected: true }).textContent()).toBe(m.modes.heat);
  expect(await chip("Mon–Tue").count()).toBe(1);
  expect(await screen.page.getByRole("button", { name: m.meters("800") }).getAttribute("aria-pressed")).toBe("true");
  expect(await screen.page.evaluate(() => document.documentElement.dataset.theme)).toBe("dusk");
});

test("tiles carry the filter from the first on", async () => {
  screen = await open("/analyse.html?lang=en&category=noise", "desk");
  await mapDrawn(screen.page);
  const asked: string[] = [];
  screen.context.on("request", (request) => {
    if (request.url().includes("/tiles/incidents/")) asked.push(request.url());
  });
  await screen.page.reload();
  await eventually(() => asked.length).toBeGreaterThan(0);
  await mapDrawn(screen.page);
  expect(asked.filter((url) => new URL(url).searchParams.get("category") !== "noise")).toEqual([]);
});

test("thirty days are thirty local days up to today", async () => {
  screen = await open("/analyse.html?lang=en", "desk");
  await toggle(m.presets[30]).click();
  await expect
    .poll(() => address().get("to"))
    .toBe(new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" }));
  const from = address().get("from") ?? "";
  const start = new Date(`${from}T00:00+08:00`).toISOString();
  const end = new Date(Date.parse(start) + 30 * 86_400_000).toISOString();
  await eventually(total).toBe(grouped((await counts(`&from=${start}&to=${end}`)).total));
  expect(await screen.page.locator(".time-chart rect").count()).toBe(30);
});

test("a filter that nothing passes says so, and can be cleared from there", async () => {
  screen = await open("/analyse.html?lang=en&from=1999-01-01&to=1999-01-02", "desk");
  await screen.page.getByText(m.empty).waitFor();
  expect(await total()).toBe("0");
  expect(await accessibilityFaults(screen.page)).toEqual([]);
  await screen.page.locator(".empty").getByRole("button", { name: m.clear }).click();
  await eventually(total).toBe(grouped((await counts()).total));
});

test("when the server does not answer the page says why, shows no old number, and tries again when asked", async () => {
  screen = await open("/analyse.html?lang=en", "desk");
  const all = await counts();
  await eventually(total).toBe(grouped(all.total));
  await screen.context.setOffline(true);
  await toggle("Fraud").click();
  await screen.page.getByRole("alert").waitFor();
  expect(await screen.page.getByRole("alert").textContent()).toContain(shared.problem.network);
  expect(await screen.page.getByTestId("total").count()).toBe(0);
  await screen.context.setOffline(false);
  await screen.page.getByRole("button", { name: shared.retry }).click();
  await eventually(total).toBe(grouped((await counts("&category=fraud")).total));
});

test("the answer to the filter before is never shown, however late it comes", async () => {
  screen = await open("/analyse.html?lang=en", "desk");
  await screen.page.getByTestId("total").waitFor();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await screen.page.route(/counts\?.*category=theft(?:&|$)/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await toggle("Theft").click();
  await screen.page.getByText(m.updating).waitFor();
  await toggle("Theft").click();
  await toggle("Noise").click();
  const noise = grouped((await counts("&category=noise")).total);
  await eventually(total).toBe(noise);
  release();
  await mapDrawn(screen.page);
  expect(await total()).toBe(noise);
});

test("from the keyboard alone: another mode, a community, and a filter", async () => {
  screen = await open("/analyse.html?lang=en", "desk");
  const { page } = screen;
  await page.getByTestId("total").waitFor();
  await page.getByRole("tab", { selected: true }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe(m.modes.communities);
  await rows().first().waitFor();
  await rows().first().getByRole("button").press("Enter");
  await eventually(() => rows().first().getByRole("button").first().getAttribute("aria-pressed")).toBe("true");
  await toggle("Dispute").press("Space");
  await eventually(total).toBe(grouped((await counts("&category=dispute")).total));
});

describe.each(["day", "dusk", "night"])("in the %s theme", (theme) => {
  test.each(modes)("axe finds nothing in %s", async (mode) => {
    screen = await open(`/analyse.html?lang=en&theme=${theme}&mode=${mode}&category=theft`, "desk");
    await screen.page.locator("#findings .finding").first().waitFor();
    await mapDrawn(screen.page);
    expect(await accessibilityFaults(screen.page)).toEqual([]);
  });
});

test("on a phone filters are a dialog, and everything that is tapped is at least 44 pixels high", async () => {
  screen = await open("/analyse.html?lang=en", "phone");
  const { page } = screen;
  await page.getByTestId("total").waitFor();
  await page.getByRole("button", { name: m.filterCount(0) }).tap();
  const small = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".analyse button, .analyse select, .analyse input, .analyse summary")]
        .filter((element) => element.checkVisibility() && !element.closest(".maplibregl-map"))
        .filter((element) => element.getBoundingClientRect().height < 44)
        .map((element) => element.textContent),
    );
  expect(await small()).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);
  await toggle("Traffic").tap();
  await page.getByRole("dialog", { name: m.filter }).getByRole("button", { name: shared.close, exact: true }).tap();
  await eventually(total).toBe(grouped((await counts("&category=traffic")).total));
  await page.getByRole("button", { name: m.filterCount(1) }).waitFor();
});

test("the i says what the layer shows, of when, and from how many rows", async () => {
  screen = await open("/analyse.html?lang=en&category=theft", "desk");
  await screen.page.getByTestId("total").waitFor();
  await screen.page.getByRole("button", { name: shared.about }).click();
  const { total: some, ofTotal } = await counts("&category=theft");
  const text = await screen.page.getByRole("dialog", { name: shared.about }).textContent();
  expect(text).toContain(m.aboutPoints);
  expect(text).toContain(m.aboutRows(grouped(some), grouped(ofTotal)));
});
