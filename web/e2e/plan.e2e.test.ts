import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { languages } from "../i18n/language.ts";
import { planMessages } from "../i18n/plan.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { accessibilityFaults, api, clippedTexts, closeBrowser, launch, mapDrawn, open, type Screen } from "./driver.ts";

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

const m = planMessages.en;
const shared = sharedMessages.en;
const rows = () => screen.page.locator(".place");
const names = () => screen.page.locator(".place strong").allInnerTexts();

/** The community of the town with the most to do. */
async function busyCommunity(): Promise<{ id: number; totalDue: number }> {
  const { items } = await api<{ items: { id: number }[] }>("/api/communities");
  const plans = await Promise.all(items.map(({ id }) => api<Schemas["Plan"]>(`/api/plan?communityId=${id}&limit=1`)));
  const [busiest] = plans.toSorted((a, b) => b.totalDue - a.totalDue);
  return { id: busiest?.community.id as number, totalDue: busiest?.totalDue as number };
}

describe.each(languages)("the officer's page in %s", (lang) => {
  test.each(["wall", "desk", "phone"] as const)("lists what is due and draws it at %s size", async (size) => {
    const { id, totalDue } = await busyCommunity();
    screen = await open(`/plan.html?lang=${lang}&community=${id}`, size);
    await rows().first().waitFor();
    await mapDrawn(screen.page);
    expect(await screen.page.locator(".summary").textContent()).toContain(planMessages[lang].due(String(totalDue)));
    const plan = await api<Schemas["Plan"]>(`/api/plan?communityId=${id}&limit=60`);
    expect(await rows().count()).toBe(Math.min(12, plan.items.length));
    expect(await clippedTexts(screen.page)).toEqual([]);
    expect(screen.problems).toEqual([]);
  });
});

test.each(["day", "dusk", "night"])("in the %s theme axe finds nothing, also with a place open", async (theme) => {
  screen = await open(`/plan.html?lang=en&theme=${theme}`, "phone");
  await rows().first().locator(".open").click();
  expect(await accessibilityFaults(screen.page)).toEqual([]);
});

test("on a phone everything that is tapped is at least 44 pixels high", async () => {
  screen = await open("/plan.html?lang=en", "phone");
  await rows().first().locator(".open").click();
  const small = () =>
    screen.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".plan button, .plan select, .account-menu a")]
        .filter((element) => element.checkVisibility() && !element.closest(".maplibregl-map"))
        .filter((element) => element.getBoundingClientRect().height < 44)
        .map((element) => element.textContent),
    );
  expect(await small()).toEqual([]);
  await screen.page.locator("[popovertarget]").first().click();
  await screen.page.locator(".account-menu").waitFor();
  expect(await small()).toEqual([]);
});

test("a visit takes three taps, is in the database, and the place leaves the list", async () => {
  const { id, totalDue } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  const [first] = (await api<Schemas["Plan"]>(`/api/plan?communityId=${id}&limit=1`)).items;
  await rows().first().locator(".open").tap();
  await screen.page.getByRole("button", { name: m.outcomes.advice }).tap();
  await screen.page.getByRole("button", { name: m.save }).tap();
  await screen.page.locator(".queue .saved").waitFor();
  const query = first?.kind === "venue" ? `venueId=${first.id}` : `residenceId=${first?.id}`;
  const { items } = await api<{ items: Schemas["Visit"][] }>(`/api/visits?${query}&limit=50`);
  expect(
    items.some(({ outcome, visitedAt }) => outcome === "advice" && Date.now() - Date.parse(visitedAt) < 60_000),
  ).toBe(true);
  await expect.poll(() => screen.page.locator(".summary").textContent()).toContain(m.due(String(totalDue - 1)));
});

test("the order is changed from the keyboard, outlives a reload, and can be undone", async () => {
  const { id } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "desk");
  const { page } = screen;
  await rows().nth(2).waitFor();
  const before = await names();
  const [first = "", second = "", third = ""] = before;
  await rows()
    .nth(1)
    .getByRole("button", { name: m.up(second) })
    .focus();
  await page.keyboard.press("Enter");
  await expect.poll(names).toEqual([second, first, third, ...before.slice(3)]);
  await page.reload();
  await rows().nth(2).waitFor();
  expect((await names()).slice(0, 3)).toEqual([second, first, third]);
  await page.getByRole("button", { name: m.resetOrder }).press("Enter");
  await expect.poll(names).toEqual(before);
});

