import { afterAll, afterEach, expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { analystOf, counts, eventually, grouped, m } from "./analyst.ts";
import { api, closeBrowser, launch, mapDrawn, open, type Screen } from "./driver.ts";

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

const { total, address, toggle, rows } = analystOf(() => screen.page);

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
  // Not while the map still comes to its place, with which it asks again.
  await mapDrawn(page);
  const whole = await nextList(() => toggle("Theft").click());
  expect(whole.url.searchParams.get("category")).toBe("theft");
  const first = await api<Schemas["NewestIncidents"]>(`${whole.url.pathname}${whole.url.search}`);
  // As many as before, maybe.
  await expect
    .poll(() => page.locator(".incidents time").evaluateAll((all) => all.map((one) => one.getAttribute("datetime"))))
    .toEqual(first.items.map(({ occurredAt }) => occurredAt));
  expect(await page.locator(".incidents .what").allTextContents()).toEqual(first.items.map(() => "Theft"));
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
    const chosen = page.locator("tr.is-selected");
    // What has come may yet have to be drawn, and until then there is nothing to pick.
    await expect
      .poll(async () => {
        if ((await chosen.count()) === 0) await canvas.click({ position: { x: width / 2, y: height / 2 } });
        return chosen.count();
      })
      .toBe(1);
    const isSeen = () =>
      chosen.evaluate((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        // The heads of the columns stay above the rows.
        const heads = row.closest("table")?.querySelector("thead th")?.getBoundingClientRect().bottom ?? 0;
        return top >= heads && bottom <= innerHeight;
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

test("without WebGL the lists are complete", async () => {
  const blind = await launch({ hasWebGl: false });
  screen = await open("/analyse.html?lang=en&mode=coverage", "desk", blind);
  await screen.page.getByText(sharedMessages.en.noWebGl).waitFor();
  const { items } = await api<{ items: Schemas["Community"][] }>("/api/communities");
  await eventually(() => rows().count()).toBe(items.length);
  await screen.page.getByRole("tab", { name: m.modes.points }).click();
  const { total: all } = await counts();
  await screen.page.getByText(m.newestOf("50", grouped(all))).waitFor();
  expect(await listed().count()).toBe(50);
  await blind.close();
});
