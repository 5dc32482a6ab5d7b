import { findChromium } from "@one-map/scripts/browser";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { wallMessages } from "../i18n/wall.ts";
import { CuttableProxy } from "./cuttable-proxy.ts";
import { closeBrowser, open, type Screen } from "./driver.ts";
import {
  expectAsFresh,
  isMarked,
  mark,
  openCount,
  openWallStage,
  type WallStage,
  whenOpenIs,
  wordsOf,
} from "./wall-stage.ts";

/** A wall in Chromium over a database that breaks, and on a line that breaks: it stays the same page, and honest. */
describe.skipIf(findChromium() === undefined)("a wall", () => {
  const query = "lang=en&theme=dusk&rotate=0&remote=off";
  let wall: WallStage;
  let screen: Screen;

  beforeAll(async () => {
    wall = await openWallStage();
    // All heard just now: none falls silent while a test looks.
    await wall.psql("update unit set last_fix_at = now() where geom is not null");
  });
  afterEach(() => screen.close());
  afterAll(async () => {
    await closeBrowser();
    await wall.stage.close();
  });

  async function hangUp(origin = wall.server.origin): Promise<void> {
    screen = await open(`/wall.html?${query}`, "wall", undefined, origin);
    await screen.page.locator(".chip-live").waitFor();
    await screen.page.locator(".newest li").first().waitFor();
    await mark(screen.page);
  }

  const banner = () => screen.page.getByRole("alert").filter({ hasText: "picture of" });
  const insert = (rows = 1, priority = 1) =>
    wall.psql(
      `insert into incident (category, priority, occurred_from, reported_at, geom)
       select 'theft', ${priority}, now() - interval '1 minute', now(), st_setsrid(st_makepoint(107.06 + i * 0.0001, 34.34), 4326)
       from generate_series(1, ${rows}) i`,
    );

  test("a row that is inserted at a terminal is on the wall within a second, without a reload", async () => {
    await hangUp();
    const before = await openCount(screen.page);
    const shownAt = whenOpenIs(screen.page, before + 1);
    await insert();
    const committedAt = Date.now();
    expect((await shownAt) - committedAt).toBeLessThan(1_000);
    await screen.page.locator(".newest li.is-alarm").waitFor();
    await screen.page.getByRole("region", { name: wallMessages.en.alarm, exact: true }).waitFor();
    expect(await isMarked(screen.page)).toBe(true);
    await expectAsFresh(screen.page, wall.server.origin, query);
  });

  test("R1: a database that is restarted at once leaves it right, and never says a wrong number", async () => {
    await hangUp();
    const before = await openCount(screen.page);
    await screen.page.evaluate(() => {
      const figure = document.querySelector(".figures dd") as HTMLElement;
      const seen = new Set<string>();
      Object.assign(globalThis, { seen });
      new MutationObserver(() => seen.add(figure.firstChild?.textContent ?? "")).observe(figure, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await wall.stage.cluster.restart();
    const shownAt = whenOpenIs(screen.page, before + 1);
    await insert();
    const committedAt = Date.now();
    // The server finds its connections broken and makes new ones meanwhile.
    expect((await shownAt) - committedAt).toBeLessThan(5_000);
    const seen = await screen.page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);
    expect(seen).toEqual([String(before + 1)]);
    await screen.page.locator(".chip-live").waitFor();
    expect(await isMarked(screen.page)).toBe(true);
    await expectAsFresh(screen.page, wall.server.origin, query);
  });

  test("R1: a database that stays away makes it say so and keep its picture; back again, it is right", async () => {
    await hangUp();
    const before = await wordsOf(screen.page);
    await wall.stage.cluster.halt();
    await banner().waitFor({ timeout: 60_000 });
    expect(await wordsOf(screen.page)).toEqual(before);
    expect(await screen.page.locator(".wall.is-old").count()).toBe(1);
    await wall.stage.cluster.start();
    await insert();
    await banner().waitFor({ state: "detached", timeout: 30_000 });
    await whenOpenIs(screen.page, Number(before.figures[0]) + 1);
    expect(await isMarked(screen.page)).toBe(true);
    await expectAsFresh(screen.page, wall.server.origin, query);
  });

  test.each([
    [1_000, "what it missed is sent"],
    [20_000, "it begins again from a snapshot"],
  ])("R19: off the line while %i changes pass: old is said to be old, %s, right within 3 s", async (changes) => {
    const proxy = await CuttableProxy.start(wall.server.origin);
    await hangUp(proxy.origin);
    const before = await wordsOf(screen.page);
    proxy.cut();
    await banner().waitFor({ timeout: 60_000 });
    expect(await wordsOf(screen.page)).toEqual(before);
    await wall.psql(
      `do $$ begin for i in 1..${changes / 5} loop update unit set last_fix_at = now() where geom is not null; commit; end loop; end $$`,
    );
    await insert(7, 3);
    const opened = proxy.opened;
    proxy.mend();
    await expect.poll(() => proxy.opened, { timeout: 60_000, interval: 20 }).toBeGreaterThan(opened);
    const backAt = Date.now();
    expect((await whenOpenIs(screen.page, Number(before.figures[0]) + 7)) - backAt).toBeLessThan(3_000);
    await banner().waitFor({ state: "detached" });
    expect(await isMarked(screen.page)).toBe(true);
    await expectAsFresh(screen.page, proxy.origin, query);
    await proxy.close();
  });
});
