import { join } from "node:path";
import { kibibytes, sizeOfPage } from "@one-map/scripts/bench/parts/page-size";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { aboutMessages } from "../i18n/about.ts";
import { languages } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { themes } from "../state/view.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, open, type Screen, type SizeName } from "./driver.ts";
import { type OwnServer, startOwnServer } from "./own-server.ts";

/** A server that nobody has an account of, until the first test makes one. */
let server: OwnServer;
let screen: Screen;
const webRoot = process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist");
beforeAll(async () => {
  server = await startOwnServer();
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

const m = signInMessages.en;
const admin = { login: "a-0001", password: "twelve or more" };
const at = async (path: string, size: SizeName = "desk") => {
  screen = await open(path, size, undefined, server.url);
  return screen.page;
};
const enter = async (page: Page, { login, password }: typeof admin) => {
  await page.getByLabel(m.login).fill(login);
  await page.getByLabel(m.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: m.signIn, exact: true }).click();
};
const whoIsSignedIn = (page: Page) =>
  page.evaluate(async () => ((await (await fetch("/api/sessions/current")).json()) as { login?: string }).login);
/** What the browser itself says of an answer that is a refusal. */
const unexpected = () => screen.problems.filter((problem) => !/status of (401|429|503)/.test(problem));

describe("the first account", () => {
  test("is made with the token of the address, by somebody who has read what the system is for", async () => {
    const page = await at(`/sign-in.html?lang=en#setup=${server.setupToken}`);
    await page.getByRole("heading", { name: m.setUp }).waitFor();
    expect(new URL(page.url()).hash, "the token does not stay in the address").toBe("");
    expect(await page.getByLabel(m.token).inputValue()).toBe(server.setupToken);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await clippedTexts(page)).toEqual([]);
    await page.getByLabel(m.login).fill(admin.login);
    await page.getByLabel(m.newPassword("12")).fill(admin.password);
    const make = page.getByRole("button", { name: m.make });
    await make.click();
    expect(await page.getByRole("checkbox").evaluate((box: HTMLInputElement) => box.validity.valueMissing)).toBe(true);
    await page.getByRole("checkbox").check();
    await page.getByLabel(m.token).fill("0".repeat(43));
    await make.click();
    await page.getByText(m.wrongToken).waitFor();
    await page.getByLabel(m.token).fill(server.setupToken as string);
    await make.click();
    await page.waitForURL(`${server.url}/?*`);
    expect(await whoIsSignedIn(page)).toBe(admin.login);
    expect(unexpected()).toEqual([]);
  });

  test("is made once: from then on there is a sign-in and nothing else", async () => {
    const page = await at(`/sign-in.html?lang=en#setup=${server.setupToken}`);
    await page.getByLabel(m.login).waitFor();
    await expect.poll(() => page.getByRole("heading", { name: m.setUp }).count()).toBe(0);
  });
});

