import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { analyseMessages } from "../i18n/analyse.ts";
import { languages } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { accessibilityFaults, api, clippedTexts, closeBrowser, launch, mapDrawn, open, type Screen } from "./driver.ts";

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

const m = analyseMessages.en;
const shared = sharedMessages.en;
const modes = ["points", "heat", "communities", "coverage"] as const;
const grouped = (value: number) => value.toLocaleString("en-GB");
const counts = (query = "") => api<Schemas["Counts"]>(`/api/analysis/incidents/counts?by=category,community${query}`);
const total = async () => (await screen.page.getByTestId("total").allTextContents())[0];
const address = () => new URL(screen.page.url()).searchParams;
const toggle = (name: string) => screen.page.locator(".rail").getByRole("button", { name, exact: true });
const chip = (text: string) => screen.page.getByRole("button", { name: m.remove(text) });
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });
const rows = () => screen.page.locator(".rows tbody tr");

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

test("the legend of the surface is the same under every filter, and the bandwidth is printed", async () => {
  screen = await open("/analyse.html?lang=en&mode=heat", "desk");
  const legend = () => screen.page.locator(".legends").textContent();
  await screen.page.locator(".ranked li").first().waitFor();
  const before = await legend();
  expect(before).toContain(m.density);
  expect(before).toContain(m.meters("400"));
  await toggle("Burglary").click();
  await eventually(total).toBe(grouped((await counts("&category=burglary")).total));
  expect(await legend()).toBe(before);
  await screen.page.getByRole("button", { name: m.meters("1,600") }).click();
  await eventually(legend).toContain(m.meters("1,600"));
  expect(address().get("bandwidth")).toBe("1600");
});

test("every community is listed with the server's count, and a press chooses it and moves the map", async () => {
  screen = await open("/analyse.html?lang=en&mode=communities", "desk");
  await rows().first().waitFor();
  await mapDrawn(screen.page);
  const { items } = await api<{ items: Schemas["Community"][] }>("/api/communities");
  const { groups } = await counts();
  expect(await rows().count()).toBe(items.length);
  for (const { id, names } of items) {
    const row = rows().filter({ hasText: names.en ?? names.zhHans });
    const count = groups.community?.find(({ key }) => key === id)?.count ?? 0;
    expect(await row.locator("td").first().textContent()).toBe(grouped(count));
  }
  const camera = address().get("cam");
  await rows().last().getByRole("button").click();
  await eventually(() => address().get("cam")).not.toBe(camera);
  await screen.page.getByRole("button", { name: m.onlyThis }).click();
  await eventually(() => screen.page.locator(".chips .chip").count()).toBe(2);
});

const listed = () => screen.page.locator(".incidents button");

/** What the page asked last of the newest incidents, and was answered. */
async function nextList(act: () => Promise<unknown>): Promise<{ url: URL; answer: Schemas["NewestIncidents"] }> {
  const [response] = await Promise.all([
    screen.page.waitForResponse((one) => one.url().includes("/incidents/newest") && one.ok()),
    act(),
  ]);
  return { url: new URL(response.url()), answer: (await response.json()) as Schemas["NewestIncidents"] };
}

test("the newest incidents in view are listed under the filter, and follow the map", async () => {
  screen = await open("/analyse.html?lang=en", "desk");
  const { page } = screen;
  await listed().first().waitFor();
  const whole = await nextList(() => toggle("Theft").click());
  expect(whole.url.searchParams.get("category")).toBe("theft");
  const first = await api<Schemas["NewestIncidents"]>(`${whole.url.pathname}${whole.url.search}`);
  await expect.poll(() => listed().count()).toBe(first.items.length);
  expect(await page.locator(".incidents .what").allTextContents()).toEqual(first.items.map(() => "Theft"));
  expect(
    await page.locator(".incidents time").evaluateAll((all) => all.map((one) => one.getAttribute("datetime"))),
  ).toEqual(first.items.map(({ occurredAt }) => occurredAt));
  await mapDrawn(page);
  const closer = await nextList(async () => {
    await page.locator("canvas.maplibregl-canvas").focus();
    await page.keyboard.press("+");
  });
  const box = (url: URL) => (url.searchParams.get("bbox") ?? "").split(",").map(Number);
  const [west = 0, south = 0, east = 0, north = 0] = box(closer.url);
  expect(closer.answer.total).toBeLessThanOrEqual(whole.answer.total);
  expect(east - west).toBeLessThan((box(whole.url)[2] ?? 0) - (box(whole.url)[0] ?? 0));
  for (const { position } of closer.answer.items) {
    expect((position[0] ?? 0) >= west && (position[0] ?? 0) <= east).toBe(true);
    expect((position[1] ?? 0) >= south && (position[1] ?? 0) <= north).toBe(true);
  }
  expect(screen.problems).toEqual([]);
});

test("an incident of the list is shown on the map from the keyboard, named, and let go again", async () => {
  screen = await open("/analyse.html?lang=en", "desk");
  const { page } = screen;
  await listed().nth(2).waitFor();
  await mapDrawn(page);
  const camera = address().get("cam");
  const when = await listed().nth(2).locator("time").textContent();
  await listed().nth(2).press("Enter");
  await eventually(() => address().get("cam")).not.toBe(camera);
  await page.locator(".picked").waitFor();
  expect(await page.locator(".picked").textContent()).toContain(when);
  await eventually(() => page.locator('.incidents [aria-pressed="true"] time').textContent()).toBe(when);
  await page.locator('.incidents [aria-pressed="true"]').press("Enter");
  await page.locator(".picked").waitFor({ state: "detached" });
});

