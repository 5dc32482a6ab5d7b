import { findChromium } from "@one-map/scripts/browser";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeBrowser, mapDrawn, open, type Screen } from "./driver.ts";
import { isMarked, mark, openWallStage, type WallStage } from "./wall-stage.ts";

const times = 20;

/** R21: graphics contexts of the large map are taken away, again and again. */
describe.skipIf(findChromium() === undefined)("a wall whose graphics context is lost twenty times", () => {
  let wall: WallStage;
  let screen: Screen;

  beforeAll(async () => {
    wall = await openWallStage();
  });
  afterEach(() => screen.close());
  afterAll(async () => {
    await closeBrowser();
    await wall.stage.close();
  });

  async function hangUp(): Promise<void> {
    const path = "/wall.html?lang=en&theme=dusk&rotate=0&alarm=0&remote=off";
    screen = await open(path, "wall", undefined, wall.server.origin);
    await screen.page.locator(".newest li").first().waitFor();
    await mapDrawn(screen.page);
  }

  const scale = () => screen.page.locator(".wall-map .maplibregl-ctrl-scale").first().textContent();

  /** Bytes of a picture of the map: a blank one compresses to nearly nothing. */
  async function pictureBytes(): Promise<number> {
    const box = await screen.page.locator(".wall-map > .map").boundingBox();
    return box === null ? 0 : (await screen.page.screenshot({ clip: box })).length;
  }

  /** Takes the context of the large map away, and gives it back or not. */
  function lose(isGivenBack: boolean): Promise<void> {
    return screen.page.evaluate(async (givesBack) => {
      const canvas = document.querySelector<HTMLCanvasElement>(".wall-map > .map canvas");
      const extension = canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context");
      if (!extension) throw new Error("no context to lose");
      const told = new Promise((resolve) => canvas?.addEventListener("webglcontextlost", resolve, { once: true }));
      extension.loseContext();
      if (!givesBack) return;
      await told;
      // Not while the loss is still being told: a context can be given back only after that.
      await new Promise((resolve) => setTimeout(resolve));
      extension.restoreContext();
    }, isGivenBack);
  }

  /** Whether the large map has a context; never while the page is being loaded. */
  const hasContext = () =>
    screen.page
      .evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>(".wall-map > .map canvas");
        return canvas?.getContext("webgl2")?.isContextLost() === false;
      })
      .catch(() => false);

  async function expectBack(bytes: number): Promise<void> {
    await expect.poll(hasContext, { timeout: 30_000 }).toBe(true);
    await expect.poll(() => pictureBytes().catch(() => 0), { timeout: 30_000 }).toBeGreaterThan(bytes / 2);
  }

  async function heapBytes(): Promise<number> {
    const session = await screen.context.newCDPSession(screen.page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize;
  }

  test("given back: the same page has its map again each time, and holds no more memory than before", async () => {
    await hangUp();
    await mark(screen.page);
    const [bytes, place] = [await pictureBytes(), await scale()];
    const heaps: number[] = [];
    for (let i = 0; i < times; i++) {
      await lose(true);
      await expectBack(bytes);
      heaps.push(await heapBytes());
    }
    expect(await isMarked(screen.page)).toBe(true);
    expect(await scale()).toBe(place);
    // The first few fill caches. A map alone holds several megabytes: none of them stays behind.
    const [early, late] = [heaps[4] as number, heaps.at(-1) as number];
    const bytesEach = (late - early) / (times - 5);
    console.log(`heap after each loss: ${heaps.map((bytes) => (bytes / 1e6).toFixed(1)).join(" ")} MB`);
    expect(bytesEach).toBeLessThan(250_000);
  });

  test("never given back: the map is made anew, or the page, and looks where it looked", async () => {
    await hangUp();
    const [bytes, place] = [await pictureBytes(), await scale()];
    for (let i = 0; i < times; i++) {
      await lose(false);
      await expectBack(bytes);
      expect(await scale()).toBe(place);
    }
    await screen.page.locator(".chip-live").waitFor();
  });
});
