import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { browserCookie } from "../../browser.ts";
import type { Product } from "../../soak/product.ts";
import type { BenchRow } from "../parts/results.ts";
import { median } from "../parts/timing.ts";

const windows = 4;
const windowMillis = 10_000;

/** Runs in the page before anything else: counts the frames in which anything is drawn. */
function countFrames(): void {
  let frames = 0;
  let last: unknown;
  const { prototype } = WebGL2RenderingContext;
  for (const name of ["clear", "drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"] as const) {
    const kept = prototype[name] as (this: WebGL2RenderingContext, ...all: unknown[]) => void;
    Object.assign(prototype, {
      [name](this: WebGL2RenderingContext, ...all: unknown[]) {
        const frame = document.timeline.currentTime;
        if (frame !== last) frames++;
        last = frame;
        kept.apply(this, all);
      },
    });
  }
  Object.assign(globalThis, { framesDrawn: () => frames });
}

/** Frames that a wall draws while nothing happens in the city; its views do not turn and nothing is replayed. */
export async function measureIdleWall(browser: Browser, { origin, cookie }: Product): Promise<BenchRow> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  try {
    await page.context().addCookies([browserCookie(origin, cookie)]);
    await page.addInitScript(countFrames);
    await page.goto(`${origin}/wall.html?lang=en&theme=dusk&rotate=0&care=off&sound=off`);
    await page.locator(".figures dd").first().waitFor();
    const drawn = async () => (await page.evaluate("globalThis.framesDrawn()")) as number;
    // The picture is whole when three seconds bring nothing new; a wall that never rests is measured all the same.
    for (let before = -1, rest = 0; rest < 3 && before < 5_000; ) {
      const now = await drawn();
      rest = now === before && now > 0 ? rest + 1 : 0;
      before = now;
      await wait(1_000);
    }
    const frames: number[] = [];
    for (let window = 0; window < windows; window++) {
      const before = await drawn();
      await wait(windowMillis);
      frames.push((await drawn()) - before);
    }
    const usual = median(frames);
    return {
      name: `frames of an idle wall in 10 s, ${windows} times one after the other: ${frames.join(", ")}`,
      value: usual,
      unit: "",
      bar: "0",
      holds: usual === 0,
    };
  } finally {
    await page.close();
  }
}
