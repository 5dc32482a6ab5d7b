import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { aboutMessages } from "../i18n/about.ts";
import { accountMenuMessages } from "../i18n/account-menu.ts";
import { formatNumber } from "../i18n/format.ts";
import { languages, nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { startMessages } from "../i18n/start.ts";
import { themes } from "../state/view.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, type Screen, type SizeName } from "./driver.ts";
import { type OwnServer, openAs, startOwnServer } from "./own-server.ts";

let server: OwnServer;
let screen: Screen;
beforeAll(async () => {
  server = await startOwnServer({ city: true });
  await server.account("c-000001", "command", [null]);
  await server.account("b-000101", "officer", [1]);
  await server.account("n-000001", "analyst", [1, 2]);
  await server.account("a-000001", "admin");
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

const as = async (login: string, path: string, size: SizeName) => {
  screen = await openAs(server, login, path, size);
  return screen.page;
};
const m = startMessages.en;

describe.each(languages)("the first page in %s", (lang) => {
  test.each(["desk", "phone"] as const)("leads to each page and says which city this is, at %s size", async (size) => {
    const page = await as("c-000001", `/?lang=${lang}`, size);
    const city = await page.evaluate(async () => (await (await fetch("/api/city")).json()) as Schemas["City"]);
    await page.getByText(nameIn(lang, city.names)).waitFor();
    expect(await page.locator("main").textContent()).toContain(formatNumber(city.counts.venues));
    // Its own fonts: a terminal without Chinese ones would show boxes.
    const isDrawn = () => page.evaluate(() => [...document.fonts].some(({ status }) => status === "loaded"));
    await expect.poll(isDrawn).toBe(true);
    expect(await clippedTexts(page)).toEqual([]);
    expect(screen.problems).toEqual([]);
    for (const name of ["wall", "plan", "analyse"] as const)
      expect(await page.getByRole("link", { name: sharedMessages[lang][name] }).getAttribute("href")).toBe(
        `/${name}.html?lang=${lang}`,
      );
  });
});

test.each([
  ["b-000101", ["wall", "plan", "analyse", "desk"]],
  ["n-000001", ["analyse"]],
  ["a-000001", ["admin"]],
] as const)("%s is led to the pages that the role may use, and to no other", async (login, pages) => {
  const page = await as(login, "/?lang=en", "desk");
  await page.getByRole("button", { name: accountMenuMessages.en.account(login) }).waitFor();
  const cards = page.locator(".start > a");
  await expect.poll(() => cards.count()).toBe(pages.length);
  const targets = await cards.evaluateAll((links) =>
    links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  );
  expect(targets).toEqual(pages.map((name) => `/${name}.html`));
  expect(screen.problems).toEqual([]);
});

test("the way to what anyone may see is there for everybody", async () => {
  const page = await as("b-000101", "/?lang=en", "phone");
  await page.getByRole("link", { name: m.public }).tap();
  await page.getByRole("heading", { name: aboutMessages.en.title }).waitFor();
});

test("leads to the reference of the HTTP API, which opens without a complaint", async () => {
  const page = await as("c-000001", "/?lang=en", "desk");
  await page.getByRole("link", { name: m.httpApi }).click();
  await page.getByText("The city, its vocabularies and counts").waitFor();
  expect(await page.title()).toContain("One Map");
  expect(screen.problems).toEqual([]);
});

test("every page leads back here, in the language and theme in force", async () => {
  const page = await as("c-000001", "/plan.html?lang=zh-Hant&theme=night", "phone");
  await page.getByRole("link", { name: sharedMessages["zh-Hant"].product }).tap();
  await page.getByRole("link", { name: sharedMessages["zh-Hant"].analyse }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("night");
});

test.each(["plan", "analyse"] as const)("on %s the account's menu says who one is and what one sees", async (name) => {
  const page = await as("c-000001", `/${name}.html?lang=en`, "phone");
  const menu = accountMenuMessages.en;
  await page.getByRole("button", { name: menu.account("c-000001") }).tap();
  await page.locator(".account-menu").getByText(menu.city).waitFor();
  expect(await page.locator(".account-menu").textContent()).toContain(menu.roles.command);
  expect(await clippedTexts(page)).toEqual([]);
  await page.getByRole("button", { name: menu.signOut }).tap();
  await page.getByRole("heading", { name: signInMessages.en.signIn }).waitFor();
});

test.each(themes)("axe finds nothing in the %s theme", async (theme) => {
  const page = await as("c-000001", `/?lang=en&theme=${theme}`, "phone");
  await page.getByRole("link", { name: sharedMessages.en.analyse }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});
