import { parseToken, type ResetReason } from "./frames.ts";
import { frameFor, type PublishedRing } from "./published.ts";
import type { StreamScope } from "./scope.ts";
import type { Stream } from "./stream.ts";

/** Who missed more than this begins again: a snapshot is smaller. */
export const mostMissed = 5_000;

/** Sent at once: well below what may wait for a client. */
export const sliceBytes = 65_536;

/** So long a stream whose token is ahead of this server is waited for. */
const aheadMillis = 1_500;

/** How far live streams have been told, and from where on one may come back. */
export interface Telling {
  readonly ring: PublishedRing;
  readonly epoch: string;
  /** How often the numbers have broken off. */
  readonly breaks: number;
  /** Live streams have everything up to this. */
  readonly told: number;
  /** Events up to this one are kept nowhere. */
  readonly floor: number;
  /** Tokens below this one begin again. */
  readonly resetSeq: number;
  /** Resolves when more has been told, or after the time. */
  follow(milliseconds: number): Promise<void>;
}

/** Sends what was missed, piece by piece as the client takes it; why it has to begin again instead, if so. */
export async function replay(telling: Telling, stream: Stream, token: string): Promise<ResetReason | undefined> {
  const place = parseToken(token);
  if (place === undefined) return "epoch";
  if (place.epoch === telling.epoch && place.tag !== stream.scope.tag) return "scope";
  // It comes from another server that is a little ahead.
  const late = performance.now() + aheadMillis;
  while (place.epoch === telling.epoch && place.seq > telling.told && performance.now() < late && !stream.isClosed)
    await telling.follow(late - performance.now());
  if (place.epoch !== telling.epoch) return "epoch";
  if (place.seq > telling.told) return "gap";
  if (place.seq < telling.floor) return "retention";
  const { breaks } = telling;
  for (let seq = place.seq, missed = 0; ; ) {
    if (breaks !== telling.breaks) return "gap";
    if (seq < telling.ring.firstSeq - 1 || place.seq < telling.resetSeq) return "backlog";
    const slice = sliceOf(telling, seq, telling.told, stream.scope);
    missed += slice.frames.length;
    if (missed > mostMissed) return "backlog";
    if (slice.frames.length > 0) stream.write(Buffer.concat(slice.frames));
    seq = slice.seq;
    // Whoever sees this to be so joins at once, before anything is told to anybody.
    if (seq === telling.told || stream.isClosed) return undefined;
    await stream.drained();
  }
}

/** What a scope is told from a number on, as much as is sent at once, and the number that it ends with. */
export function sliceOf(
  { ring, epoch }: Pick<Telling, "ring" | "epoch">,
  after: number,
  upTo: number,
  scope: StreamScope,
): { frames: Buffer[]; seq: number } {
  const frames: Buffer[] = [];
  let seq = after;
  for (let bytes = 0; seq < upTo && bytes < sliceBytes; seq++) {
    const frame = frameFor(epoch, ring.get(seq + 1), scope);
    if (frame === undefined) continue;
    frames.push(frame);
    bytes += frame.length;
  }
  return { frames, seq };
}
