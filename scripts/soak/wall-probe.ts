import { readFileSync } from "node:fs";
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { browserCookie, softwareDrawing } from "../browser.ts";
import { WorkerHeaps } from "./worker-heaps.ts";

/** What a wall in Chromium holds at a moment, garbage collected before. Sizes in bytes. */
export interface WallSample {
  readonly heap: number;
  /** Array buffers of the page. */
  readonly buffers: number;
  readonly workerHeap: number;
  readonly workers: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly documents: number;
  readonly contexts: number;
  /** Resident memory of the processes that draw it. */
  readonly renderer: number;
  readonly gpu: number;
}

/** Things that should not happen to a wall. */
export interface Mishaps {
  readonly errors: string[];
  crashes: number;
  reloads: number;
}

/** Runs in the page before anything else: keeps count of the WebGL contexts that are alive. */
function countContexts(): void {
  const made: WeakRef<object>[] = [];
  const kept = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, ...all: unknown[]) => object | null;
  const known = new WeakSet<object>();
  const counting = function (this: HTMLCanvasElement, ...all: unknown[]) {
    const context = kept.apply(this, all);
    if (context !== null && String(all[0]).startsWith("webgl") && !known.has(context)) {
      known.add(context);
      made.push(new WeakRef(context));
    }
    return context;
  };
  Object.assign(HTMLCanvasElement.prototype, { getContext: counting });
  const alive = () => made.filter((one) => one.deref() !== undefined).length;
  Object.assign(globalThis, { soakContexts: alive });
}

/** A wall that hangs in Chromium, and what measures it. */
export class WallProbe {
  readonly browser: Browser;
  readonly page: Page;
  readonly mishaps: Mishaps = { errors: [], crashes: 0, reloads: -1 };
  readonly #session: CDPSession;
  readonly #system: CDPSession;
  readonly #workers: WorkerHeaps;

  private constructor(browser: Browser, page: Page, sessions: [CDPSession, CDPSession], workers: WorkerHeaps) {
    this.browser = browser;
    this.page = page;
    [this.#session, this.#system] = sessions;
    this.#workers = workers;
    page.on("crash", () => this.mishaps.crashes++);
    page.on("pageerror", (error) => this.mishaps.errors.push(error.message));
    page.on("framenavigated", (frame) => {
      if (frame === page.mainFrame()) this.mishaps.reloads++;
    });
  }

  /** Opens the wall at 1920 × 1080, in a browser with a session's cookie. */
  static async open(executablePath: string, url: string, cookie: string): Promise<WallProbe> {
    const browser = await chromium.launch({
      ...{ executablePath, args: softwareDrawing },
      // Whoever opened it says when it ends; else the process would end with the browser at the first ^C.
      ...{ handleSIGINT: false, handleSIGTERM: false },
    });
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.context().addCookies([browserCookie(new URL(url).origin, cookie)]);
    await page.addInitScript(countContexts);
    const sessions: [CDPSession, CDPSession] = [
      await page.context().newCDPSession(page),
      await browser.newBrowserCDPSession(),
    ];
    const probe = new WallProbe(browser, page, sessions, await WorkerHeaps.open(browser, page));
    await page.goto(url);
    await page.locator(".figures dd").first().waitFor({ timeout: 120_000 });
    return probe;
  }

  async sample(): Promise<WallSample> {
    await this.#session.send("HeapProfiler.collectGarbage");
    const workers = await this.#workers.read();
    const heap = (await this.#session.send("Runtime.getHeapUsage")) as {
      usedSize: number;
      backingStorageSize?: number;
    };
    const { nodes, jsEventListeners, documents } = await this.#session.send("Memory.getDOMCounters");
    const contexts = (await this.page.evaluate("globalThis.soakContexts()")) as number;
    const { processInfo } = await this.#system.send("SystemInfo.getProcessInfo");
    const resident = (type: string) =>
      processInfo.filter((one) => one.type === type).reduce((sum, { id }) => sum + residentBytes(id), 0);
    return {
      heap: heap.usedSize,
      buffers: heap.backingStorageSize ?? 0,
      workerHeap: workers.reduce((sum, { usedSize }) => sum + usedSize, 0),
      workers: workers.length,
      nodes,
      listeners: jsEventListeners,
      documents,
      contexts,
      renderer: resident("renderer"),
      gpu: resident("GPU"),
    };
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** Resident memory of a process (Linux); nought when it has ended. */
function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}
