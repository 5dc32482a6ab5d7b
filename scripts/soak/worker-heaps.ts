import type { Browser, CDPSession, Page } from "playwright-core";

/** Bytes of JavaScript heap of a worker, and of its buffers outside of it. */
export interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

interface Answer {
  readonly id: number;
  readonly result?: HeapUsage;
}

/** Asks the workers of a page for their heaps: its own, and those that it shares. */
export class WorkerHeaps {
  readonly #browser: CDPSession;
  /** Session of each worker → the session that reaches it. */
  readonly #workers = new Map<string, CDPSession>();
  /** Shared workers that were attached to, by target. */
  readonly #shared = new Map<string, string>();
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(browser: CDPSession) {
    this.#browser = browser;
  }

  static async open(browser: Browser, page: Page): Promise<WorkerHeaps> {
    const own = new WorkerHeaps(await browser.newBrowserCDPSession());
    const session = await page.context().newCDPSession(page);
    for (const one of [own.#browser, session]) {
      one.on("Target.receivedMessageFromTarget", ({ message }) => own.#take(JSON.parse(message) as Answer));
      one.on("Target.detachedFromTarget", ({ sessionId }) => own.#workers.delete(sessionId));
    }
    session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") own.#workers.set(sessionId, session);
    });
    await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    return own;
  }

  /** Heaps of all workers there are now, garbage collected before. */
  async read(): Promise<HeapUsage[]> {
    await this.#attachShared();
    const usages = await Promise.all([...this.#workers.keys()].map((worker) => this.#usage(worker)));
    return usages.filter((usage) => usage !== undefined);
  }

  async #attachShared(): Promise<void> {
    const { targetInfos } = await this.#browser.send("Target.getTargets");
    const there = targetInfos.filter(({ type }) => type === "shared_worker");
    for (const { targetId } of there) {
      if (this.#workers.has(this.#shared.get(targetId) ?? "")) continue;
      const { sessionId } = await this.#browser.send("Target.attachToTarget", { targetId, flatten: false });
      this.#shared.set(targetId, sessionId);
      this.#workers.set(sessionId, this.#browser);
    }
  }

  async #usage(worker: string): Promise<HeapUsage | undefined> {
    await this.#ask(worker, "HeapProfiler.collectGarbage");
    return (await this.#ask(worker, "Runtime.getHeapUsage"))?.result;
  }

  /** Undefined when the worker has ended, or takes longer than a worker that is alive. */
  async #ask(worker: string, method: string): Promise<Answer | undefined> {
    const id = ++this.#last;
    const session = this.#workers.get(worker);
    const answered = new Promise<Answer | undefined>((resolve) => {
      const late = setTimeout(resolve, 20_000);
      this.#waiting.set(id, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
    });
    try {
      await session?.send("Target.sendMessageToTarget", {
        sessionId: worker,
        message: JSON.stringify({ id, method }),
      });
    } catch {
      this.#workers.delete(worker);
      this.#take({ id });
    }
    const answer = await answered;
    this.#waiting.delete(id);
    return answer;
  }

  #take(answer: Answer): void {
    this.#waiting.get(answer.id)?.(answer);
  }
}
