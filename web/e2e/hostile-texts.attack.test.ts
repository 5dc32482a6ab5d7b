import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "@one-map/scripts/browser";
import { type AttackStage, openAttackStage } from "@one-map/server/testing/attack-stage";
import { password } from "@one-map/server/testing/cookies";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, type SizeName } from "./driver.ts";
import { fates, textsOfTheApi } from "./hostile/fields.ts";
import { fill, pairRemote, poison } from "./hostile/fill.ts";
import { type Carried, noHarm, watch } from "./hostile/watch.ts";

const webRoot = process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist");
const device = "Mozilla <img src=x onerror=lure()> ~a";

interface Visit {
  readonly as: string;
  readonly path: string;
  readonly size: SizeName;
  /** Waited for: the page has been filled. */
  readonly until: string;
  /** Touches what opens more of it. */
  readonly touch?: (page: Page) => Promise<void>;
}

const press =
  (selector: string, most = 3) =>
  async (page: Page) => {
    for (let i = 0; i < most; i++) {
      const one = page.locator(selector).nth(i);
      // One there must be.
      if (i === 0 || (await one.count()) > 0) await one.click({ timeout: 20_000 });
    }
  };
const lured = encodeURIComponent('"><img src=x onerror=lure()>');

/** Every page, as each role that sees other texts there, in every language that names are in. */
const visits: readonly Visit[] = [
  ...["en", "zh-Hans", "zh-Hant"].map((lang) => ({
    ...({ as: "officer", path: `/plan.html?lang=${lang}&community=1`, size: "phone", until: ".place" } as const),
    touch: press(".place .open"),
  })),
  ...["en", "zh-Hans", "zh-Hant"].map(
    (lang) =>
      ({ as: "supervisor", path: `/plan.html?lang=${lang}&community=2`, size: "desk", until: ".place" }) as const,
  ),
  {
    as: "command",
    path: "/analyse.html?lang=en",
    size: "desk",
    until: ".incidents li",
    touch: press(".incidents button"),
  },
  { as: "command", path: "/analyse.html?lang=zh-Hans&mode=communities", size: "desk", until: ".rows tbody tr" },
  { as: "command", path: "/analyse.html?lang=zh-Hant&mode=coverage", size: "desk", until: ".rows tbody tr" },
  { as: "supervisor", path: "/analyse.html?lang=en&mode=communities", size: "desk", until: ".rows tbody tr" },
  { as: "command", path: "/wall.html?lang=en&rotate=0", size: "wall", until: ".newest li" },
  { as: "command", path: "/wall.html?lang=zh-Hans&rotate=0&view=units", size: "wall", until: ".board li" },
  { as: "command", path: "/wall.html?lang=zh-Hant&rotate=0&view=coverage", size: "wall", until: ".board" },
  { as: "command", path: "/?lang=en", size: "desk", until: "main a" },
  {
    as: "admin",
    path: "/admin.html?lang=en",
    size: "desk",
    until: ".accounts > li",
    touch: press(".accounts > li button", 1),
  },
  { as: "auditor", path: "/admin.html?lang=en&tab=audit", size: "desk", until: ".records li" },
  { as: "auditor", path: "/admin.html?lang=en&tab=alarms", size: "desk", until: "main" },
  { as: "command", path: "/desk.html?lang=en&tab=emergencies", size: "desk", until: "[role=tabpanel] li" },
  { as: "supervisor", path: "/desk.html?lang=zh-Hans&tab=tasks", size: "desk", until: "[role=tabpanel] li" },
  {
    as: "supervisor",
    path: "/desk.html?lang=zh-Hant&tab=addresses",
    size: "desk",
    until: "section:has(.requests) select",
    touch: async (page) => {
      await page.locator("section:has(.requests) select").selectOption("refused");
      await page.locator(".requests button").first().click();
      await page.locator("dialog blockquote").waitFor();
    },
  },
  { as: "officer", path: "/account.html?lang=en", size: "desk", until: ".devices li" },
  { as: "screen", path: "/screen.html?lang=en&rotate=0", size: "wall", until: ".newest li" },
  ...["en", "zh-Hans", "zh-Hant"].map(
    (lang) => ({ as: "remote", path: `/remote.html?lang=${lang}`, size: "phone", until: ".places li" }) as const,
  ),
  { as: "nobody", path: "/about.html?lang=en", size: "desk", until: "summary", touch: press("summary") },
  // What an address says is a text from outside, too.
  {
    as: "command",
    path: `/analyse.html?lang=en&category=${lured}&community=${lured}&hour=${lured}&filter=${lured}&mode=${lured}&from=${lured}#${lured}`,
    size: "desk",
    until: ".rail",
  },
  {
    as: "command",
    path: `/wall.html?lang=${lured}&view=${lured}&theme=${lured}&rotate=0#${lured}`,
    size: "wall",
    until: ".newest li",
  },
  { as: "nobody", path: `/sign-in.html?lang=en&to=javascript:lure()#setup=${lured}`, size: "desk", until: "form" },
  { as: "nobody", path: `/sign-in.html?lang=en&to=//evil.example/${lured}`, size: "desk", until: "form" },
];

