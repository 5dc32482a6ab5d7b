import { afterAll, afterEach, expect, test } from "vitest";
import { wallMessages } from "../i18n/wall.ts";
import { closeBrowser, mapDrawn, open, type Screen } from "./driver.ts";

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

const counts = () => screen.page.getByRole("region", { name: wallMessages.en.diagnostics });

/** Takes the graphics context of the large map away, and gives it back or not. */
function loseContext(isGivenBack: boolean): Promise<void> {
  return screen.page.evaluate(async (givesBack) => {
    const canvas = document.querySelector<HTMLCanvasElement>(".wall-map > .map canvas");
    const extension = canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context");
    if (!extension) throw new Error("no context to lose");
    extension.loseContext();
    if (!givesBack) return;
    await new Promise((resolve) => canvas?.addEventListener("webglcontextlost", resolve, { once: true }));
    // Not while the loss is still being told: a context can be given back only after that.
    await new Promise((resolve) => setTimeout(resolve));
    extension.restoreContext();
  }, isGivenBack);
}

/** Shares of the map's pixels that are drawn in the colour of a symbol or name: none, when it is blank. */
async function isDrawn(): Promise<boolean> {
  const box = await screen.page.locator(".wall-map > .map").boundingBox();
  if (box === null) return false;
  return (await screen.page.screenshot({ clip: box })).length > 20_000;
}

test.each([
  [true, "context restored"],
  [false, "map made anew"],
])(
  "a lost graphics context (given back: %s) has the map back without a reload, and is counted",
  async (isGivenBack, counted) => {
    screen = await open("/wall.html?lang=en&theme=dusk&rotate=0&alarm=0&diag=1", "wall");
    const { page } = screen;
    await mapDrawn(page);
    const scale = page.locator(".wall-map .maplibregl-ctrl-scale").first();
    const before = await scale.textContent();
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    await loseContext(isGivenBack);
    await counts().getByText(counted).waitFor({ timeout: 20_000 });
    await mapDrawn(page);
    await expect.poll(isDrawn, { timeout: 20_000 }).toBe(true);
    expect(await scale.textContent()).toBe(before);
    expect(await page.evaluate(() => "isSamePage" in globalThis)).toBe(true);
  },
);

test("every feed says its age behind ?diag=1, and nothing else shows it", async () => {
  screen = await open("/wall.html?lang=en&diag=1", "wall");
  const m = wallMessages.en;
  for (const feed of [m.feedLive, m.feedFigures, m.feedDensity, m.feedCoverage, m.feedRemote])
    await counts().getByText(feed, { exact: true }).waitFor();
  await screen.page.goto(screen.page.url().replace("&diag=1", ""));
  await screen.page.locator(".newest li").first().waitFor();
  expect(await counts().count()).toBe(0);
});
