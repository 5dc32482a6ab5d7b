import { AxeBuilder } from "@axe-core/playwright";
import { browserCookie, findChromium, softwareDrawing } from "@one-map/scripts/browser";
import { type Asked, cookieFor, fetchAs } from "@one-map/server/testing/cookie-jar";
import { type Browser, type BrowserContext, chromium, type Locator, type Page, type Request } from "playwright-core";
import { expect, inject } from "vitest";

export const sizes = {
  wall: { width: 1920, height: 1080 },
  uhd: { width: 3840, height: 2160 },
  row: { width: 5760, height: 1080 },
  desk: { width: 1366, height: 768 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const;

export type SizeName = keyof typeof sizes;

/** A page that is open, with everything about it that a user would not forgive. */
export interface Screen {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings of the console, breaches of the content policy, requests to other origins, failed requests. */
  readonly problems: string[];
  close(): Promise<void>;
}

let browser: Promise<Browser> | undefined;

/** The one browser of the test file; `hasWebGl: false` gives one that cannot draw a map. */
export async function launch({ hasWebGl = true }: { hasWebGl?: boolean } = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium on this machine");
  return chromium.launch({ executablePath, args: hasWebGl ? softwareDrawing : ["--no-sandbox", "--disable-3d-apis"] });
}

/** What a browser is signed in with: a session's cookie, or nothing at all. */
type As = string | null;

/** Whom a page is for; nobody for one that asks for no session. */
function usualCookie(path: string, origin: string): As {
  if (!/^\/(\?|$|(index|wall|plan|analyse)\.html)/.test(path)) return null;
  return cookieFor(origin).cookie ?? inject("cookies")[path.startsWith("/analyse.html") ? "analyst" : "command"];
}

/**
 * Opens a page of the product, such as `/wall.html?lang=en`, in a browser profile of its own: of the town, or of
 * another server, as somebody whom the page is for.
 */
export async function open(
  path: string,
  size: SizeName,
  own?: Browser,
  origin: string = inject("origin"),
  as: As = usualCookie(path, origin),
): Promise<Screen> {
  if (own === undefined) browser ??= launch();
  const context = await (own ?? (await (browser as Promise<Browser>))).newContext({
    viewport: sizes[size],
    hasTouch: size === "phone",
    locale: "en-GB",
  });
  if (as !== null) await context.addCookies([browserCookie(origin, as)]);
  const page = await context.newPage();
  watchRequests(page);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const { protocol } = new URL(request.url());
    if (!request.url().startsWith(origin) && protocol !== "blob:" && protocol !== "data:")
      problems.push(`foreign request: ${request.url()}`);
  });
  await page.goto(origin + path);
  return { page, context, problems, close: () => context.close() };
}

/** Ends the browser of this file. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** Asks the server behind the page, as the command centre. */
export async function api<T>(path: string, init?: Asked): Promise<T> {
  const response = await fetchAs(inject("origin") + path, {
    ...init,
    headers: { cookie: inject("cookies").command, ...init?.headers },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** What axe finds wrong, one line a rule with the first element. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** What a field is described by, as it is heard after its name. */
export function describedBy(field: Locator): Promise<string> {
  return field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" "),
  );
}

/** Elements whose text does not fit, and the page itself when it is wider than the window. */
export function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // Until its own fonts have come it is written in others, which are wider.
    await document.fonts.ready;
    const faults: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth)
      faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.querySelectorAll<HTMLElement>(
      "h1, h2, p, dt, dd, button, select, li, label, td, th, main, aside",
    )) {
      const { width, height, right, left } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (
        width === 0 ||
        height === 0 ||
        style.visibility === "hidden" ||
        element.closest(".visually-hidden, dialog:not([open])")
      )
        continue;
      const scrolls = element.closest(".scrolls") !== null;
      if (!scrolls && (right > innerWidth + 1 || left < -1)) faults.push(`outside: ${element.textContent}`);
      if (element.tagName !== "SELECT" && element.scrollWidth > element.clientWidth + 1 && style.display !== "inline")
        faults.push(`cut: ${element.textContent}`);
    }
    return faults;
  });
}

/** Requests on their way, and how often one has come or gone. */
const traffic = new WeakMap<Page, { readonly open: Set<Request>; changes: number }>();

function watchRequests(page: Page): void {
  const watched = { open: new Set<Request>(), changes: 0 };
  traffic.set(page, watched);
  page.on("request", (request) => {
    // The script of the worker that pages share is never reported as loaded.
    if (/\/assets\/worker-/.test(request.url())) return;
    watched.open.add(request);
    watched.changes++;
  });
  const ended = (request: Request) => {
    watched.open.delete(request);
    watched.changes++;
  };
  page.on("requestfinished", ended);
  page.on("requestfailed", ended);
}

/** Waits until the map of the page has drawn what it has been given: nothing has been asked for for half a second. */
export async function mapDrawn(page: Page): Promise<void> {
  await page.locator("canvas.maplibregl-canvas").waitFor();
  await expect
    .poll(
      async () => {
        const watched = traffic.get(page);
        if (watched === undefined || watched.open.size > 0) return false;
        const { changes } = watched;
        // By the page's own clock: while others keep it from running it asks for nothing either.
        await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 500)));
        return watched.changes === changes;
      },
      { timeout: 30_000 },
    )
    .toBe(true);
}
