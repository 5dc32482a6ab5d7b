import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../i18n/language.ts";
import { angleOfPixels, cjkShare, digitShare } from "../spatial/viewing-angle.ts";
import { type WallView, wallViews } from "../state/wall-settings.ts";
import { clippedTexts, closeBrowser, launch, open, type Screen, type SizeName, sizes } from "./driver.ts";

let screen: Screen | undefined;
afterEach(async () => {
  await screen?.close();
  screen = undefined;
});
afterAll(closeBrowser);

/** A text of the page with its size and what it is. */
interface Text {
  readonly text: string;
  readonly pixels: number;
  readonly role: "headline" | "name" | "digits" | "rest";
}

/** Every text that is seen, with the element that carries it. */
function textsOf(page: Page): Promise<Text[]> {
  return page.evaluate(() => {
    const seen = (element: Element) =>
      element.closest("dialog, .visually-hidden, [data-dropped], [hidden], .maplibregl-map, h1.visually-hidden") ===
        null && element.getClientRects().length > 0;
    const roleOf = (element: Element): Text["role"] => {
      if (element.closest(".is-alarm strong, .inset .headline, .figures dd") && !element.closest("small, ins"))
        return "headline";
      if (element.closest(".newest strong, .newest .place, .inset .place")) return "name";
      if (element.closest("time, small, ins")) return "digits";
      return "rest";
    };
    return [...document.querySelectorAll(".wall *, .resting *")]
      .filter(seen)
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
      .map((element) => ({
        text: element.textContent ?? "",
        pixels: Number.parseFloat(getComputedStyle(element).fontSize),
        role: roleOf(element),
      }));
  });
}

/** What is on the wall while a view is up; they take turns. */
async function inView(page: Page, view: WallView): Promise<{ texts: readonly Text[]; clipped: readonly string[] }> {
  const board = page.locator(`.board-${view}`);
  for (;;) {
    await board.waitFor({ state: "attached" });
    const [texts, clipped] = await Promise.all([textsOf(page), clippedTexts(page)]);
    if ((await board.count()) === 1) return { texts, clipped };
  }
}

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

const screens: readonly (readonly [SizeName, number, number])[] = [
  ["wall", 4.8, 10],
  ["wall", 2.17, 10],
  ["uhd", 2.17, 5],
  ["row", 3.63, 5],
];

describe.each(screens)("on %s, %s m wide, seen from %s m", (size, screenMeters, distanceMeters) => {
  // Its texts are the same without a map, which takes most of the time to draw at these sizes; and there are some more.
  let blind: Browser;
  beforeAll(async () => {
    blind = await launch({ hasWebGl: false });
  });
  afterAll(() => blind.close());
  const calibration = { screenMeters, distanceMeters, screenPixels: sizes[size].width };
  // Half a pixel is rounding.
  const angle = (pixels: number, share: number) => angleOfPixels((pixels + 0.5) * share, calibration);

  // All languages at once: a page without a map mostly waits for its views to take their turns.
  test.concurrent.each(languages)("every text of every view in %s is as large as the eye needs", async (lang) => {
    const { page, close } = await open(
      `/wall.html?lang=${lang}&width=${screenMeters}&distance=${distanceMeters}&rotate=1&alarm=0`,
      size,
      blind,
    );
    await page.locator(".newest li").first().waitFor();
    for (const view of wallViews) {
      const { texts, clipped } = await inView(page, view);
      expect(texts.length).toBeGreaterThan(12);
      for (const { text, pixels, role } of texts) {
        const share = isChinese(text) ? cjkShare : digitShare;
        const least =
          role === "headline" ? 30 : role === "digits" ? 20 : role === "name" ? (isChinese(text) ? 25 : 20) : 16;
        expect(angle(pixels, share), `"${text}", ${pixels} px, as ${role} in ${view}`).toBeGreaterThanOrEqual(least);
      }
      expect(clipped, view).toEqual([]);
    }
    await close();
  });
});

test("measures are asked for once, kept, and change every letter", async () => {
  screen = await open("/wall.html?lang=en&calibrate=1", "wall");
  const { page } = screen;
  await page.getByLabel("Screen width (m)").fill("2.4");
  await page.getByLabel("Farthest seat (m)").fill("6");
  const ruler = page.locator("svg.ruler");
  // One metre of a picture 2.4 m wide.
  expect(Number(await ruler.getAttribute("width"))).toBeCloseTo(sizes.wall.width / 2.4, 0);
  await page.getByRole("button", { name: "Apply" }).click();
  await page.locator(".figures dd").first().waitFor();
  const headline = async () =>
    page
      .locator(".figures dd")
      .first()
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  const large = await headline();
  const calibration = { screenMeters: 2.4, distanceMeters: 6, screenPixels: sizes.wall.width };
  expect(angleOfPixels((large + 0.5) * digitShare, calibration)).toBeGreaterThanOrEqual(30);
  await page.goto(`${new URL(page.url()).origin}/wall.html?lang=en`);
  await page.locator(".figures dd").first().waitFor();
  expect(await headline()).toBe(large);
});

test("on an untouched wall there is no pointer and nothing to scroll", async () => {
  screen = await open("/wall.html?lang=en", "wall");
  const { page } = screen;
  await page.locator(".newest li").first().waitFor();
  const { cursor, overflow } = await page.evaluate(() => ({
    cursor: getComputedStyle(document.querySelector(".wall-map canvas, .wall") as Element).cursor,
    overflow: document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth,
  }));
  expect([cursor, overflow]).toEqual(["none", false]);
});

test("at the hour of panel care the wall rests under a clock that moves", async () => {
  const time = new Date().toLocaleTimeString("en-GB", {
    timeZone: "Asia/Shanghai",
    hour: "2-digit",
    minute: "2-digit",
  });
  screen = await open(`/wall.html?lang=en&alarm=0&care=${time}`, "wall");
  const clock = screen.page.locator(".resting time");
  await clock.waitFor();
  const place = () => clock.evaluate((element) => element.getAttribute("style"));
  const first = await place();
  await expect.poll(place, { timeout: 40_000 }).not.toBe(first);
  expect(await clock.textContent()).toMatch(/^\d\d:\d\d$/);
});
