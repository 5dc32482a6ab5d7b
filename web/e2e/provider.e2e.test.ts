import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@one-map/server/testing/free-port";
import { startIdentityProvider, type TestProvider } from "@one-map/server/testing/identity-provider";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountMessages } from "../i18n/account.ts";
import { accountMenuMessages } from "../i18n/account-menu.ts";
import { adminMessages } from "../i18n/admin.ts";
import { analyseMessages } from "../i18n/analyse.ts";
import { exportMessages } from "../i18n/export.ts";
import { languages } from "../i18n/language.ts";
import { noRole } from "../i18n/no-role.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { stepUpMessages } from "../i18n/step-up.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, open, type Screen, type SizeName } from "./driver.ts";
import { type OwnServer, openAs, startOwnServer } from "./own-server.ts";

/** A sign-in by a provider of identities, through its own pages. */

let idp: TestProvider;
let server: OwnServer;
let screen: Screen;
const folder = await mkdtemp(join(tmpdir(), "one-map-provider-"));
beforeAll(async () => {
  const port = await freePort();
  idp = await startIdentityProvider([`http://127.0.0.1:${port}/sign-in.html`]);
  const { issuer, clientId, clientSecret, metadata } = idp.config;
  const files = {
    metadata: join(folder, "metadata.json"),
    keys: join(folder, "keys.json"),
    secret: join(folder, "secret"),
  };
  await writeFile(files.metadata, JSON.stringify(metadata));
  await writeFile(files.keys, JSON.stringify(idp.keys));
  await writeFile(files.secret, `${clientSecret}\n`);
  server = await startOwnServer({
    city: true,
    environment: {
      PORT: String(port),
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET_FILE: files.secret,
      OIDC_METADATA: files.metadata,
      OIDC_JWKS: files.keys,
    },
  });
  await server.account("a-000001", "admin");
});
afterEach(async () => {
  idp.lie(undefined);
  await screen.close();
});
afterAll(async () => {
  await closeBrowser();
  await server.close();
  await idp.close();
  await rm(folder, { recursive: true });
});

const m = signInMessages.en;
const at = async (path: string, size: SizeName = "desk") => {
  screen = await open(path, size, undefined, server.url);
  return screen.page;
};
/** What the pages of the provider load from elsewhere is theirs; a refusal is what the test asks for. */
const unexpected = () =>
  screen.problems.filter(
    (problem) => !problem.includes(idp.issuer) && !/fonts\.googleapis|status of (401|503)|ERR_|style-src/.test(problem),
  );

/** Presses the button, and says at the provider who one is. */
async function throughProvider(page: Page, button: string, login: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(`${idp.issuer}/**`);
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.waitForURL(`${server.url}/**`);
}

const sessionOf = (page: Page) =>
  page.evaluate(async () => (await (await fetch("/api/sessions/current")).json()) as { login: string });
const loginOf = async (page: Page) => (await sessionOf(page)).login;

describe.each(languages)("in %s", (lang) => {
  test.each(["phone", "wall"] as const)(
    "whoever comes for the first time is told to ask an admin, at %s size",
    async (size) => {
      const page = await at(`/sign-in.html?lang=${lang}&theme=day&to=%2Fplan.html`, size);
      const button = page.getByRole("button", { name: signInMessages[lang].byProvider });
      await button.waitFor();
      expect(await clippedTexts(page)).toEqual([]);
      expect(await accessibilityFaults(page)).toEqual([]);
      await throughProvider(page, signInMessages[lang].byProvider, `new-${lang}-${size}`);
      await page.waitForURL(`${server.url}/?*`);
      await page.getByText(noRole[lang](await loginOf(page))).waitFor();
      expect(new URL(page.url()).searchParams.get("lang")).toBe(lang);
      expect(await clippedTexts(page)).toEqual([]);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.goto(`${server.url}/account.html?lang=${lang}`);
      await page.getByRole("button", { name: accountMessages[lang].prove }).waitFor();
      await page.getByText(noRole[lang](await loginOf(page))).waitFor();
      expect(await page.getByLabel(accountMessages[lang].passwordNow).count()).toBe(0);
      expect(await clippedTexts(page)).toEqual([]);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(unexpected()).toEqual([]);
    },
  );
});

test("an admin gives them a role and duty, and they see it in the session that is open", async () => {
  const page = await at("/sign-in.html?lang=en&to=%2Faccount.html%3Ftheme%3Dnight");
  await throughProvider(page, m.byProvider, "officer");
  await page.waitForURL(`${server.url}/account.html?theme=night&lang=en`);
  const login = await loginOf(page);

  const admin = await openAs(server, "a-000001", "/admin.html?lang=en", "desk");
  const words = adminMessages.en;
  await admin.page.getByRole("button", { name: words.giveRoleTo(login) }).click();
  await admin.page.getByLabel(words.role).last().selectOption("officer");
  expect(await accessibilityFaults(admin.page)).toEqual([]);
  expect(await clippedTexts(admin.page)).toEqual([]);
  await admin.page.getByRole("button", { name: words.giveRole, exact: true }).last().click();
  await admin.page.getByText(words.roleGiven(login)).waitFor();
  await admin.page.getByRole("button", { name: words.giveTo(login) }).click();
  await admin.page.locator("dialog .pick label").first().click();
  await admin.page.locator("dialog").getByRole("button", { name: words.give, exact: true }).click();
  await admin.page.getByText(words.given(login)).waitFor();
  expect(admin.problems).toEqual([]);
  await admin.close();

  await page.goto(`${server.url}/?lang=en`);
  await page.getByRole("link", { name: sharedMessages.en.plan }).waitFor();
  expect(unexpected()).toEqual([]);
});

