import type { Page, Request, Response } from "playwright-core";
import { afterAll, beforeAll, type ExpectStatic, test } from "vitest";
import { closeBrowser } from "./driver.ts";
import { type OwnServer, openAs, startOwnServer } from "./own-server.ts";

/** Pages that are open and ask for news by themselves, by clocks that run ahead: of the page, and of when it was seen. */

let server: OwnServer;
beforeAll(async () => {
  server = await startOwnServer({ city: true });
});
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

const query = async (text: string, values: unknown[] = []) => (await server.database.pool.query(text, values)).rows[0];

/** Seconds since the session was seen that is open. */
const sinceSeen = async (account: number) =>
  (
    await query(
      "select extract(epoch from now() - seen_at)::float8 as age from access.session where ended_at is null and account_id = $1",
      [account],
    )
  ).age as number;

/** Minutes pass, for the session and then for the page, which asks for something at once. */
async function pass(page: Page, account: number, expect: ExpectStatic, minutes: number): Promise<void> {
  await query(
    "update access.session set seen_at = seen_at - make_interval(mins => $1) where ended_at is null and account_id = $2",
    [minutes, account],
  );
  // The server has read that when it also knows of a scope that was given later.
  const { id } = await query(
    "insert into access.duty_scope (account_id, community_id) values ($1, 2) returning id::int",
    [account],
  );
  const [cookie] = await page.context().cookies(server.url.replace(/^http:/, "https:"));
  const headers = { cookie: `${cookie?.name}=${cookie?.value}`, "idle-seconds": "unknown" };
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${server.url}/api/sessions/current`, { headers });
        const me = (await answer.json()) as { scope?: { communityIds: number[] } };
        return answer.status === 401 || me.scope?.communityIds.includes(2);
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  await query("delete from access.duty_scope where id = $1", [id]);
  // Of those that it asks from now on: an answer may still be on its way to what it asked before somebody pressed a key.
  const asked = new Set<Request>();
  let isAnswered = false;
  const ask = (request: Request) => void asked.add(request);
  const look = (answer: Response) => {
    const request = answer.request();
    const idle = Number(request.headers()["idle-seconds"]);
    isAnswered ||= asked.has(request) && idle >= minutes * 60 && !request.url().includes("/api/live");
  };
  page.on("request", ask);
  page.on("response", look);
  await page.clock.fastForward(minutes * 60_000);
  await runUntil(page, expect, () => isAnswered);
  page.off("request", ask);
  page.off("response", look);
}

/** Opens a page and waits until everything is answered that it asks for at first: it asks as somebody who has just come. */
async function open(page: Page, url: string, expect: ExpectStatic): Promise<void> {
  const waiting = new Set<Request>();
  const isCounted = (request: Request) => /\/api\/(?!live)/.test(request.url());
  page.on("request", (request) => isCounted(request) && waiting.add(request));
  page.on("requestfinished", (request) => waiting.delete(request));
  page.on("requestfailed", (request) => waiting.delete(request));
  await page.goto(url);
  await page.locator(".account-menu").waitFor({ state: "attached" });
  await expect.poll(() => waiting.size, { timeout: 60_000, interval: 500 }).toBe(0);
}

/** A page that was waiting for an answer has set its timer only afterwards. */
async function runUntil(page: Page, expect: ExpectStatic, isDone: () => boolean): Promise<void> {
  await expect
    .poll(
      async () => {
        // Between two pages there is none whose clock could run.
        if (!isDone()) await page.clock.fastForward(60_000).catch(() => {});
        return isDone();
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBe(true);
}

// Each with an account and an `expect` of its own, all at once: they wait until the server has read what it believed.
test.concurrent.for([
  ["/plan.html?lang=en&community=1", "b-000101"],
  ["/analyse.html?lang=en", "b-000102"],
  ["/account.html?lang=en", "b-000103"],
  ["/?lang=en", "b-000104"],
] as const)(
  "%s is signed out when nobody has touched it for half an hour, and not before",
  async ([path, login], { expect }) => {
    const account = await server.account(login, "officer", [1]);
    const { page, close } = await openAs(server, login, "/about.html?lang=en", "desk");
    await page.clock.install();
    await open(page, server.url + path, expect);
    await pass(page, account, expect, 20);
    expect(await sinceSeen(account)).toBeGreaterThanOrEqual(20 * 60);
    await page.keyboard.press("Shift");
    await pass(page, account, expect, 6);
    // The key was pressed six minutes ago, or a few more where the page was slow.
    expect(await sinceSeen(account)).toBeGreaterThanOrEqual(6 * 60);
    expect(await sinceSeen(account)).toBeLessThan(18 * 60);
    await pass(page, account, expect, 25);
    await runUntil(page, expect, () => /\/sign-in\.html\?/.test(page.url()));
    await close();
  },
);
