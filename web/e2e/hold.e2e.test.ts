import { keepCookie } from "@one-map/server/testing/cookie-jar";
import { signedIn } from "@one-map/server/testing/signed-in";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../i18n/language.ts";
import { screenMessages } from "../i18n/screen.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, open, type Screen } from "./driver.ts";
import { type OwnServer, openAs, startOwnServer } from "./own-server.ts";

/** Pages that nobody has signed in on, and a screen that waits to be let in. */

let server: OwnServer;
let command: string;
const screens: Screen[] = [];
beforeAll(async () => {
  server = await startOwnServer({ city: true });
  await server.account("b-000101", "officer", [1]);
  await server.account("a-000001", "admin");
  command = (await signedIn(server.database.db, "command")).cookie;
  keepCookie(server.url, command);
});
afterEach(async () => {
  for (const screen of screens.splice(0)) await screen.close();
});
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

const m = screenMessages.en;
const patient = { timeout: 20_000 };
const openHere = async (path: string, as: string | null, size: Parameters<typeof open>[1] = "desk") => {
  const screen = await open(path, size, undefined, server.url, as);
  screens.push(screen);
  return screen;
};
/** Problems but for answers that say who may not have something: the browser tells of each. */
const problemsOf = ({ problems }: Screen) => problems.filter((text) => !/status of (401|403|422)/.test(text));

describe("a page that nobody has signed in on", () => {
  test.each(["/plan.html?lang=en&community=1", "/analyse.html?lang=en&mode=heat", "/?lang=en"])(
    "%s leads to the sign-in page, which leads back",
    async (path) => {
      const screen = await openHere(path, null);
      await screen.page.waitForURL(/\/sign-in\.html\?/);
      expect(new URL(screen.page.url()).searchParams.get("to")).toBe(path);
      await screen.page.getByRole("button", { name: signInMessages.en.signIn }).waitFor();
      expect(problemsOf(screen)).toEqual([]);
    },
  );

  test.each(["/plan.html?lang=en", "/analyse.html?lang=en"])(
    "%s is left when the session ends elsewhere, with nothing of the city in the address",
    async (path) => {
      const screen = await openAs(server, "b-000101", path, "desk");
      screens.push(screen);
      await screen.page.locator(".chip-live").waitFor();
      await server.database.pool.query(
        `update access.session set ended_at = now(), end_reason = 'revoked'
         where ended_at is null and account_id = (select id from access.account where login = 'b-000101')`,
      );
      // Ten seconds for the stream, and the page's own time to ask.
      await screen.page.waitForURL(/\/sign-in\.html\?/, patient);
      expect(new URL(screen.page.url()).searchParams.get("to")).toContain(path.slice(0, 6));
    },
  );

  test("who has no part in the city sees nothing of it, and no way there", async () => {
    const screen = await openAs(server, "a-000001", "/?lang=en", "desk");
    screens.push(screen);
    await expect.poll(() => screen.page.locator(".start > a").count(), patient).toBe(1);
    expect(await screen.page.locator(".start > a").getAttribute("href")).toBe("/admin.html?lang=en");
    expect(await screen.page.locator(".city").count()).toBe(0);
    expect(await screen.page.getByRole("alert").count()).toBe(0);
    expect(screen.problems).toEqual([]);
  });
});

describe("a screen", () => {
  /** The six digits that a screen shows. */
  const codeOn = async ({ page }: Screen) => {
    const code = page.locator(".waiting-screen .code");
    await expect.poll(() => code.textContent(), patient).toMatch(/^\d{3} \d{3}$/);
    return ((await code.textContent()) as string).replace(" ", "");
  };

  test("waits with a code, is let in on the first page, shows the wall, and waits again when it is put out", async () => {
    const wall = await openHere("/wall.html?lang=en&theme=dusk&alarm=0", null, "wall");
    await wall.page.waitForURL(/\/screen\.html\?lang=en&theme=dusk&alarm=0$/);
    const code = await codeOn(wall);
    expect(await accessibilityFaults(wall.page)).toEqual([]);
    expect(await clippedTexts(wall.page)).toEqual([]);
    const first = await openHere("/?lang=en", command);
    await first.page.getByLabel(m.code).fill("000000");
    await first.page.getByRole("button", { name: m.letIn, exact: true }).click();
    await first.page.getByText(m.wrongCode).waitFor();
    await first.page.getByLabel(m.code).fill(code);
    await first.page.getByRole("button", { name: m.letIn, exact: true }).click();
    await first.page.getByText(m.isIn).waitFor();
    expect(await accessibilityFaults(first.page)).toEqual([]);
    await wall.page.waitForURL(/\/wall\.html\?lang=en&theme=dusk&alarm=0$/, patient);
    await wall.page.locator(".newest li").first().waitFor();
    await wall.page.locator(".chip-live").waitFor();
    // Started again, as a box is each night, it is the same screen.
    await wall.page.reload();
    await wall.page.locator(".newest li").first().waitFor();
    await first.page.getByRole("button", { name: /^Put out: screen \d+$/ }).click();
    await first.page.getByText(m.isOut).waitFor();
    await wall.page.waitForURL(/\/screen\.html\?/, patient);
    await codeOn(wall);
    expect([...problemsOf(wall), ...problemsOf(first)]).toEqual([]);
  });

  test.each(languages.flatMap((lang) => (["wall", "phone"] as const).map((size) => [lang, size] as const)))(
    "waits in %s on a %s",
    async (lang, size) => {
      const screen = await openHere(`/screen.html?lang=${lang}&theme=${size === "wall" ? "night" : "day"}`, null, size);
      await codeOn(screen);
      expect(await screen.page.locator("h1").textContent()).toBe(screenMessages[lang].title);
      expect(await accessibilityFaults(screen.page)).toEqual([]);
      expect(await clippedTexts(screen.page)).toEqual([]);
    },
  );

  test("shows the wall at once where somebody has signed in who may see it", async () => {
    const screen = await openHere("/screen.html?lang=en", command, "wall");
    await screen.page.waitForURL(/\/wall\.html\?lang=en$/);
    await screen.page.locator(".newest li").first().waitFor();
  });
});
