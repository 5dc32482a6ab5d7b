import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { analyseMessages } from "../i18n/analyse.ts";
import { exportMessages } from "../i18n/export.ts";
import { languages } from "../i18n/language.ts";
import { stepUpMessages } from "../i18n/step-up.ts";
import { numberFont } from "../map/sheet.ts";
import { accessibilityFaults, clippedTexts, describedBy, mapDrawn, sizes } from "./driver.ts";
import type { DutiesStage } from "./duties-stage.ts";
import { differences, type Pixels, pixelsOf } from "./pixels.ts";

const m = exportMessages.en;
const reason = "Monthly report of the station";

/** Opens the dialog and says what for; nothing is made yet. */
async function fillIn(page: Page, format: keyof typeof m.formats) {
  await page.getByRole("button", { name: analyseMessages.en.export, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: m.title, exact: true });
  await dialog.getByLabel(m.formats[format], { exact: true }).check();
  await dialog.getByLabel(m.item).selectOption("report");
  await dialog.getByLabel(m.reason).fill(reason);
  return dialog;
}

/** Name of what has the focus. */
const focusedIn = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : undefined;
    return (focused?.getAttribute("aria-label") ?? (label ?? focused)?.textContent ?? "").slice(0, 80);
  });

/** Downloads what the dialog hands out. */
async function fetchFrom(page: Page, link: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: link }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Whether a sheet has a text at its foot on the right: the letters that the same browser draws there itself. */
async function showsAtFoot(page: Page, sheet: Pixels, text: string): Promise<boolean> {
  const drawn = await page.evaluate(
    ([words, fontOf]) => {
      const canvas = new OffscreenCanvas(300, 32);
      const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
      const style = getComputedStyle(document.documentElement);
      context.fillStyle = style.getPropertyValue("--panel").trim();
      context.fillRect(0, 0, 300, 32);
      context.font = fontOf.replace("its own", style.fontFamily);
      context.fillStyle = style.getPropertyValue("--text").trim();
      context.fillText(words, 0, 21);
      const { width } = context.measureText(words);
      return { width, pixels: [...context.getImageData(0, 0, Math.floor(width), 32).data] };
    },
    [text, numberFont("its own", 1)] as const,
  );
  const columns = Math.floor(drawn.width);
  const left = Math.floor(sheet.width - 16 - drawn.width);
  const isSame = (x: number, y: number) =>
    [0, 1, 2].every(
      (channel) =>
        sheet.rgba[4 * ((sheet.height - 32 + y) * sheet.width + left + x) + channel] ===
        drawn.pixels[4 * (y * columns + x) + channel],
    );
  return Array.from({ length: columns * 32 }, (_, i) => isSame(i % columns, Math.floor(i / columns))).every(Boolean);
}