test("a visit recorded without a network waits on the device and is sent once there is one", async () => {
  const { id } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  const { page, context } = screen;
  await rows().first().waitFor();
  const count = async () => (await api<{ items: unknown[] }>(`/api/visits?communityId=${id}&limit=1000`)).items.length;
  const before = await count();
  await context.setOffline(true);
  await rows().nth(1).locator(".open").tap();
  await page.getByRole("button", { name: m.outcomes.hazard }).tap();
  await page.getByRole("button", { name: m.save }).tap();
  await page.getByText(m.queued("1")).waitFor();
  await context.setOffline(false);
  await page.getByText(m.queued("1")).waitFor({ state: "detached" });
  expect(await count()).toBe(before + 1);
});

/** Opens a place, says how it was and means it. */
async function recordAt(row: number, outcome: string): Promise<void> {
  await rows().nth(row).locator(".open").click();
  await screen.page.getByRole("button", { name: outcome }).click();
  await screen.page.getByRole("button", { name: m.save }).click();
}

test("a place recorded leaves the list before the server knows, also over a reload, and the next takes its number", async () => {
  const { id, totalDue } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  const { page } = screen;
  await page.route("**/api/visits", (route) => route.abort());
  await rows().nth(2).waitFor();
  const [first = "", second = "", third = ""] = await names();
  await recordAt(1, m.outcomes.done);
  await expect.poll(async () => (await names()).slice(0, 2)).toEqual([first, third]);
  await page.getByText(m.due(String(totalDue - 1))).waitFor();
  // It waits on the device, where nobody reads it who finds the device.
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect.poll(kept).toMatch(/one-map\.visits\./);
  expect(await kept()).not.toMatch(/clientKey|venueId|residenceId|outcome/);
  await page.reload();
  await page.getByText(m.queued("1")).waitFor();
  await rows().nth(1).waitFor();
  expect((await names()).slice(0, 2)).toEqual([first, third]);
  await page.unroute("**/api/visits");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText(m.queued("1")).waitFor({ state: "detached" });
  expect(await names()).not.toContain(second);
});

test("a visit that the server refuses is said, and its place is back on the list", async () => {
  const { id } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  const { page } = screen;
  await page.route("**/api/visits", (route) =>
    route.fulfill({ status: 422, contentType: "application/problem+json", json: { type: "/problems/place-unknown" } }),
  );
  await rows().nth(1).waitFor();
  const before = await names();
  await recordAt(0, m.outcomes.done);
  await page.locator(".refused").waitFor();
  expect(await page.locator(".refused").textContent()).toContain("place-unknown");
  await expect.poll(names).toEqual(before);
  await page.getByRole("button", { name: m.dismiss }).click();
  await page.locator(".refused").waitFor({ state: "detached" });
});

test("where nobody answers stays on the list with the time, also over a reload", async () => {
  const { id } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  const { page } = screen;
  await rows().nth(1).waitFor();
  const before = await names();
  await recordAt(1, m.outcomes.no_answer);
  await page.locator(".queue .saved").waitFor();
  expect(await names()).toEqual(before);
  expect(await rows().nth(1).locator(".tried").textContent()).toMatch(/^No answer at \d\d:\d\d$/);
  await page.reload();
  await expect.poll(() => page.locator(".tried").count()).toBe(1);
});

test("venues or dwellings alone are a round of their own, and only a venue can have closed down", async () => {
  const { id } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  const { page } = screen;
  const { items } = await api<Schemas["Plan"]>(`/api/plan?communityId=${id}&limit=1000`);
  for (const kind of ["venue", "residence"] as const) {
    const count = items.filter((item) => item.kind === kind).length;
    expect(count, kind).toBeGreaterThan(0);
    await page.getByRole("button", { name: m.kindOf(m.kinds[kind], String(count)) }).tap();
    await expect.poll(() => page.locator(`.rank-${kind}`).count()).toBe(Math.min(12, count));
    expect(await rows().count()).toBe(Math.min(12, count));
    await rows().first().locator(".open").tap();
    expect(await page.getByRole("button", { name: m.outcomes.closed }).count()).toBe(kind === "venue" ? 1 : 0);
  }
});

test("a place goes to the top in one press, and whoever works by keyboard stays in the list after saving", async () => {
  const { id } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "desk");
  const { page } = screen;
  await rows().nth(4).waitFor();
  const before = await names();
  await rows().nth(4).locator(".open").press("Enter");
  await page.getByRole("button", { name: m.toTop }).press("Enter");
  await expect.poll(names).toEqual([before[4], ...before.slice(0, 4), ...before.slice(5)]);
  await page.getByRole("button", { name: m.outcomes.done }).press("Enter");
  await page.getByRole("button", { name: m.save }).press("Enter");
  await expect.poll(names).not.toContain(before[4]);
  const focused = () => page.evaluate(() => document.activeElement?.querySelector("strong")?.textContent);
  await expect.poll(focused).toBe(before[0]);
});

