import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../i18n/language.ts";
import { planMessages } from "../i18n/plan.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, type Screen } from "./driver.ts";
import { type OwnServer, openAs, startOwnServer } from "./own-server.ts";

/** Names as long as communities have them, on the narrowest page that shows one. */

const long = {
  "zh-Hans": "滨河东路第二棉纺织厂家属院北区社区",
  "zh-Hant": "濱河東路第二棉紡織廠家屬院北區社區",
  en: "Riverside East Road Second Cotton Mill Residential Quarter North Community",
} as const;

let server: OwnServer;
let screen: Screen;
beforeAll(async () => {
  server = await startOwnServer({ city: true });
  await server.account("b-000101", "officer", [1, 2]);
  await server.database.pool.query(
    "update community set name_zh_hans = $1, name_zh_hant = $2, name_en = $3 where id = 1",
    [long["zh-Hans"], long["zh-Hant"], long.en],
  );
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

describe.each(languages)("in %s on a phone", (lang) => {
  test("the name of the community is read whole, and another is chosen from the same place", async () => {
    screen = await openAs(server, "b-000101", `/plan.html?lang=${lang}&community=1`, "phone");
    const { page } = screen;
    const name = page.locator(".community").getByText(long[lang]).first();
    await name.waitFor();
    // All of its lines lie within the page and within the frame that is drawn around it, and nothing hides their ends.
    const hidden = await name.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      const frame = (element.parentElement as HTMLElement).getBoundingClientRect();
      const header = (element.closest("header") as HTMLElement).getBoundingClientRect();
      return {
        ofFrame:
          text.left < frame.left || text.right > frame.right || text.top < frame.top || text.bottom > frame.bottom,
        ofHeader: frame.right > innerWidth || frame.bottom > header.bottom,
        isCut: element.scrollWidth > element.clientWidth,
      };
    });
    expect(hidden).toEqual({ ofFrame: false, ofHeader: false, isCut: false });
    expect(await clippedTexts(page)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    const list = page.getByLabel(planMessages[lang].community);
    expect(await list.boundingBox()).toMatchObject({ height: expect.closeTo(await heightOf(), 0) });
    await list.selectOption("2");
    await page.waitForURL(/community=2/);
    expect(await page.locator(".community > span").textContent()).not.toBe(long[lang]);
    expect(screen.problems).toEqual([]);
  });
});

/** Of the frame, less its border: all of it answers a finger. */
const heightOf = async () => ((await screen.page.locator(".community").boundingBox())?.height ?? 0) - 2;
