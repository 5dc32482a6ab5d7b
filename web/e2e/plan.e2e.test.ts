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
  const small = await screen.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".plan button, .plan select")]
      .filter((element) => element.closest("dialog:not([open])") === null && !element.closest(".maplibregl-map"))
      .filter((element) => element.getBoundingClientRect().height < 44)
      .map((element) => element.textContent),
  );
  expect(small).toEqual([]);
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
  await screen.page.getByText(sharedMessages.en.noWebGl).waitFor();
  await rows().first().locator(".open").click();
  await screen.page.getByRole("button", { name: m.save }).waitFor();
  await blind.close();
});
