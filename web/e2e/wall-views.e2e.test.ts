import { afterAll, afterEach, expect, test } from "vitest";
import { wallMessages } from "../i18n/wall.ts";
import { wallViews } from "../state/wall-settings.ts";
import { accessibilityFaults, closeBrowser, mapDrawn, open, type Screen } from "./driver.ts";

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

const m = wallMessages.en;

/** How many colours the map has on the screen: one, when it is blank. */
async function coloursOfMap(): Promise<number> {
  const box = await screen.page.locator(".wall-map .map").first().boundingBox();
  if (box === null) throw new Error("no map");
  const png = await screen.page.screenshot({ clip: box });
  return screen.page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context?.drawImage(image, 0, 0);
    const pixels = new Uint32Array(
      context?.getImageData(0, 0, image.width, image.height).data.buffer ?? new ArrayBuffer(0),
    );
    return new Set(pixels).size;
  }, png.toString("base64"));
}

// The view of incidents is looked at in all three palettes beside this.
test.each([
  ["units", "day"],
  ["density", "dusk"],
  ["coverage", "night"],
] as const)("the view of %s has its board, and axe finds nothing in %s", async (view, theme) => {
  screen = await open(`/wall.html?lang=en&theme=${theme}&view=${view}&rotate=0&alarm=0`, "wall");
  const { page } = screen;
  await mapDrawn(page);
  const title = {
    units: m.unitBoard,
    density: m.densityBoard("7"),
    coverage: m.coverageBoard("90"),
  }[view];
  await page.locator(".board").getByText(title).waitFor();
  await page.getByText(`${m.views[view]} · ${m.standing}`).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(screen.problems).toEqual([]);
});

test("views and palettes change in place: no tile is fetched again, and the map is never blank", async () => {
  screen = await open("/wall.html?lang=en&theme=dusk&rotate=2&alarm=0", "wall");
  const { page } = screen;
  // A map that was there before its feed asks for its tiles once more, within two seconds, at a moment drawn by lot: here at once.
  await page.addInitScript(() => {
    Math.random = () => 0;
  });
  await page.reload();
  await page.locator(".chip-live").waitFor();
  await mapDrawn(page);
  await page.locator(".board").getByText(m.callAges).waitFor();
  const before = await coloursOfMap();
  expect(before).toBeGreaterThan(20);
  let tiles = 0;
  page.on("request", (request) => {
    if (request.url().includes("/tiles/")) tiles++;
  });
  const scale = () => page.locator(".wall-map .maplibregl-ctrl-scale").first().textContent();
  const zoomed = await scale();
  const seen = new Set<string>();
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 200 && seen.size < wallViews.length; i++) {
    seen.add((await page.locator(".board").getAttribute("class")) ?? "");
    least = Math.min(least, await coloursOfMap());
  }
  expect(seen.size).toBe(wallViews.length);
  expect(least).toBeGreaterThan(before / 4);
  expect(tiles).toBe(0);
  expect(await scale()).toBe(zoomed);
});