/** What may be taken out, from the analyst's page. */
export function testExports({ at, server, problems, forgetProofs, enterPassword }: DutiesStage): void {
  describe("an export", () => {
    test("of rows has the page's filter, wants the password, and is a file behind a link that opens once", async () => {
      const page = await at("n-000001", "/analyse.html?lang=en&category=theft&hour=0,1,2,3,4,5,6,7,8,9,10,11");
      await page.getByTestId("total").waitFor();
      await forgetProofs();
      const dialog = await fillIn(page, "csv");
      await dialog.getByText("盗窃 · Hour 0–11").waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await dialog.getByRole("button", { name: m.make }).click();
      await enterPassword(page, "not this one");
      await page.getByRole("alert").getByText(stepUpMessages.en.wrong).waitFor();
      await enterPassword(page);
      const total = (await page.getByTestId("total").textContent()) as string;
      expect(Number(total)).toBeGreaterThan(0);
      await dialog.getByText(`${total} rows`).waitFor();
      // What was pressed is gone: the focus is on the file, and what is heard there is what was made.
      expect(await focusedIn(page)).toBe(m.download);
      const file = dialog.getByRole("link", { name: m.download });
      expect(await describedBy(file)).toContain(`${total} rows`);
      expect(await dialog.getByRole("status").textContent()).toMatch(/opens once, within 15 minutes, until \d\d:\d\d/);
      expect(await accessibilityFaults(page)).toEqual([]);
      const { name, bytes } = await fetchFrom(page, m.download);
      expect(name).toMatch(/^one-map-incidents-\d+\.csv$/);
      const rows = bytes.toString().trim().split("\r\n").slice(1);
      expect(rows.length).toBe(Number(total));
      expect(rows.filter((row) => !row.includes(",theft,"))).toEqual([]);
      const href = await dialog.getByRole("link", { name: m.download }).getAttribute("href");
      expect(await page.evaluate(async (link) => (await fetch(link as string)).status, href)).toBe(410);
      await dialog.getByRole("button", { name: m.another }).press("Enter");
      expect(await focusedIn(page)).toBe(m.formats.csv);
      await dialog.getByRole("button", { name: m.cancel }).press("Enter");
      expect(await focusedIn(page)).toBe(analyseMessages.en.export);
      for (const [format, beginning] of [
        ["geojson", '{"type":"FeatureCollection"'],
        ["gpkg", "SQLite format 3"],
      ] as const) {
        await (await fillIn(page, format)).getByRole("button", { name: m.make }).click();
        expect((await fetchFrom(page, m.download)).bytes.toString("latin1").startsWith(beginning)).toBe(true);
        await page.keyboard.press("Escape");
        expect(await focusedIn(page)).toBe(analyseMessages.en.export);
      }
      expect(problems().filter((text) => !text.includes("410"))).toEqual([]);
    });

    test("of the map is a picture with title, legend and its number, which is on record", async () => {
      const page = await at("n-000002", "/analyse.html?lang=en&theme=day&mode=heat&cam=107.1,34.34,12");
      await page.locator(".legends li").first().waitFor();
      await mapDrawn(page);
      const shown = await pixelsOf(page, await page.locator("canvas.maplibregl-canvas").screenshot());
      const take = async () => {
        const dialog = await fillIn(page, "png");
        await dialog.getByRole("button", { name: m.make }).click();
        await dialog.getByRole("status").waitFor();
        const number = /no\. (\d+)/.exec((await dialog.getByRole("status").textContent()) ?? "")?.[1] as string;
        const { name, bytes } = await fetchFrom(page, m.save);
        expect(name).toBe(`one-map-${number}.png`);
        await page.keyboard.press("Escape");
        return { number, sheet: await pixelsOf(page, bytes) };
      };
      const [first, second] = [await take(), await take()];
      expect(await showsAtFoot(page, first.sheet, m.number(first.number))).toBe(true);
      expect(await showsAtFoot(page, second.sheet, m.number(second.number))).toBe(true);
      expect(await showsAtFoot(page, second.sheet, m.number(first.number))).toBe(false);
      const { sheet } = first;
      expect([sheet.width, sheet.height > shown.height + 100]).toEqual([shown.width, true]);
      // The map begins below the title; what differs there from the map on the screen is the watermark.
      const top = 92;
      const map = {
        ...shown,
        rgba: sheet.rgba.subarray(4 * sheet.width * top, 4 * sheet.width * (top + shown.height)),
      };
      const marked = differences(map, shown).length / (shown.width * shown.height);
      expect(marked).toBeGreaterThan(0.02);
      expect(marked).toBeLessThan(0.3);
      const changed = differences(sheet, second.sheet);
      expect(changed.filter(([, y]) => y >= top && y < top + shown.height).length).toBeGreaterThan(50);
      expect(changed.filter(([, y]) => y < top)).toEqual([]);
      const { rows } = await server().database.pool.query(
        `select detail from (select action, detail from audit.inbox union all select action, detail from audit.entry) e
         where action = 'export-make' and detail ->> 'export' = $1`,
        [first.number],
      );
      expect(rows).toMatchObject([{ detail: { format: "png", reason, view: expect.stringContaining("mode=heat") } }]);
      expect(problems()).toEqual([]);
    });

    test("that is refused says why in words, and who may not take anything out is not offered it", async () => {
      const page = await at("n-000001", "/analyse.html?lang=en", "phone");
      const refuse = async (status: number, slug: string, words: string, more = {}) => {
        await page.route("**/api/exports", (route) =>
          route.fulfill({
            status,
            contentType: "application/problem+json",
            json: { type: `/problems/${slug}`, ...more },
          }),
        );
        const dialog = await fillIn(page, "csv");
        expect(await clippedTexts(page)).toEqual([]);
        await dialog.getByRole("button", { name: m.make }).click();
        await dialog.getByRole("alert").getByText(words).waitFor();
        expect(await focusedIn(page)).toBe(m.make);
        await page.keyboard.press("Escape");
        await page.unroute("**/api/exports");
      };
      await refuse(403, "export-limit", m.tooMany);
      await refuse(403, "forbidden", m.noRight);
      await refuse(429, "rate-limited", m.manyFiles("7"), { retryAfterSeconds: 400 });
      const officer = await at("b-000101", "/analyse.html?lang=en");
      await officer.getByTestId("total").waitFor();
      expect(await officer.getByRole("button", { name: analyseMessages.en.export, exact: true }).count()).toBe(0);
    });

    test("fits in every language at every size", async () => {
      const page = await at("n-000002", "/about.html", "phone");
      for (const lang of languages) {
        await page.setViewportSize(sizes.phone);
        await page.goto(`${server().url}/analyse.html?lang=${lang}&theme=dusk`);
        await page.getByRole("button", { name: analyseMessages[lang].export, exact: true }).click();
        const dialog = page.getByRole("dialog", { name: exportMessages[lang].title, exact: true });
        await dialog.getByLabel(exportMessages[lang].reason).waitFor();
        for (const size of ["phone", "tablet", "wall"] as const) {
          await page.setViewportSize(sizes[size]);
          // Tools fold and unfold with the width.
          await expect.poll(() => clippedTexts(page), { message: `${lang} at ${size}` }).toEqual([]);
        }
      }
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  });
}