test("where a tile could hold too many, all of the map is cells", async () => {
  screen = await open("/analyse.html?lang=en&mode=communities", "desk");
  const { page } = screen;
  // The town is too small for it: let the server count more than it has.
  await page.route(/incidents\/counts/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), total: 60_000 } });
  });
  await page.reload();
  await page.getByTestId("total").waitFor();
  const asked: URL[] = [];
  screen.context.on("request", (request) => {
    if (request.url().includes("/tiles/incidents/")) asked.push(new URL(request.url()));
  });
  await page.getByRole("tab", { name: m.modes.points }).click();
  await page.getByText(m.cells).waitFor();
  await mapDrawn(page);
  const zoomOf = ({ pathname }: URL) => Number(pathname.split("/")[3]);
  await eventually(() => asked.length).toBeGreaterThan(0);
  expect(asked.filter((url) => zoomOf(url) < 13 && url.searchParams.get("detail") !== "cells")).toEqual([]);
});

test("communities that the filter leaves out are not listed as having none", async () => {
  const { items } = await api<{ items: Schemas["Community"][] }>("/api/communities");
  const [first, second] = items;
  screen = await open(`/analyse.html?lang=en&mode=communities&community=${first?.id},${second?.id}`, "desk");
  await rows().first().waitFor();
  expect(await rows().count()).toBe(2);
});

test("gaps are listed by score with the figures behind it, and the spreadsheet says the same", async () => {
  screen = await open("/analyse.html?lang=en&mode=coverage&threshold=60", "desk");
  await rows().first().waitFor();
  const coverage = await api<Schemas["Coverage"]>("/api/coverage?thresholdDays=60&cellMeters=500");
  const shown = await rows().locator("td:nth-of-type(1) .score").allTextContents();
  expect(shown.map(Number)).toEqual(coverage.items.map(({ score }) => score));
  expect(await rows().locator("td:nth-of-type(2)").allTextContents()).toEqual(
    coverage.items.map(({ places }) => grouped(places)),
  );
  expect(await screen.page.locator(".score.gap").count()).toBe(coverage.gaps);
  const [download] = await Promise.all([
    screen.page.waitForEvent("download"),
    screen.page.getByRole("link", { name: m.csv }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^coverage-\d{4}-\d\d-\d\d\.csv$/);
  const href = await screen.page.getByRole("link", { name: m.csv }).getAttribute("href");
  const lines = (await (await screen.page.request.get(new URL(href ?? "", screen.page.url()).href)).text()).trim();
  expect(lines.split("\r\n").length).toBe(coverage.items.length + 1);
});

test("cells of the ground are another question, drawn and listed", async () => {
  screen = await open("/analyse.html?lang=en&mode=coverage", "desk");
  await rows().first().waitFor();
  await toggle(m.grounds.cell).click();
  const cells = await api<Schemas["Coverage"]>("/api/coverage?by=cell&thresholdDays=90&cellMeters=500");
  await eventually(() => rows().count()).toBe(Math.min(50, cells.items.length));
  await mapDrawn(screen.page);
  const camera = address().get("cam");
  await rows().first().getByRole("button").click();
  await eventually(() => address().get("cam")).not.toBe(camera);
  expect(screen.problems).toEqual([]);
});

test.each(["community", "cell"])(
  "a %s picked on the map is chosen in the list, and can be seen there",
  async (ground) => {
    screen = await open(`/analyse.html?lang=en&mode=coverage&by=${ground}&cell=250`, "desk");
    const { page } = screen;
    await rows().first().waitFor();
    await mapDrawn(page);
    const canvas = page.locator("canvas.maplibregl-canvas");
    const { width = 0, height = 0 } = (await canvas.boundingBox()) ?? {};
    await canvas.click({ position: { x: width / 2, y: height / 2 } });
    const chosen = page.locator("tr.is-selected");
    await chosen.waitFor();
    const isSeen = () =>
      chosen.evaluate((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    await expect.poll(isSeen).toBe(true);
  },
);

test("no two cells are called the same", async () => {
  screen = await open("/analyse.html?lang=en&mode=coverage&by=cell&cell=250", "desk");
  await rows().first().waitFor();
  const called = await rows().locator("th").allTextContents();
  expect(new Set(called).size).toBe(called.length);
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
        .filter((element) => element.closest("dialog:not([open])") === null && !element.closest(".maplibregl-map"))
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

test("without WebGL the lists are complete", async () => {
  const blind = await launch({ hasWebGl: false });
  screen = await open("/analyse.html?lang=en&mode=coverage", "desk", blind);
  await screen.page.getByText(shared.noWebGl).waitFor();
  const { items } = await api<{ items: Schemas["Community"][] }>("/api/communities");
  await eventually(() => rows().count()).toBe(items.length);
  await screen.page.getByRole("tab", { name: m.modes.points }).click();
  const { total: all } = await counts();
  await screen.page.getByText(m.newestOf("50", grouped(all))).waitFor();
  expect(await listed().count()).toBe(50);
  await blind.close();
});
