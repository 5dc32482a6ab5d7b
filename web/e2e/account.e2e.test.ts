import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountMessages } from "../i18n/account.ts";
import { accountMenuMessages } from "../i18n/account-menu.ts";
import { languages } from "../i18n/language.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { themes } from "../state/view.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, type Screen } from "./driver.ts";
import { type OwnServer, openAs, password, startOwnServer } from "./own-server.ts";

let server: OwnServer;
const screens: Screen[] = [];
beforeAll(async () => {
  server = await startOwnServer({ city: true });
  await server.account("b-000101", "officer", [1, 2]);
  await server.account("b-000102", "officer");
  await server.account("c-000001", "command", [null]);
  await server.account("a-000001", "admin");
});
afterEach(async () => {
  for (const screen of screens.splice(0)) await screen.close();
});
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

const m = accountMessages.en;
const at = async (login: string, path = "/account.html?lang=en", size: "desk" | "phone" = "desk") => {
  const screen = await openAs(server, login, path, size);
  screens.push(screen);
  return screen.page;
};

describe("one's own account", () => {
  test("says what one may see today, by name", async () => {
    const officer = await at("b-000101");
    await officer.getByText("West").waitFor();
    expect(await officer.locator(".scopes li").allTextContents()).toEqual([`West ${m.noEnd}`, `East ${m.noEnd}`]);
    const idle = await at("b-000102");
    await idle.getByText(m.none).waitFor();
    const command = await at("c-000001");
    await command.locator(".scopes").getByText(m.wholeCity).waitFor();
    const admin = await at("a-000001");
    await admin.getByText(m.nothing).waitFor();
  });

  test("lists the devices that are signed in, ends another, then all others, and leaves this one", async () => {
    await server.account("b-000104", "officer", [1]);
    const mine = await at("b-000104");
    const others = [await at("b-000104"), await at("b-000104"), await at("b-000104")];
    await mine.reload();
    const rows = mine.locator(".devices li");
    await expect.poll(() => rows.count()).toBe(4);
    expect(await rows.first().textContent()).toContain(m.thisOne);
    expect(await rows.first().textContent()).toContain("Chrome · Linux");
    expect(await rows.first().getByRole("button").count()).toBe(0);
    const isSignedIn = async (page: Page) =>
      (await page.evaluate(async () => (await fetch("/api/sessions/current")).status)) === 200;
    // Newest first.
    await rows.nth(1).getByRole("button").click();
    await mine.getByText(m.ended).waitFor();
    await expect.poll(() => rows.count()).toBe(3);
    expect(await Promise.all(others.map(isSignedIn))).toEqual([true, true, false]);
    await mine.getByRole("button", { name: m.endOthers }).click();
    await expect.poll(() => rows.count()).toBe(1);
    expect(await Promise.all(others.map(isSignedIn))).toEqual([false, false, false]);
    expect(await isSignedIn(mine)).toBe(true);
    expect(screens[0]?.problems).toEqual([]);
  });

  test("changes the password, which ends the sessions elsewhere", async () => {
    await server.account("b-000103", "officer");
    const mine = await at("b-000103");
    const other = await at("b-000103");
    await mine.getByLabel(m.passwordNow).fill("not this one");
    await mine.getByLabel(m.passwordNext("12")).fill("another twelve or more");
    await mine.getByRole("button", { name: m.change }).click();
    await mine.getByRole("alert").getByText(m.wrongNow).waitFor();
    await mine.getByLabel(m.passwordNow).fill(password);
    await mine.getByLabel(m.passwordNext("12")).fill("another twelve or more");
    await mine.getByRole("button", { name: m.change }).click();
    await mine.getByText(m.changed).waitFor();
    expect(await mine.getByLabel(m.passwordNow).inputValue()).toBe("");
    await expect.poll(() => mine.locator(".devices li").count()).toBe(1);
    expect(await other.evaluate(async () => (await fetch("/api/sessions/current")).status)).toBe(401);
  });

  test("the menu says who is signed in and signs out", async () => {
    const page = await at("b-000101", "/account.html?lang=en", "phone");
    const menu = accountMenuMessages.en;
    await page.getByRole("button", { name: menu.account("b-000101") }).tap();
    await page.locator(".account-menu").getByText(menu.communities(2)).waitFor();
    expect(await page.getByRole("link", { name: menu.admin }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: menu.signOut }).tap();
    await page.getByRole("heading", { name: signInMessages.en.signIn }).waitFor();
    expect(await page.evaluate(async () => (await fetch("/api/sessions/current")).status)).toBe(401);
  });
});

describe.each(languages)("in %s", (lang) => {
  test.each(["phone", "desk"] as const)("everything fits at %s size", async (size) => {
    const page = await at("b-000101", `/account.html?lang=${lang}`, size);
    await page.getByText(accountMessages[lang].thisOne).waitFor();
    expect(await clippedTexts(page)).toEqual([]);
    expect(screens[0]?.problems).toEqual([]);
  });
});

test.each(themes)("axe finds nothing in the %s theme", async (theme) => {
  const page = await at("b-000101", `/account.html?lang=en&theme=${theme}`, "phone");
  await page.getByText(m.thisOne).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});