test("they prove once more who they are where others enter a password", async () => {
  const page = await at("/sign-in.html?lang=en&to=%2Faccount.html");
  await throughProvider(page, m.byProvider, "prover");
  await page.waitForURL(`${server.url}/account.html?*`);
  // The provider knows them, and asks all the same.
  await throughProvider(page, accountMessages.en.prove, "prover");
  await page.getByText(accountMessages.en.proved).waitFor();
  expect(new URL(page.url()).hash).toBe("");
  const { rows } = await server.database.pool.query(
    "select verified_at > now() - interval '1 minute' as proved from access.session order by created_at desc limit 1",
  );
  expect(rows).toEqual([{ proved: true }]);
  expect(unexpected()).toEqual([]);
});

test("an export asks for that proof and for no password, waits on its page, and goes on after it", async () => {
  const page = await at("/sign-in.html?lang=en&to=%2Faccount.html");
  await throughProvider(page, m.byProvider, "analyst");
  await page.waitForURL(`${server.url}/account.html?*`);
  const { pool } = server.database;
  const { rows } = await pool.query("update access.account set role = 'analyst' where login = $1 returning id", [
    await loginOf(page),
  ]);
  await pool.query("insert into access.duty_scope (account_id, community_id) values ($1, 1)", [rows[0].id]);
  await pool.query("update access.session set verified_at = now() - interval '6 minutes'");
  await expect.poll(() => sessionOf(page)).toMatchObject({ role: "analyst", scope: { communityIds: [1] } });
  await page.goto(`${server.url}/analyse.html?lang=en`);
  await page.getByRole("button", { name: analyseMessages.en.export, exact: true }).click();
  await page.getByLabel(exportMessages.en.item).selectOption("report");
  await page.getByLabel(exportMessages.en.reason).fill("Monthly report");
  await page.getByRole("button", { name: exportMessages.en.make }).click();
  const dialog = page.getByRole("dialog", { name: stepUpMessages.en.titleOfProvider });
  await dialog.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await clippedTexts(page)).toEqual([]);
  await dialog.getByRole("button", { name: stepUpMessages.en.goOn }).click();
  // Nothing was proved: it asks again.
  const [other] = await Promise.all([
    screen.context.waitForEvent("page"),
    dialog.getByRole("link", { name: stepUpMessages.en.prove }).click(),
  ]);
  await throughProvider(other, accountMessages.en.prove, "analyst");
  await other.getByText(accountMessages.en.proved).waitFor();
  await other.close();
  await dialog.getByRole("button", { name: stepUpMessages.en.goOn }).click();
  await page.getByRole("link", { name: exportMessages.en.download }).waitFor();
  expect(unexpected().filter((problem) => !/status of 403/.test(problem))).toEqual([]);
});

test("who turns back at the provider, or finds it away, reads so, and can begin again", async () => {
  const page = await at("/sign-in.html?lang=en");
  await page.getByRole("button", { name: m.byProvider }).click();
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.waitForURL(`${server.url}/**`);
  await page.getByRole("alert").getByText(m.providerRefused).waitFor();
  expect(new URL(page.url()).search, "what the provider said does not stay in the address").toBe("?lang=en");
  expect(await accessibilityFaults(page)).toEqual([]);
  idp.lie({ status: 502 });
  await throughProvider(page, m.byProvider, "patient");
  await page.getByRole("alert").getByText(m.providerAway).waitFor();
  idp.lie(undefined);
  // A second look at the same address brings nothing twice.
  await page.reload();
  await page.getByRole("button", { name: m.byProvider }).waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
  expect(unexpected()).toEqual([]);
});

test("an address that somebody else began leads nowhere", async () => {
  const page = await at("/sign-in.html?code=stolen&state=not-mine");
  await page.getByRole("alert").getByText(m.attemptUnknown).waitFor();
  expect(new URL(page.url()).search).toBe("");
  expect(unexpected()).toEqual([]);
});

test("an account of the admin's page says how it signs in", async () => {
  screen = await openAs(server, "a-000001", "/admin.html?lang=en", "desk");
  await screen.page.getByText(adminMessages.en.byProvider).first().waitFor();
  await screen.page.getByText(accountMenuMessages.en.roles.unassigned).first().waitFor();
  expect(screen.problems).toEqual([]);
});
