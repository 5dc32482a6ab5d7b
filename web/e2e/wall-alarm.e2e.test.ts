import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { wallMessages } from "../i18n/wall.ts";
import { accessibilityFaults, api, clippedTexts, closeBrowser, mapDrawn, open, type Screen } from "./driver.ts";

let screen: Screen;
let alarm: Schemas["Incident"] | undefined;
afterEach(async () => {
  await screen.close();
  // An alarm left open would pause every other wall of the run.
  if (alarm !== undefined) await advance(alarm.id, "closed");
  alarm = undefined;
});
afterAll(closeBrowser);

const m = wallMessages.en;
const json = { "content-type": "application/json" };

async function report(priority: number): Promise<Schemas["Incident"]> {
  const { open: calls, newest } = await api<Schemas["Wall"]>("/api/wall");
  const position = calls[0]?.position ?? newest[0]?.position;
  return api<Schemas["Incident"]>("/api/incidents", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ category: "burglary", priority, position }),
  });
}

async function advance(id: number, status: string): Promise<void> {
  const { version } = await api<Schemas["Incident"]>(`/api/incidents/${id}`);
  await api(`/api/incidents/${id}`, {
    method: "PATCH",
    headers: { ...json, "if-match": `"${version}"` },
    body: JSON.stringify({ status }),
  });
}

/** What comes onto the wall first and what after it, as the page itself sees it: a busy machine asks it only later. */
const watchOnset = (page: Page) =>
  page.evaluateHandle(() => {
    const seen: string[] = [];
    const look = () => {
      const found = { ring: ".pulse", inset: ".inset:not([hidden])" };
      const fresh = Object.entries(found).filter(
        ([name, selector]) => !seen.includes(name) && document.querySelector(selector) !== null,
      );
      if (fresh.length > 0) seen.push(fresh.map(([name]) => name).join(" with "));
    };
    new MutationObserver(look).observe(document.body, { attributes: true, childList: true, subtree: true });
    return { seen };
  });

test("an alarm rings, is named, opens its inset, holds the views, and lets go when a unit is sent", async () => {
  screen = await open("/wall.html?lang=en&theme=dusk", "wall");
  const { page } = screen;
  await mapDrawn(page);
  await page.locator(".newest li").first().waitFor();
  await page.getByText(/next in/).waitFor();
  const onset = await watchOnset(page);
  alarm = await report(1);
  const first = page.locator(".newest li").first();
  await expect.poll(() => first.getAttribute("class")).toContain("is-alarm");
  const { community, street } = (await api<Schemas["Wall"]>("/api/wall")).newest[0] as Schemas["WallIncident"];
  const inset = page.getByRole("region", { name: m.alarm, exact: true });
  await inset.waitFor();
  // The onset: a ring on the map, and the inset only after it.
  expect(await onset.evaluate(({ seen }) => seen)).toEqual(["ring", "inset"]);
  for (const words of ["Burglary", community?.en, street?.en])
    expect(await inset.textContent()).toContain(words as string);
  await inset.locator("canvas").waitFor();
  await page.getByText(m.alarms(1)).waitFor();
  await page.getByText(m.pausedByAlarm).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await clippedTexts(page)).toEqual([]);
  await advance(alarm.id, "dispatched");
  await inset.waitFor({ state: "hidden", timeout: 20_000 });
  await expect.poll(() => first.getAttribute("class")).toContain("look-acknowledged");
  await page.getByText(/next in/).waitFor();
  await advance(alarm.id, "on_scene");
  await advance(alarm.id, "closed");
  await page.locator(".newest li.look-closed", { hasText: "Burglary" }).first().waitFor({ timeout: 20_000 });
  alarm = undefined;
  expect(screen.problems).toEqual([]);
});

test("a report that is no alarm is ringed, and disturbs nothing else", async () => {
  screen = await open("/wall.html?lang=en", "wall");
  const { page } = screen;
  await mapDrawn(page);
  await page.locator(".newest li").first().waitFor();
  alarm = await report(3);
  await page.locator(".pulse").first().waitFor({ state: "attached", timeout: 20_000 });
  await page.locator(".pulse").first().waitFor({ state: "detached" });
  expect(await page.locator(".inset").isVisible()).toBe(false);
  await page.getByText(/next in/).waitFor();
});
