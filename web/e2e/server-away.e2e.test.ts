import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import { sharedMessages } from "../i18n/shared.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, open, type Screen } from "./driver.ts";

/** Pages whose server has gone: what they say, and that they come back. */

const m = sharedMessages.en;
let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

/** Opens a page and loads it again with no answers to some of its questions; gives back how to let them through. */
async function openAlone(path: string, unanswered: string): Promise<{ page: Page; answerAgain: () => Promise<void> }> {
  screen = await open(path, "phone");
  const { page } = screen;
  await page.route(unanswered, (route) => route.abort());
  await page.reload();
  return { page, answerAgain: () => page.unroute(unanswered) };
}

test.each(["**/api/**", "**/api/plan**"])(
  "the officer's page says that nobody answers %s, and asks again",
  async (url) => {
    const { page, answerAgain } = await openAlone("/plan.html?lang=en", url);
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).toContain(m.problem.network);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await clippedTexts(page)).toEqual([]);
    await answerAgain();
    await page.getByRole("button", { name: m.retry }).tap();
    await page.locator(".place").first().waitFor();
    await expect.poll(() => alert.count()).toBe(0);
  },
);

test("the analyst's page says that nobody answers, and asks again", async () => {
  const { page, answerAgain } = await openAlone("/analyse.html?lang=en", "**/api/**");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain(m.problem.network);
  expect(await accessibilityFaults(page)).toEqual([]);
  await answerAgain();
  await page.getByRole("button", { name: m.retry }).tap();
  await page.getByTestId("total").waitFor();
});

test("the first page says that nobody answers, and leads to the others once somebody does", async () => {
  const { page, answerAgain } = await openAlone("/?lang=en", "**/api/**");
  await page.getByText(m.serverAway).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await answerAgain();
  await page.getByRole("link", { name: m.plan }).waitFor();
});
