import { record, sealBatch } from "@one-map/server/audit/queries";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { aboutMessages } from "../i18n/about.ts";
import { adminMessages } from "../i18n/admin.ts";
import { languages } from "../i18n/language.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { startMessages } from "../i18n/start.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, open, type Screen, type SizeName } from "./driver.ts";
import { type OwnServer, password, startOwnServer } from "./own-server.ts";

/** Administration on a listener of its own, in a browser that goes to both. */

let server: OwnServer;
let screen: Screen;
beforeAll(async () => {
  server = await startOwnServer({ city: true, environment: { ADMIN_PORT: "0" } });
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

const m = signInMessages.en;
const at = async (origin: string, path: string, size: SizeName = "desk") => {
  screen = await open(path, size, undefined, origin);
  return screen.page;
};
const enter = async (page: Page, login: string) => {
  await page.getByLabel(m.login).fill(login);
  await page.getByLabel(m.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: m.signIn, exact: true }).click();
};

describe("the first account", () => {
  test.each(languages)("is not made at the main address, which says where, in %s", async (lang) => {
    const page = await at(server.url, `/sign-in.html?lang=${lang}`, "phone");
    await page.getByText(signInMessages[lang].setUpElsewhere).waitFor();
    expect(await clippedTexts(page)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(screen.problems).toEqual([]);
  });

  test("is made at the address of administration, which also says what the system does", async () => {
    const page = await at(server.adminUrl, `/sign-in.html?lang=en#setup=${server.setupToken}`);
    await page.getByLabel(m.login).fill("a-0001");
    await page.getByLabel(m.newPassword("12")).fill(password);
    const [statement] = await Promise.all([
      screen.context.waitForEvent("page"),
      page.getByRole("link", { name: m.statement }).click(),
    ]);
    await statement.getByRole("heading", { name: aboutMessages.en.doesNot, exact: true }).waitFor();
    expect(await statement.getByRole("heading", { name: aboutMessages.en.map, exact: true }).count()).toBe(0);
    await statement.close();
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: m.make }).click();
    await page.waitForURL(`${server.adminUrl}/?*`);
    await page.getByRole("link", { name: startMessages.en.admin }).first().click();
    await page.getByRole("heading", { name: adminMessages.en.title }).waitFor();
    await page.locator(".accounts").getByText("a-0001").waitFor();
    expect(screen.problems).toEqual([]);
  });
});

test("who signed in at one address is signed in at the other of the same host, and finds there what is there", async () => {
  await server.account("k-000001", "command", [null]);
  const page = await at(server.adminUrl, "/sign-in.html?lang=en");
  await enter(page, "a-0001");
  await page.waitForURL(`${server.adminUrl}/?*`);
  await page.goto(`${server.url}/?lang=en`);
  await page.getByText(startMessages.en.adminElsewhere).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect((await page.goto(`${server.url}/admin.html`))?.status()).toBe(404);
  await page.goto(`${server.url}/sign-in.html?lang=en`);
  await enter(page, "k-000001");
  await page.waitForURL(`${server.url}/?*`);
  await page.goto(`${server.adminUrl}/?lang=en`);
  await page.getByText(startMessages.en.noPages).waitFor();
  expect(await clippedTexts(page)).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);
  // The browser's own words for the page that is not there, and for pages of the other port.
  const own = screen.problems.filter((problem) => !/status of 404|foreign request/.test(problem));
  expect(own).toEqual([]);
});

test("the record is read in words there: names of purposes are at both addresses", async () => {
  await server.account("u-000001", "auditor");
  const by = { account: null, role: "server", outcome: "done", action: "export-make" } as const;
  await record(server.database.db, { ...by, subject: "venues", purpose: "handover" });
  while ((await sealBatch(server.database.pool, 1_000)) > 0);
  const page = await at(server.adminUrl, "/sign-in.html?lang=en");
  await enter(page, "u-000001");
  await page.waitForURL(`${server.adminUrl}/?*`);
  await page.goto(`${server.adminUrl}/admin.html?lang=en&tab=audit`);
  await page.locator(".records").getByText("Handing work over").waitFor();
  expect(screen.problems).toEqual([]);
});