describe("signing in", () => {
  test("leads where one was going, in the language that one has chosen", async () => {
    const page = await at(`/sign-in.html?lang=zh-Hans&to=${encodeURIComponent("/about.html?theme=night")}`, "phone");
    await page.getByRole("button", { name: sharedMessages["zh-Hans"].languageAndTheme }).tap();
    await page.getByLabel(sharedMessages["zh-Hans"].language, { exact: true }).selectOption("en");
    await page.getByRole("button", { name: sharedMessages.en.close }).tap();
    // As the keyboard of a phone writes it.
    await enter(page, { ...admin, login: " A-0001 " });
    await page.getByRole("heading", { name: aboutMessages.en.title }).waitFor();
    const { pathname, searchParams } = new URL(page.url());
    // The map adds where it looks once it has been drawn.
    expect([pathname, searchParams.get("theme"), searchParams.get("lang")]).toEqual(["/about.html", "night", "en"]);
    expect(await whoIsSignedIn(page)).toBe(admin.login);
  });

  test.each([
    "//elsewhere.example/",
    "/\\elsewhere.example",
    "/.//elsewhere.example",
    "https://elsewhere.example/",
    "javascript:alert(1)",
  ])("never leads to another server: %s", async (to) => {
    const page = await at(`/sign-in.html?lang=en&to=${encodeURIComponent(to)}`);
    await enter(page, admin);
    await page.waitForURL((url) => url.pathname !== "/sign-in.html");
    expect(new URL(page.url()).origin).toBe(server.url);
    expect(screen.problems.filter((problem) => problem.startsWith("foreign"))).toEqual([]);
  });

  test("says that login and password do not go together, the same for both, and puts the password up for another try", async () => {
    const page = await at("/sign-in.html?lang=en");
    for (const wrong of [
      { ...admin, password: "not the one" },
      { ...admin, login: "nobody" },
    ]) {
      await enter(page, wrong);
      await page.getByRole("alert").getByText(m.wrong).waitFor();
      await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("password");
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(unexpected()).toEqual([]);
  });

  test("says until when it is locked after five failures", async () => {
    const page = await at("/sign-in.html?lang=en");
    const alert = page.getByRole("alert");
    for (let attempt = 1; attempt <= 6; attempt++) {
      const answer = page.waitForResponse("**/api/sessions");
      await enter(page, { login: "b-000001", password: `wrong ${attempt}` });
      expect((await answer).status()).toBe(attempt <= 5 ? 401 : 429);
    }
    await alert.getByText("cannot sign in until").waitFor();
    const [, hours, minutes] = /until (\d\d):(\d\d)/.exec((await alert.textContent()) ?? "") ?? [];
    const now = await page.evaluate(() => new Date().getHours() * 60 + new Date().getMinutes());
    const wait = (Number(hours) * 60 + Number(minutes) - now + 1_440) % 1_440;
    expect(wait).toBeGreaterThanOrEqual(9);
    expect(wait).toBeLessThanOrEqual(11);
  });

  test("says that the database is away, before anybody has typed anything and afterwards", async () => {
    const page = await at("/about.html?lang=en");
    const problem = { type: "https://onemap.local/problems/db-unavailable", title: "away", status: 503 };
    await page.route("**/api/**", (route) =>
      route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify(problem) }),
    );
    await page.goto(`${server.url}/sign-in.html?lang=en`);
    await page.getByRole("alert").getByText(m.databaseAway).waitFor();
    await enter(page, admin);
    await page.getByRole("alert").getByText(m.databaseAway).waitFor();
    await page.unroute("**/api/**");
    await page.route("**/api/**", (route) => route.abort());
    await page.getByRole("button", { name: m.signIn, exact: true }).click();
    await page.getByRole("alert").getByText(m.serverAway).waitFor();
  });

  test("says that the browser keeps nothing, rather than to begin again", async () => {
    const page = await at("/sign-in.html?lang=en");
    await page.route("**/api/me", (route) => route.fulfill({ json: { me: null } }));
    await enter(page, admin);
    await page.getByText(m.notKept).waitFor();
  });
});

describe.each(languages)("in %s", (lang) => {
  test.each(["phone", "desk", "wall", "uhd"] as const)(
    "everything fits at %s size, in fonts of its own",
    async (size) => {
      const page = await at(`/sign-in.html?lang=${lang}&to=%2Fplan.html&theme=night`, size);
      await page.getByText(signInMessages[lang].leadsTo(sharedMessages[lang].plan)).waitFor();
      expect(await clippedTexts(page)).toEqual([]);
      const isDrawn = () => page.evaluate(() => [...document.fonts].some(({ status }) => status === "loaded"));
      await expect.poll(isDrawn).toBe(true);
      expect(screen.problems).toEqual([]);
      // Read from further away: the letters of a wall are larger than those of a desk.
      const letters = await page
        .getByLabel(signInMessages[lang].login)
        .evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize));
      expect(letters).toBeGreaterThanOrEqual({ phone: 16, desk: 16, wall: 20, uhd: 30 }[size]);
    },
  );

  test("the link to what the system does and does not do is open to anyone", async () => {
    const page = await at(`/sign-in.html?lang=${lang}`, "phone");
    await page.getByRole("link", { name: signInMessages[lang].statement }).tap();
    await page.getByRole("heading", { name: aboutMessages[lang].doesNot, exact: true }).waitFor();
    expect(await clippedTexts(page)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

test.each(themes)("axe finds nothing in the %s theme", async (theme) => {
  const page = await at(`/sign-in.html?lang=en&theme=${theme}`, "phone");
  await page.getByLabel(m.login).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("it runs after 100 KiB and loads no map", async () => {
  const { files } = sizeOfPage(webRoot, "sign-in");
  expect(kibibytes(files)).toBeLessThanOrEqual(100);
  expect([...files.keys()].filter((name) => /maplibre/.test(name))).toEqual([]);
  const page = await at("/sign-in.html?lang=en");
  await page.getByLabel(m.login).waitFor();
  const code = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => /\.js$/.test(name)),
  );
  expect(code.filter((name) => /maplibre|deck|worker/.test(name))).toEqual([]);
});
