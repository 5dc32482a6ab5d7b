import { type PurposeItem, purposeItemOf } from "@one-map/server/access/purposes";
import { record, sealBatch } from "@one-map/server/audit/queries";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accountMenuMessages } from "../i18n/account-menu.ts";
import { adminMessages } from "../i18n/admin.ts";
import { auditMessages } from "../i18n/audit.ts";
import { languages, nameIn } from "../i18n/language.ts";
import { recordWords } from "../state/record-words.ts";
import { themes } from "../state/view.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, describedBy, type Screen, type SizeName } from "./driver.ts";
import { type OwnServer, openAs, startOwnServer } from "./own-server.ts";

/** As the record keeps it. */
const purpose = "dwelling-visit visit:1";

let server: OwnServer;
let screen: Screen;
let officer: number;
beforeAll(async () => {
  server = await startOwnServer({ city: true });
  await server.account("u-000001", "auditor");
  officer = await server.account("b-000101", "officer", [1]);
  await server.account("a-000001", "admin");
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ login: "b-000101", password: "not the one at all" });
  await fetch(`${server.url}/api/sessions`, { method: "POST", headers, body });
  const { db } = server.database;
  const by = { account: officer, role: "officer" } as const;
  const detail = { count: 4, most: 3 };
  await record(db, { ...by, action: "alarm", outcome: "done", subject: "same-home", detail });
  for (let id = 1; id <= 120; id++)
    await record(db, { ...by, action: "personal-read", outcome: "done", subject: `residence:${id}`, purpose });
});
beforeEach(async () => {
  while ((await sealBatch(server.database.pool, 1_000)) > 0);
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

const m = auditMessages.en;
const at = async (login: string, path: string, size: SizeName = "desk") => {
  screen = await openAs(server, login, path, size);
  return screen.page;
};

describe("an auditor", () => {
  test("reads who did what, narrows it to an outcome and to an account, and goes on to older rows", async () => {
    const page = await at("u-000001", "/admin.html?lang=en");
    await page.getByRole("tab", { name: m.audit, selected: true }).waitFor();
    const rows = page.locator(".records li");
    await expect.poll(() => rows.count()).toBe(100);
    await page.getByRole("button", { name: m.older }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(120);
    await page.getByLabel(m.outcome).selectOption("denied");
    await page.getByRole("button", { name: m.apply }).click();
    await expect.poll(() => rows.count()).toBe(1);
    const denied = (await rows.first().textContent()) ?? "";
    for (const word of [m.actions["sign-in"], m.outcomes.denied, "b-000101", accountMenuMessages.en.roles.officer])
      expect(denied).toContain(word);
    await page.getByRole("button", { name: m.onlyThis("b-000101") }).click();
    await expect.poll(() => rows.count()).toBe(100);
    expect(await page.getByLabel(m.account).inputValue()).toBe(String(officer));
    await page.getByLabel(m.subject).fill("residence:7");
    await page.getByRole("button", { name: m.apply }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel(m.from).fill("2199-01-01");
    await page.getByRole("button", { name: m.apply }).click();
    await page.getByText(m.none).waitFor();
    expect(await page.getByLabel(m.from).inputValue(), "the filter in force is seen").toBe("2199-01-01");
    await page.getByRole("button", { name: m.clear }).click();
    await expect.poll(() => rows.count()).toBe(100);
    expect(screen.problems).toEqual([]);
  });

  test("reads words and no codes, has each code at hand, and narrows the list to what a reading was of", async () => {
    for (const lang of languages) {
      const page = await at("u-000001", `/admin.html?lang=${lang}`);
      const item = purposeItemOf("dwelling-visit") as PurposeItem;
      const words = recordWords(lang, "UTC", { purposes: [item], communities: new Map() });
      const read = page.locator(".records li", { has: page.locator(`data[title="${purpose}"]`) }).first();
      await read.getByText(words.purpose(purpose)).waitFor();
      const said = await read.locator(".more").textContent();
      expect(said).toContain(nameIn(lang, item.names));
      expect(said).not.toMatch(/residence|visit:|dwelling-/);
      expect(await read.locator("data").evaluateAll((all) => all.map((one) => one.getAttribute("title")))).toEqual([
        "residence:120",
        purpose,
      ]);
      await read.getByRole("button", { name: auditMessages[lang].onlyThis(words.subject("residence:120")) }).click();
      await expect.poll(() => page.locator(".records li").count()).toBe(1);
      expect(await page.getByLabel(auditMessages[lang].subject).inputValue()).toBe("residence:120");
      if (lang !== languages.at(-1)) await screen.close();
    }
  });

  test("sees alarms, each about a reading, and no account ranked by them", async () => {
    const page = await at("u-000001", "/admin.html?lang=en&tab=alarms");
    await page.getByText(m.alarmsAbout).waitFor();
    const rows = page.locator(".records li");
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.first().textContent()).toContain(m.alarmKinds["same-home"]);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("whoever keeps accounts sees neither record nor alarms", async () => {
    const page = await at("a-000001", "/admin.html?lang=en&tab=audit");
    await page.getByRole("tab", { name: adminMessages.en.accounts, selected: true }).waitFor();
    expect(await page.getByRole("tab", { name: m.audit }).count()).toBe(0);
    expect(await page.getByRole("tab", { name: m.alarms }).count()).toBe(0);
  });
});

test("an officer reads what was done with the own account, and nothing of another", async () => {
  const page = await at("b-000101", "/account.html?lang=en");
  await page.getByRole("heading", { name: m.mine }).waitFor();
  const rows = page.locator(".records li");
  await expect.poll(() => rows.count()).toBe(100);
  const text = (await rows.allTextContents()).join("\n");
  expect(text).toContain(m.actions["personal-read"]);
  // An auditor who looked at this account is there too; whoever did nothing to it is not.
  expect(text).not.toContain("a-000001");
  // In words here too, and no button: there is no list to narrow.
  expect(text).toContain("Visit to a dwelling: visit to dwelling 1");
  expect(text).not.toMatch(/residence:|visit:/);
  expect(await page.locator(".records .more button").count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
});

describe.each(languages)("in %s", (lang) => {
  test("a day that is chosen is said in the language of the page, whatever the browser's is", async () => {
    const page = await at("u-000001", `/admin.html?lang=${lang}`, "phone");
    const from = page.getByLabel(auditMessages[lang].from);
    expect(await describedBy(from)).toBe("");
    await from.fill("2026-11-06");
    const words = { "zh-Hans": "2026年11月6日周五", "zh-Hant": "2026年11月6日週五", en: "Fri, 6 Nov 2026" }[lang];
    expect(await describedBy(from)).toBe(words);
    await page.getByText(words).waitFor();
    expect(await clippedTexts(page)).toEqual([]);
  });

  test.each(["phone", "desk"] as const)("everything fits at %s size", async (size) => {
    const page = await at("u-000001", `/admin.html?lang=${lang}&tab=audit`, size);
    await page.locator(".records li").first().waitFor();
    expect(await clippedTexts(page)).toEqual([]);
    expect(screen.problems).toEqual([]);
  });
});

test.each(themes)("axe finds nothing in the %s theme", async (theme) => {
  const page = await at("u-000001", `/admin.html?lang=en&theme=${theme}&tab=audit`);
  await page.locator(".records li").first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

// Last: the record is not whole any more.
test("verifies the chain: that it holds, and which row does not once somebody has changed one", async () => {
  const page = await at("u-000001", "/admin.html?lang=en");
  await page.getByText(m.neverChecked).or(page.getByText("Verified")).first().waitFor();
  await page.getByRole("button", { name: m.check }).click();
  await page.getByText(/^Verified .* all \d+ rows hold/).waitFor();
  const { pool } = server.database;
  await pool.query(
    "alter table audit.entry disable trigger user; update audit.entry set subject = 'residence:9' where seq = 5; alter table audit.entry enable trigger user",
  );
  await page.getByRole("button", { name: m.check }).click();
  const alert = page.getByRole("alert");
  await alert.getByText("number 5 does not hold").waitFor();
  expect(await alert.textContent()).toContain(m.faults.altered);
});