const isPossible = findChromium() !== undefined && existsSync(join(webRoot, "wall.html"));

test("every text that the API takes has a row that says what becomes of it, and no other has", () => {
  expect(Object.keys(fates).sort()).toEqual(textsOfTheApi().sort());
});

test("every page is opened", () => {
  const opened = visits.map(({ path }) => path.replace(/[?#].*/, "").replace(/\/$/, "/index.html"));
  const pages = readdirSync(join(import.meta.dirname, "..")).filter((name) => name.endsWith(".html"));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.filter((name) => !opened.includes(`/${name}`))).toEqual([]);
});

describe.skipIf(!isPossible)(
  "texts that would be programs (Chromium, on Debian: apt-get install chromium; and pnpm build)",
  () => {
    let stage: AttackStage;
    let browser: Browser;
    let odd: string[] = [];
    let devices = { screen: "", remote: "" };
    const said: string[] = [];
    beforeAll(async () => {
      stage = await openAttackStage({ WEB_ROOT: webRoot });
      browser = await launch();
      await poison(stage);
      odd = await fill(stage);
      devices = await pairRemote(stage);
      await fetch(`${stage.origin}/api/sessions`, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": device },
        body: JSON.stringify({ login: "officer", password }),
      });
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await stage?.close();
    });

    /** What somebody's browser has: a session, a device's secret, or nothing. */
    async function carriedBy(as: string): Promise<Carried> {
      if (as === "nobody") return {};
      if (as === "screen" || as === "remote") return { storage: { [`one-map.wall.${as}`]: devices[as] } };
      return { cookie: await stage.signIn(as) };
    }

    test("are taken where texts are, and refused where times and codes are", () => {
      expect(odd).toEqual([]);
    });

    test.each(visits)(
      "$as opens $path at $size size: they are said, and do nothing",
      async ({ as, path, size, until, touch }) => {
        const { page, harm, words, close } = await watch(browser, stage.origin, size, await carriedBy(as));
        await page.goto(stage.origin + path);
        await page.locator(until).first().waitFor({ timeout: 30_000 });
        await touch?.(page);
        said.push(await words());
        const done = await harm();
        await close();
        expect(done).toEqual(noHarm);
      },
    );

    test("and each of those that a page shows was seen on one", () => {
      const text = said.join("\n");
      const marks = Object.values(fates).flatMap((fate) => ("shown" in fate ? [fate.shown] : []));
      // Of imports and of `psql`: streets, the city, a category; and what a browser says that it is.
      const others = ["~p", "~m0", "~m1", "~m2", "~n", "~a"];
      expect([...marks, ...others].filter((mark) => !text.includes(mark))).toEqual([]);
    });

    describe("the same watch sees", () => {
      const hostile = `<svg onload=lure()></svg><img src=x onerror=alert(1)><iframe src="https://evil.example/"></iframe>`;

      test("what a page of ours does where a text becomes markup: the policy stops it, and says so", async () => {
        const { page, harm, close } = await watch(browser, stage.origin, "desk");
        await page.goto(`${stage.origin}/about.html?lang=en`);
        await page.evaluate((markup) => document.body.insertAdjacentHTML("beforeend", markup), hostile);
        await expect.poll(async () => (await harm()).violations.length).toBeGreaterThanOrEqual(3);
        const { ran, dialogs, markup } = await harm();
        await close();
        expect([ran, dialogs]).toEqual([0, []]);
        expect(markup.length).toBeGreaterThanOrEqual(3);
      });

      test("what it would do without a policy: the program runs, and opens its dialog", async () => {
        const { page, harm, close } = await watch(browser, stage.origin, "desk");
        await page.route("**/about.html*", async (route) => {
          const answer = await route.fetch();
          const { "content-security-policy": _policy, ...headers } = answer.headers();
          await route.fulfill({ status: 200, headers, body: `${await answer.text()}${hostile}` });
        });
        await page.goto(`${stage.origin}/about.html?lang=en`);
        await expect.poll(async () => (await harm()).dialogs).toEqual(["1"]);
        await expect.poll(async () => (await harm()).ran).toBe(1);
        await close();
      });
    });
  },
);
