import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { formatNumber } from "../i18n/format.ts";
import { languages, nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { themes } from "../state/view.ts";
import { accessibilityFaults, api, clippedTexts, closeBrowser, open, type Screen } from "./driver.ts";

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

describe.each(languages)("the first page in %s", (lang) => {
  test.each(["desk", "phone"] as const)("leads to each page and says which city this is, at %s size", async (size) => {
    const m = sharedMessages[lang];
    screen = await open(`/?lang=${lang}`, size);
    const { page } = screen;
    const city = await api<Schemas["City"]>("/api/city");
    await page.getByText(nameIn(lang, city.names)).waitFor();
    expect(await page.locator("main").textContent()).toContain(formatNumber(city.counts.venues));
    // Its own fonts: a terminal without Chinese ones would show boxes.
    const isDrawn = () => page.evaluate(() => [...document.fonts].some(({ status }) => status === "loaded"));
    await expect.poll(isDrawn).toBe(true);
    expect(await clippedTexts(page)).toEqual([]);
    expect(screen.problems).toEqual([]);
    for (const name of ["wall", "plan", "analyse"] as const)
      expect(await page.getByRole("link", { name: m[name] }).getAttribute("href")).toBe(`/${name}.html?lang=${lang}`);
  });
});

test("leads to the reference of the HTTP API, which opens without a complaint", async () => {
  screen = await open("/?lang=en", "desk");
  const { page } = screen;
  await page.getByRole("link", { name: sharedMessages.en.httpApi }).click();
  await page.getByText("The city, its vocabularies and counts").waitFor();
  expect(await page.title()).toContain("One Map");
  expect(screen.problems).toEqual([]);
});

test("every page leads back here, in the language and theme in force", async () => {
  screen = await open("/plan.html?lang=zh-Hant&theme=night", "phone");
  const { page } = screen;
  await page.getByRole("link", { name: sharedMessages["zh-Hant"].product }).tap();
  await page.getByRole("link", { name: sharedMessages["zh-Hant"].analyse }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("night");
});

test.each(themes)("axe finds nothing in the %s theme", async (theme) => {
  screen = await open(`/?lang=en&theme=${theme}`, "phone");
  await screen.page.getByText(sharedMessages.en.synthetic).waitFor();
  expect(await accessibilityFaults(screen.page)).toEqual([]);
});
