import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountMenuMessages } from "../i18n/account-menu.ts";
import { adminMessages } from "../i18n/admin.ts";
import { languages } from "../i18n/language.ts";
import { policyMessages } from "../i18n/policy.ts";
import { themes } from "../state/view.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, describedBy, type Screen, type SizeName } from "./driver.ts";
import { type OwnServer, openAs, password, startOwnServer } from "./own-server.ts";

let server: OwnServer;
let screen: Screen;
beforeAll(async () => {
  server = await startOwnServer({ city: true });
  await server.account("a-000001", "admin");
  await server.account("s-000001", "security");
  await server.account("b-000101", "officer", [1]);
  await server.account("b-000102", "officer");
  await server.account("c-000001", "command", [null]);
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

const m = adminMessages.en;
const p = policyMessages.en;
const at = async (login: string, path = "/admin.html?lang=en", size: SizeName = "desk") => {
  screen = await openAs(server, login, path, size);
  return screen.page;
};
/** Communities that an account sees at this moment; null for one that cannot sign in. */
async function scopeOf(login: string, word = password): Promise<number[] | null> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${server.url}/api/sessions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ login, password: word }),
  });
  if (answer.status !== 201) return null;
  return ((await answer.json()) as { scope: { communityIds: number[] } }).scope.communityIds;
}

describe("an admin", () => {
  test("makes an account with a drawn password, which signs in", async () => {
    const page = await at("a-000001");
    await page.getByText(m.newAccount).click();
    await page.getByLabel(m.login).fill("b-000777");
    await page.getByLabel(m.role, { exact: true }).selectOption("analyst");
    await page.getByRole("button", { name: m.draw }).click();
    const drawn = await page.getByLabel(m.firstPassword("12")).inputValue();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: m.make, exact: true }).click();
    await page.getByText(m.made("b-000777")).waitFor();
    expect(await page.getByLabel(m.firstPassword("12")).inputValue(), "nothing of it stays").toBe("");
    expect(await page.locator(".accounts > li", { hasText: "b-000777" }).textContent()).toContain(
      accountMenuMessages.en.roles.analyst,
    );
    expect(await scopeOf("b-000777", drawn)).toEqual([]);
    await page.getByLabel(m.login).fill("b-000777");
    await page.getByRole("button", { name: m.draw }).click();
    await page.getByRole("button", { name: m.make, exact: true }).click();
    await page.getByRole("alert").getByText(m.taken).waitFor();
  });

  test("gives a community from now on, and takes it away: by the next request", async () => {
    const page = await at("a-000001");
    const row = page.locator(".accounts > li", { hasText: "b-000102" });
    await row.getByText(m.noScope).waitFor();
    await row.getByRole("button", { name: m.giveTo("b-000102") }).click();
    await page.getByRole("button", { name: m.give, exact: true }).last().click();
    await page.getByRole("alert").getByText(m.chooseOne).waitFor();
    await page.getByLabel(m.findCommunity).fill("ea");
    await page.getByRole("checkbox", { name: "East" }).check();
    await page.getByLabel(m.findCommunity).fill("we");
    await page.getByRole("checkbox", { name: "West" }).check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: m.give, exact: true }).last().click();
    await page.getByText(m.given("b-000102")).waitFor();
    expect(await scopeOf("b-000102")).toEqual([1, 2]);
    await row.getByRole("button", { name: m.endScope("West", "b-000102") }).click();
    await page.getByText(m.scopeEnded).waitFor();
    expect(await scopeOf("b-000102")).toEqual([2]);
  });

  test("gives duty for days to come, which does not hold yet", async () => {
    const page = await at("a-000001");
    const row = page.locator(".accounts > li", { hasText: "b-000101" });
    await row.getByRole("button", { name: m.giveTo("b-000101") }).click();
    await page.getByRole("checkbox", { name: "East" }).check();
    await page.getByLabel(m.from).fill("2199-01-02");
    await page.getByLabel(m.through).fill("2199-01-01");
    await page.getByRole("button", { name: m.give, exact: true }).last().click();
    await page.getByRole("alert").getByText(m.endsBefore).waitFor();
    await page.getByLabel(m.through).fill("2199-01-02");
    expect(await describedBy(page.getByLabel(m.through))).toBe("Wed, 2 Jan 2199");
    await page.getByRole("button", { name: m.give, exact: true }).last().click();
    await row.locator(".is-later").waitFor();
    // A day of the city, from its midnight to the next.
    expect(await row.locator(".is-later").textContent()).toContain("02/01/2199, 00:00 – 03/01/2199, 00:00");
    expect(await scopeOf("b-000101")).toEqual([1]);
  });

  test("gives the command centre the city and nothing less", async () => {
    const page = await at("a-000001");
    await page.getByRole("button", { name: m.giveTo("c-000001") }).click();
    expect(await page.getByRole("checkbox", { name: m.wholeCity }).isDisabled()).toBe(true);
    expect(await page.getByRole("checkbox", { name: "East" }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    // A role that never sees anything operational is given no duty.
    expect(await page.getByRole("button", { name: m.giveTo("s-000001") }).count()).toBe(0);
  });

  test("ends an account only when asked twice, and never the own one", async () => {
    await server.account("b-000666", "officer", [1]);
    const page = await at("a-000001");
    await page.getByRole("button", { name: m.endAccountOf("b-000666") }).click();
    await page.getByRole("button", { name: m.no }).click();
    // Whoever works by keyboard is where they were.
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await expect.poll(focused).toBe(m.endAccountOf("b-000666"));
    expect(await scopeOf("b-000666")).toEqual([1]);
    await page.getByRole("button", { name: m.endAccountOf("b-000666") }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: m.yes }).click();
    await page.getByText(m.endedNow("b-000666")).waitFor();
    expect(await scopeOf("b-000666")).toBeNull();
    await expect.poll(() => page.locator(".accounts > li", { hasText: "b-000666" }).count()).toBe(0);
    await page.getByLabel(m.withEnded).check();
    await page.locator(".is-ended", { hasText: "b-000666" }).waitFor();
    expect(await page.getByRole("button", { name: m.endAccountOf("a-000001") }).count()).toBe(0);
    await page.getByLabel(m.find).fill("nobody of that code");
    await page.getByText(m.shown("0", String((await page.evaluate(countAccounts)) as number))).waitFor();
  });
});