test("on a phone language and theme are behind one button, and the choice is in the address", async () => {
  screen = await open("/plan.html?lang=en", "phone");
  const { page } = screen;
  await rows().first().waitFor();
  await page.getByRole("button", { name: shared.languageAndTheme }).tap();
  await page.getByRole("combobox", { name: shared.theme }).selectOption("night");
  await page.getByRole("combobox", { name: shared.language }).selectOption("zh-Hant");
  await page.getByRole("dialog").getByRole("button", { name: sharedMessages["zh-Hant"].close }).tap();
  await page.locator(".kinds").getByText(planMessages["zh-Hant"].kinds.residence).waitFor();
  // The map has the font of the new language too, without which it would show boxes.
  const hasFont = () => page.evaluate(() => [...document.fonts].some(({ family }) => family.includes("One Map TC")));
  await expect.poll(hasFont).toBe(true);
  expect(screen.problems).toEqual([]);
  const { searchParams } = new URL(page.url());
  expect([searchParams.get("lang"), searchParams.get("theme")]).toEqual(["zh-Hant", "night"]);
  expect(await clippedTexts(page)).toEqual([]);
});

test("the i says what list and map show, of when, and how many rows", async () => {
  const { id } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  await rows().first().waitFor();
  await screen.page.getByRole("button", { name: shared.about }).tap();
  const { totalDue, items } = await api<Schemas["Plan"]>(`/api/plan?communityId=${id}&limit=500`);
  const text = await screen.page.getByRole("dialog", { name: shared.about }).textContent();
  for (const part of [m.aboutList, m.aboutMap, m.aboutRows(String(items.length), String(totalDue))])
    expect(text).toContain(part);
  expect(text).toMatch(/As of\d\d\/\d\d\/\d{4}, \d\d:\d\d/);
});

test("a tile that never comes keeps nothing else off the map", async () => {
  const { id } = await busyCommunity();
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  const { page } = screen;
  await page.route(/\/tiles\/venues\//, () => new Promise(() => undefined));
  await page.reload();
  await rows().first().waitFor();
  const canvas = page.locator("canvas.maplibregl-canvas");
  const { width = 0, height = 0 } = (await canvas.boundingBox()) ?? {};
  const selected = page.locator(".place.is-selected");
  // Its row brings a place to the middle of the map, where a tap opens it, or a neighbour whose mark lies over it. The
  // map may still be on its way, so each attempt begins with the row.
  await expect
    .poll(async () => {
      await rows().first().locator(".open").tap();
      await page.getByRole("button", { name: m.cancel }).tap();
      await selected.waitFor({ state: "detached" });
      await canvas.click({ position: { x: width / 2, y: height / 2 } });
      return selected.count();
    })
    .toBe(1);
});

test("shows where this device is, when it is asked to", async () => {
  const { id } = await busyCommunity();
  const plan = await api<Schemas["Plan"]>(`/api/plan?communityId=${id}&limit=1`);
  const [west = 0, south = 0, east = 0, north = 0] = plan.community.bbox;
  screen = await open(`/plan.html?lang=en&community=${id}`, "phone");
  await screen.context.grantPermissions(["geolocation"]);
  await screen.context.setGeolocation({ longitude: (west + east) / 2, latitude: (south + north) / 2 });
  await rows().first().waitFor();
  await screen.page.getByRole("button", { name: shared.locate }).tap();
  await screen.page.locator(".maplibregl-user-location-dot").waitFor();
  expect(screen.problems).toEqual([]);
});

test("another community is another list, and the address remembers it", async () => {
  screen = await open("/plan.html?lang=en", "desk");
  await rows().first().waitFor();
  const { items } = await api<{ items: Schemas["Community"][] }>("/api/communities");
  for (const { id, names: called } of items) {
    await screen.page.getByRole("combobox", { name: m.community }).selectOption({ label: called.en ?? called.zhHans });
    await expect.poll(() => new URL(screen.page.url()).searchParams.get("community")).toBe(String(id));
    const plan = await api<Schemas["Plan"]>(`/api/plan?communityId=${id}&limit=60`);
    await expect.poll(() => rows().count()).toBe(Math.min(12, plan.items.length));
  }
});

test("without WebGL the list does everything but draw", async () => {
  const blind = await launch({ hasWebGl: false });
  screen = await open("/plan.html?lang=en", "desk", blind);
  await screen.page.getByText(shared.noWebGl).waitFor();
  await rows().first().locator(".open").click();
  await screen.page.getByRole("button", { name: m.save }).waitFor();
  await blind.close();
});
