import type { ServerResponse } from "node:http";
import { beatFrame, byeFrame, degradedFrame, type ResetReason, resetFrame, retryLine, scopedEpoch } from "./frames.ts";
import { LiveGroups } from "./live-groups.ts";
import { type Published, PublishedRing } from "./published.ts";
import { mostMissed, replay, sliceBytes, sliceOf, type Telling } from "./replay.ts";
import { nothing, type StreamScope } from "./scope.ts";
import { ScopeReview } from "./scope-review.ts";
import { Stream } from "./stream.ts";

export interface HubOptions {
  /** More streams are refused. */
  readonly mostStreams: number;
  /** Events held for streams that come back. */
  readonly history?: number;
  readonly beatMillis?: number;
  /**
   * Names that many rows show may change one by one; everybody begins again at most so often. A client that has to begin
   * again five times in a minute takes the server for broken and stops for a while, so this is well above twelve seconds.
   */
  readonly resetMillis?: number;
}

/** Between two rounds over all streams: at least, and so many times as long as a round takes. */
const roundMillis = 15;
const roundRest = 2;

/** Events after which a reset that was put off has surely been sent. */
const resetSpread = 2_000;

/** Heartbeats go out in so many parts. */
const beats = 10;

/** Everybody who listens: what is published goes to all of them, in order, encoded once. */
export class Hub implements Telling {
  readonly ring: PublishedRing;
  epoch = "";
  breaks = 0;
  told = 0;
  floor = 0;
  resetSeq = 0;
  readonly #mostStreams: number;
  readonly #resetMillis: number;
  readonly #live = new LiveGroups();
  readonly #all = new Set<Stream>();
  readonly #review = new ScopeReview({
    streams: this.#all,
    onRescoped: (stream, scope) => this.#rescope(stream, scope),
    onEnded: (stream) => stream.end(byeFrame()),
    onUnknown: (stream) => stream.scope.key !== nothing.key && this.#rescope(stream, nothing),
  });
  readonly #heart: NodeJS.Timeout;
  #round: NodeJS.Timeout | undefined;
  #roundFrom = 0;
  #reset: NodeJS.Timeout | undefined;
  #resetAt = -Infinity;
  #lagMillis = 0;
  #isAway = false;
  #isClosed = false;
  #opened = 0;
  #slow = 0;
  #resets = 0;
  #begun: () => void = () => {};
  readonly #hasBegun = new Promise<void>((resolve) => {
    this.#begun = resolve;
  });
  #followers: (() => void)[] = [];

  constructor({ mostStreams, history = 20_000, beatMillis = 10_000, resetMillis = 20_000 }: HubOptions) {
    this.#mostStreams = mostStreams;
    this.#resetMillis = resetMillis;
    this.ring = new PublishedRing(history);
    let beat = 0;
    this.#heart = setInterval(() => this.#beat(beat++ % beats), beatMillis / beats).unref();
  }

  /** Streams open, ever opened, hung up on because they took too little, and told to begin again. */
  get counts(): { readonly open: number; readonly opened: number; readonly slow: number; readonly resets: number } {
    return { open: this.#all.size, opened: this.#opened, slow: this.#slow, resets: this.#resets };
  }

  get isFull(): boolean {
    return this.#isClosed || this.#all.size >= this.#mostStreams;
  }

  /** Begins with what came last, oldest first; nobody is told of it but those who come back. */
  begin(epoch: string, after: number, history: readonly Published[], floor: number): void {
    this.epoch = epoch;
    this.floor = floor;
    this.ring.begin(after);
    for (const item of history) this.ring.push(item);
    this.told = this.ring.lastSeq;
    // Whoever was to begin again may not have heard it before the server before this one ended.
    if (history.slice(-resetSpread).some(({ needsReset }) => needsReset)) this.resetSeq = this.told + 1;
    else this.resetSeq = history.findLast(({ needsReset }) => needsReset)?.seq ?? 0;
    this.#begun();
  }

  /** Tells what follows what was published before. */
  publish(items: readonly Published[], lagMillis: number, floor: number): void {
    this.#lagMillis = lagMillis;
    this.floor = floor;
    for (const item of items) this.ring.push(item);
    this.#schedule();
  }

  /** Tells everybody to begin again, and goes on after a number of an epoch. */
  breakOff(epoch: string, seq: number, why: ResetReason): void {
    this.epoch = epoch;
    this.breaks++;
    this.ring.begin(seq);
    this.told = seq;
    this.resetSeq = 0;
    this.#tellReset(why);
    this.#wakeFollowers();
  }

  /** Tells everybody that the database is away, or that it is back. */
  setAway(isAway: boolean): void {
    this.#isAway = isAway;
    for (let beat = 0; beat < beats; beat++) this.#beat(beat);
  }

  /** Tells live streams something that is no event of a row; one frame for each scope. */
  tell(frameOf: (scope: StreamScope) => Buffer | undefined): void {
    for (const { scope, streams } of this.#live.all()) {
      const frame = frameOf(scope);
      if (frame !== undefined) for (const stream of streams) stream.write(frame);
    }
  }

  /**
   * Takes a client in: sends it what it missed since its token, then everything as it comes.
   * @param renew says of this moment what it may hear, every few seconds; undefined to end the stream
   */
  open(
    response: ServerResponse,
    token: string | undefined,
    scope: StreamScope,
    renew: () => Promise<StreamScope | undefined>,
  ): void {
    const stream = new Stream(response, {
      scope,
      renew,
      beat: this.#opened++ % beats,
      onClosed: () => this.#remove(stream),
      onSlow: () => this.#slow++,
    });
    this.#all.add(stream);
    stream.write(retryLine());
    void this.#admit(stream, token);
  }

  /** Says goodbye to everybody; resolves when all are gone, at the latest after two seconds. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#heart);
    this.#review.stop();
    clearTimeout(this.#round);
    clearTimeout(this.#reset);
    this.#wakeFollowers();
    for (const stream of this.#all) stream.end(byeFrame());
    const late = performance.now() + 2_000;
    while (this.#all.size > 0 && performance.now() < late) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const stream of this.#all) stream.destroy();
  }

  /** Resolves after the next round, or after the time. */
  follow(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(milliseconds, 0));
      this.#followers.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async #admit(stream: Stream, token: string | undefined): Promise<void> {
    await this.#hasBegun;
    const why = token === undefined ? undefined : await replay(this, stream, token);
    if (stream.isClosed || this.#isClosed) return;
    if (why !== undefined || stream.isRescoped) this.#sendReset(stream, why ?? "scope");
    stream.isRescoped = false;
    this.#join(stream);
  }

  /** Reads anew what each stream may hear, as when rights were changed on this server; resolves when all have been told. */
  reviewScopes(): Promise<void> {
    return this.#review.look();
  }

  #join(stream: Stream): void {
    this.#live.join(stream);
    stream.write(this.#beatNow(stream.scope));
  }

  /** What a stream was told does not add up to what it may hear now. */
  #rescope(stream: Stream, scope: StreamScope): void {
    const wasLive = this.#live.part(stream);
    stream.scope = scope;
    stream.isRescoped = !wasLive;
    if (!wasLive) return;
    this.#sendReset(stream, "scope");
    this.#join(stream);
  }

  #schedule(): void {
    if (this.#isClosed || this.#round !== undefined || this.ring.lastSeq === this.told) return;
    this.#round = setTimeout(() => this.#tellAll(), Math.max(0, this.#roundFrom - performance.now()));
  }

  /** One round: a slice of what is new, to everybody. */
  #tellAll(): void {
    this.#round = undefined;
    const started = performance.now();
    const upTo = this.ring.lastSeq;
    if (upTo - this.told > mostMissed || this.told < this.ring.firstSeq - 1) {
      this.told = upTo;
      this.resetSeq = upTo + 1;
      this.#tellReset("backlog");
    } else {
      this.#tellSlice(upTo);
    }
    const now = performance.now();
    this.#roundFrom = now + Math.max(roundMillis, (now - started) * roundRest);
    this.#wakeFollowers();
    this.#schedule();
  }

  #tellSlice(upTo: number): void {
    let end = this.told;
    let isReset = false;
    for (let bytes = 0; end < upTo && bytes < sliceBytes; ) {
      const item = this.ring.get(++end);
      bytes += item.whole.length;
      if (item.needsReset && !isReset) this.#resetSoon(end);
      isReset ||= item.needsReset;
    }
    for (const { scope, streams } of this.#live.all()) {
      const { frames } = sliceOf(this, this.told, end, scope);
      if (frames.length === 0) continue;
      const bytes = Buffer.concat(frames);
      for (const stream of streams) stream.write(bytes);
    }
    this.told = end;
  }

  /** Lets everybody begin again before an event is told; later when they had to not long ago. */
  #resetSoon(seq: number): void {
    const wait = this.#resetAt + this.#resetMillis - performance.now();
    if (wait <= 0) {
      this.resetSeq = seq;
      this.#tellReset("backlog");
      return;
    }
    this.#reset ??= setTimeout(() => {
      this.#reset = undefined;
      this.resetSeq = this.told + 1;
      this.#tellReset("backlog");
    }, wait).unref();
  }

  #tellReset(why: ResetReason): void {
    this.#resetAt = performance.now();
    for (const { streams } of this.#live.all()) for (const stream of streams) this.#sendReset(stream, why);
  }

  #sendReset(stream: Stream, why: ResetReason): void {
    this.#resets++;
    stream.write(resetFrame(why));
  }

  #beat(beat: number): void {
    for (const { scope, streams } of this.#live.all()) {
      const hearing = [...streams].filter((stream) => stream.beat === beat);
      const frame = hearing.length === 0 ? undefined : this.#beatNow(scope);
      for (const stream of hearing) stream.write(frame as Buffer);
    }
  }

  #beatNow(scope: StreamScope): Buffer {
    if (this.#isAway) return degradedFrame;
    return beatFrame(scopedEpoch(this.epoch, scope), this.told, new Date(), this.#lagMillis);
  }

  #remove(stream: Stream): void {
    this.#all.delete(stream);
    this.#live.part(stream);
  }

  #wakeFollowers(): void {
    const followers = this.#followers;
    this.#followers = [];
    for (const wake of followers) wake();
  }
}