const countAccounts = async () =>
  ((await (await fetch("/api/accounts?limit=1000")).json()) as { items: [] }).items.length;

describe("the policy", () => {
  test("is what security opens: by class, and by role", async () => {
    const page = await at("s-000001");
    await page.getByRole("tab", { name: p.policy, selected: true }).waitFor();
    expect(await page.getByRole("tab", { name: m.accounts }).count()).toBe(0);
    const cell = async (subject: string, column: string) => {
      const headers = await page.locator(".policy thead th").allTextContents();
      return await page
        .locator(".policy tbody tr", { hasText: subject })
        .locator("td")
        .nth(headers.indexOf(column) - 1)
        .textContent();
    };
    const roles = accountMenuMessages.en.roles;
    expect(await cell(p.subjects.incidents as string, roles.officer)).toBe(p.reaches.scope);
    expect(await cell(p.subjects.incidents as string, roles.command)).toBe(p.reaches.city);
    expect(await cell(p.subjects.incidents as string, roles.admin)).toBe(p.reaches.none);
    await page.getByLabel(p.klass).selectOption("public");
    expect(await cell(p.subjects.residences as string, roles.anyone)).toBe(p.reaches.published);
    await page.getByLabel(p.role, { exact: true }).selectOption("wall-device");
    expect(await cell(p.subjects.incidents as string, p.classes.case)).toBe(p.reaches.none);
    expect(screen.problems).toEqual([]);
  });

  test("tabs are gone through by the arrow keys", async () => {
    const page = await at("a-000001");
    await page.getByRole("tab", { name: m.accounts }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("tab", { name: p.policy, selected: true }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(p.policy);
    expect(new URL(page.url()).searchParams.get("tab")).toBe("policy");
    await page.keyboard.press("Home");
    await page.getByRole("tab", { name: m.accounts, selected: true }).waitFor();
  });
});

describe.each(languages)("in %s", (lang) => {
  test.each(["phone", "desk"] as const)("everything fits at %s size", async (size) => {
    const page = await at("a-000001", `/admin.html?lang=${lang}`, size);
    await page.locator(".accounts > li").first().waitFor();
    expect(await clippedTexts(page)).toEqual([]);
    await page.getByRole("tab", { name: policyMessages[lang].policy }).click();
    await page.locator(".policy").waitFor();
    expect(await clippedTexts(page)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(screen.problems).toEqual([]);
  });
});

test.each(themes)("axe finds nothing in the %s theme", async (theme) => {
  const page = await at("a-000001", `/admin.html?lang=en&theme=${theme}`);
  await page.locator(".accounts > li").first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("tab", { name: p.policy }).click();
  await page.locator(".policy").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});
