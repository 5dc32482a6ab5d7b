import { createHash } from "node:crypto";
import type { FeedClient, FeedStatus } from "../feed-client.ts";
import { runFeed } from "../feed-runner.ts";
import type { ToPage, ToWorker } from "../messages.ts";
import { Outlet } from "../outlet.ts";
import { LivePicture } from "../picture.ts";
import { SentTimes } from "../sent-times.ts";
import type { TileNews } from "../wire.ts";
import { type Guard, ModelNetwork } from "./model-network.ts";
import { ModelServer } from "./model-server.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** A server, a network that misbehaves on request, the client in its worker, and a page. */
export class ModelWorld {
  readonly clock = new VirtualClock();
  readonly server = new ModelServer(this.clock);
  readonly network = new ModelNetwork(this.clock, this.server);
  readonly picture = new LivePicture();
  readonly news: TileNews[] = [];
  #isSequencerStopped = false;
  #isPageBusy = false;
  #inbox: ToPage[] = [];
  #takeIn: (message: ToPage) => void = () => {};
  #random = 1;
  #worker = 0;

  constructor() {
    this.startWorker();
    const turn = () => {
      if (!this.#isSequencerStopped) this.server.sequence();
      this.network.deliver();
      this.clock.after(100, turn);
    };
    this.clock.after(100, turn);
  }

  /** The worker dies, and the page starts another: everything that it knew is gone. */
  startWorker(): void {
    const own = ++this.#worker;
    this.network.cut("network");
    const guard: Guard = (call) => {
      return (...args) => {
        if (own === this.#worker) call(...args);
      };
    };
    const clock = {
      now: () => this.clock.now(),
      wallNow: () => this.clock.wallNow(),
      after: (ms: number, call: () => void) => this.clock.after(ms, guard(call)),
    };
    const outlet = new Outlet(clock, () => client);
    const client: FeedClient = runFeed(
      { clock, random: () => this.#nextRandom(), transport: this.network.transport(guard) },
      { tiles: (news) => outlet.tiles(news), changed: () => outlet.changed() },
    );
    const sent = new SentTimes();
    const takeIn = guard((message: ToPage) => {
      if (message.type === "diff") this.picture.apply(message.diff);
      if (message.type === "tiles") this.news.push(message.news);
      if (message.type === "status") {
        const toldAt = sent.momentOf(message.heard, message.sinceMs, this.clock.now());
        if (toldAt !== null) this.picture.note(message.status, toldAt);
      }
      if (message.type === "done?") say("done");
      if (message.type === "hello?") say("hello");
    });
    this.#inbox = [];
    this.#takeIn = takeIn;
    const port = {
      postMessage: guard((message: ToPage) => {
        const copy = structuredClone(message);
        if (this.#isPageBusy) this.#inbox.push(copy);
        else takeIn(copy);
      }),
    };
    const say = (message: ToWorker) => {
      sent.sent(this.clock.now(), message === "hello");
      outlet.heard(port, message);
    };
    say("hello");
    this.#say = say;
    client.start();
    const here = () => {
      say("here");
      clock.after(20_000, here);
    };
    here();
  }

  #say: (message: "nudge") => void = () => {};

  /** The page is at something else: what it is told waits, and is told before anything newer. */
  setPageBusy(isBusy: boolean): void {
    this.#isPageBusy = isBusy;
    for (const message of this.#isPageBusy ? [] : this.#inbox.splice(0)) this.#takeIn(message);
  }

  nudge(): void {
    this.#say("nudge");
  }

  setSequencerStopped(isStopped: boolean): void {
    this.#isSequencerStopped = isStopped;
  }

  setMute(isMute: boolean): void {
    this.server.isMute = isMute;
  }

  /** Every fault ends, and the client is given the time that its own rules say it may need. */
  quieten(): void {
    this.setPageBusy(false);
    this.network.quieten();
    this.setSequencerStopped(false);
    this.setMute(false);
    this.clock.advance(200_000);
  }

  /** As the page shows it now. */
  get status(): FeedStatus {
    return this.picture.status(this.clock.now());
  }

  /** Rows that the picture lacks although it says that it was true after they changed. */
  lies(): string[] {
    const { ageMs } = this.status;
    if (ageMs === null) return [];
    const trueAt = this.clock.now() - ageMs;
    const errors = this.network.beats
      .filter((beat) => beat.trueAt <= trueAt + 2 && trueAt <= beat.trueAt + beat.error + 2)
      .map(({ error }) => error);
    const until = trueAt - Math.max(0, ...errors) - 2;
    return [...this.server.past].flatMap(([key, past]) => {
      const [kind, id] = key.split(" ");
      const held = this.picture[kind === "incident" ? "incidents" : "units"].get(Number(id));
      const known = past.findLastIndex(({ at }) => at < until);
      const then = past[known];
      if (then === undefined) return [];
      const later = past.slice(known);
      const isTrue =
        held === undefined
          ? later.some(({ isLive }) => !isLive)
          : later.some(({ v, isLive }) => isLive && v === held.v);
      return isTrue ? [] : [`${key}: ${JSON.stringify(then)} is shown as ${JSON.stringify(held ?? null)}`];
    });
  }

  #nextRandom(): number {
    this.#random = (this.#random * 48_271) % 2_147_483_647;
    return this.#random / 2_147_483_647;
  }
}

/** The same for the same rows, in whichever order they came. */
export function hashOf(incidents: Iterable<{ id: number }>, units: Iterable<{ id: number }>): string {
  const sorted = [incidents, units].map((rows) => [...rows].sort((a, b) => a.id - b.id));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
