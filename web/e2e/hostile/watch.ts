import { browserCookie } from "@one-map/scripts/browser";
import type { Browser, Page } from "playwright-core";
import { type SizeName, sizes } from "../driver.ts";

/** What a page did that no text may make it do. */
export interface Harm {
  /** Programs that ran. */
  readonly ran: number;
  readonly dialogs: readonly string[];
  /** What the content security policy stopped. */
  readonly violations: readonly string[];
  /** Elements that no page of ours has, and handlers in markup. */
  readonly markup: readonly string[];
  /** Requests to other places, and other pages that were opened. */
  readonly foreign: readonly string[];
}

export const noHarm: Harm = { ran: 0, dialogs: [], violations: [], markup: [], foreign: [] };

declare global {
  interface Window {
    lure(): void;
    lured?: number;
    violations?: string[];
  }
}

/** A page that is watched from before its first program on. */
export interface Watched {
  readonly page: Page;
  harm(): Promise<Harm>;
  /** Everything that it says, also in titles, labels and fields. */
  words(): Promise<string>;
  close(): Promise<void>;
}

/** What a browser comes with: the cookie of somebody who has signed in, and what it keeps. */
export interface Carried {
  readonly cookie?: string | undefined;
  readonly storage?: Readonly<Record<string, string>> | undefined;
}

/** Opens a tab in a profile of its own. */
export async function watch(
  browser: Browser,
  origin: string,
  size: SizeName,
  { cookie, storage = {} }: Carried = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: sizes[size], hasTouch: size === "phone", locale: "en-GB" });
  if (cookie !== undefined) await context.addCookies([browserCookie(origin, cookie)]);
  const dialogs: string[] = [];
  const foreign: string[] = [];
  await context.addInitScript((kept) => {
    for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
    window.violations ??= [];
    window.lured ??= 0;
    window.lure = () => {
      window.lured = (window.lured ?? 0) + 1;
    };
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      window.violations?.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  }, storage);
  const page = await context.newPage();
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    // One that closed with its page is gone already.
    dialog.dismiss().catch(() => {});
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) foreign.push(url);
  });
  context.on("page", (other) => foreign.push(other.url()));
  return {
    page,
    harm: async () => ({ ...(await page.evaluate(lookForHarm)), dialogs, foreign }),
    words: () => page.evaluate(readWords),
    close: () => context.close(),
  };
}

function lookForHarm(): Pick<Harm, "ran" | "violations" | "markup"> {
  const odd =
    "iframe, object, embed, base, meta[http-equiv=refresh], template, math, animate, [href^='javascript' i], [src^='javascript' i], [action^='javascript' i]";
  const handlers = [...document.querySelectorAll("*")].filter((element) =>
    [...element.attributes].some(({ name }) => name.startsWith("on")),
  );
  const markup = [...new Set([...document.querySelectorAll(odd), ...handlers])].map((element) =>
    element.outerHTML.slice(0, 200),
  );
  return { ran: window.lured ?? 0, violations: window.violations ?? [], markup };
}

function readWords(): string {
  const labels = [...document.querySelectorAll("[aria-label], [title], [placeholder], input, option")].flatMap(
    (element) => [
      element.getAttribute("aria-label"),
      element.getAttribute("title"),
      element.getAttribute("placeholder"),
      element instanceof HTMLInputElement ? element.value : null,
    ],
  );
  return [document.title, document.body.textContent, ...labels].join("\n");
}
