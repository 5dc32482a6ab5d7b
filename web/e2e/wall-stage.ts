import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { openStage, type Stage, type StageServer } from "@one-map/server/testing/fault-stage";
import { findServerPrograms } from "@one-map/server/testing/private-cluster";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** A PostgreSQL that can be broken, a server over it with the built pages, and a terminal beside both. */
export interface WallStage {
  readonly stage: Stage;
  readonly server: StageServer;
  /** Runs a statement as somebody at a terminal does: by `psql`, with no program of ours in between. */
  psql(statement: string): Promise<void>;
}

export async function openWallStage(): Promise<WallStage> {
  const webRoot = process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist");
  if (!existsSync(join(webRoot, "wall.html"))) throw new Error("The pages are not built; run pnpm build.");
  const stage = await openStage();
  const server = await stage.startServer({ WEB_ROOT: webRoot });
  const url = stage.cluster.url.replace("/postgres?", "/stage?");
  const program = join(findServerPrograms() ?? "", "psql");
  const run = promisify(execFile);
  return {
    stage,
    server,
    psql: async (statement) => {
      await run(existsSync(program) ? program : "psql", [url, "-q", "-v", "ON_ERROR_STOP=1", "-c", statement]);
    },
  };
}

/** Everything that the wall says in words, but for ages, which grow while one looks. */
export function wordsOf(page: Page): Promise<{ figures: string[]; newest: string[]; open: string[] }> {
  return page.evaluate(() => {
    const texts = (selector: string, of: (element: Element) => string | null | undefined) =>
      [...document.querySelectorAll(selector)].map((element) => of(element) ?? "");
    const withoutAge = (text: string | null) => (text ?? "").split(" · ").slice(0, -1).join(" · ");
    return {
      figures: texts(".figures dd", ({ firstChild }) => firstChild?.textContent).slice(0, 4),
      newest: texts(".newest li", (item) =>
        [...item.querySelectorAll("strong, .place, .status")].map((part) => part.textContent).join(" "),
      ),
      open: texts("section.visually-hidden li", (item) => withoutAge(item.textContent)),
    };
  });
}

/** Waits until a wall says the same as one that is opened now, in a profile of its own: nothing is shared by the two. */
export async function expectAsFresh(page: Page, origin: string, query: string): Promise<void> {
  const context = await page.context().browser()?.newContext({ viewport: page.viewportSize(), locale: "en-GB" });
  if (context === undefined) throw new Error("the browser is gone");
  await context.addCookies(await page.context().cookies());
  const fresh = await context.newPage();
  await fresh.goto(`${origin}/wall.html?${query}`);
  await fresh.locator(".chip-live").waitFor();
  await fresh.locator(".newest li").first().waitFor();
  await expect
    .poll(async () => JSON.stringify([await wordsOf(page), await wordsOf(fresh)]), { timeout: 20_000 })
    .toSatisfy((text: string) => {
      const [held, read] = JSON.parse(text) as unknown[];
      return JSON.stringify(held) === JSON.stringify(read);
    });
  await context.close();
}

/** Resolves with the moment at which the first figure, of open incidents, reads so many. */
export function whenOpenIs(page: Page, count: number): Promise<number> {
  return page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const figure = document.querySelector(".figures dd") as HTMLElement;
        const look = () => figure.firstChild?.textContent === text && resolve(Date.now());
        new MutationObserver(look).observe(figure, { childList: true, characterData: true, subtree: true });
        look();
      }),
    String(count),
  );
}

/** The first figure: open incidents. */
export async function openCount(page: Page): Promise<number> {
  return Number((await wordsOf(page)).figures[0]);
}

/** Leaves a mark that a reload would wipe off. */
export const mark = (page: Page) => page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
export const isMarked = (page: Page) => page.evaluate(() => "isSamePage" in globalThis);
