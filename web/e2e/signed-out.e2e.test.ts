import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { screenMessages } from "../i18n/screen.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { closeBrowser, open, type Screen } from "./driver.ts";
import { type OwnServer, openAs, startOwnServer } from "./own-server.ts";

/** That nobody is signed in is no error: a console that is full of them hides the one that matters. */

let server: OwnServer;
let screen: Screen;
beforeAll(async () => {
  server = await startOwnServer({ city: true });
  await server.account("c-000001", "command", [null]);
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

/** Until nothing has been asked for for half a second: what was refused has been said by then. */
const quiet = () => screen.page.waitForLoadState("networkidle");

test.each(["/", "/account.html", "/admin.html", "/desk.html", "/plan.html", "/analyse.html"])(
  "%s leads nobody to the sign-in, and back, without an error in the console",
  async (path) => {
    screen = await open(`${path}?lang=en`, "phone", undefined, server.url, null);
    await screen.page.getByRole("heading", { name: signInMessages.en.signIn }).waitFor();
    expect(new URL(screen.page.url()).searchParams.get("to")).toBe(`${path}?lang=en`);
    await quiet();
    expect(screen.problems).toEqual([]);
  },
);

test("a screen that waits to be let in asks for nothing that it would be refused", async () => {
  screen = await open("/screen.html?lang=en", "wall", undefined, server.url, null);
  await screen.page.getByText(screenMessages.en.title).first().waitFor();
  // Two rounds of asking.
  for (let round = 0; round < 2; round++) await screen.page.waitForResponse("**/api/wall/screen");
  expect(screen.problems).toEqual([]);
});

test("a screen on which somebody has signed in shows the wall", async () => {
  screen = await openAs(server, "c-000001", "/screen.html?lang=en&rotate=0", "wall");
  await screen.page.waitForURL("**/wall.html?*");
});

test("a session that ended while its page stood leads to the sign-in without an error too, once the page looks", async () => {
  screen = await openAs(server, "c-000001", "/?lang=en", "phone");
  const { page } = screen;
  const account = page.getByRole("button", { name: /c-000001/ });
  await account.waitFor();
  await server.database.pool.query("update access.session set ended_at = now(), end_reason = 'revoked'");
  // Sessions are believed in for some seconds.
  await expect
    .poll(
      async () => {
        if (new URL(page.url()).pathname === "/sign-in.html") return true;
        await page.keyboard.press("Escape");
        await account.tap({ timeout: 1_000 }).catch(() => {});
        return false;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true);
  await page.getByRole("heading", { name: signInMessages.en.signIn }).waitFor();
  expect(screen.problems).toEqual([]);
});
