import { keepCookie } from "@one-map/server/testing/cookie-jar";
import { signedIn } from "@one-map/server/testing/signed-in";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../i18n/language.ts";
import { drawnFeatures, namesHidden } from "./drawn-features.ts";
import { clippedTexts, closeBrowser, mapDrawn, open, type Screen, type SizeName, sizes } from "./driver.ts";
import { type OwnServer, startOwnServer } from "./own-server.ts";
import { writeWideCity } from "./wide-city.ts";

/** A city of twelve counties and districts, and a server of its own that shows it. */
let server: OwnServer;
let districts: readonly number[];
let screen: Screen;
beforeAll(async () => {
  server = await startOwnServer({ write: writeWideCity });
  keepCookie(server.url, (await signedIn(server.database.db, "command")).cookie);
  const rows = await server.database.db.selectFrom("area").select("id").where("level", "=", "district").execute();
  districts = rows.map(({ id }) => id).sort((a, b) => a - b);
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

/** Opens the wall and waits for what it shows in its first ten minutes: the map, and the code for a phone. */
async function openWall(query: string, size: SizeName): Promise<Page> {
  screen = await open(`/wall.html?rotate=0&alarm=0&${query}`, size, undefined, server.url);
  const { page } = screen;
  await page.locator(".newest li").first().waitFor();
  await page.locator(".pairing").waitFor();
  await mapDrawn(page);
  return page;
}

/** Ids of the counties whose name is on the map. */
async function namedOn(page: Page): Promise<number[]> {
  const named = (await drawnFeatures(page)).filter(({ layer }) => layer === "areas-label").map(({ id }) => Number(id));
  return [...new Set(named)].sort((a, b) => a - b);
}

describe.each(languages)("the wall in %s", (lang) => {
  test("names every county at wall size, whole and under nothing", async () => {
    const page = await openWall(`lang=${lang}`, "wall");
    await expect.poll(() => namedOn(page)).toEqual(districts);
    await expect.poll(() => namesHidden(page)).toEqual([]);
    expect(await clippedTexts(page)).toEqual([]);
  });

  test("cuts no name at the edge of a phone, where calls may leave no room for one or two", async () => {
    const page = await openWall(`lang=${lang}`, "phone");
    await expect.poll(async () => (await namedOn(page)).length).toBeGreaterThanOrEqual(districts.length - 2);
    await expect.poll(() => namesHidden(page)).toEqual([]);
  });

  test("shows the code for a phone beside the map", async () => {
    const page = await openWall(`lang=${lang}`, "wall");
    const card = await page.locator(".pairing").boundingBox();
    const map = await page.locator(".wall-map").boundingBox();
    expect(card?.y).toBeGreaterThanOrEqual((map?.y ?? 0) + (map?.height ?? 0));
    expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThan(sizes.wall.height);
  });
});

test("where letters are so large that the code is on the map, no name is under it", async () => {
  const page = await openWall("lang=en&width=2.17&distance=10", "wall");
  expect(await page.locator(".wall-map > .pairing").count()).toBe(1);
  await expect.poll(() => namedOn(page)).not.toEqual([]);
  await expect.poll(() => namesHidden(page)).toEqual([]);
});
