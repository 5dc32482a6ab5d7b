import type { FeedEvent, FeedKind, RowEvent } from "./event.ts";
import { changeFrame, leaveFrame, scopedEpoch } from "./frames.ts";
import type { Incident, Unit } from "./live-queries.ts";
import { fateOf, type StreamScope, wholeCity } from "./scope.ts";

/** An event as it goes to streams, encoded once for all of them. */
export interface Published {
  readonly seq: number;
  /** Undefined where a whole table is to be read again. */
  readonly event: RowEvent | undefined;
  /** The incident or unit as read after the event. */
  readonly row: Incident | Unit | undefined;
  /** For streams of the whole city; empty where there is nothing to say. */
  readonly whole: Buffer;
  /** What streams were told before no longer adds up to what is: they have to begin again. */
  readonly needsReset: boolean;
}

/** Every live incident names its community and its street: a change there changes them without a word. */
const namesOfMany: ReadonlySet<FeedKind> = new Set(["community", "road"]);
const liveKinds: ReadonlySet<FeedKind> = new Set(["incident", "unit", ...namesOfMany]);

export function publish(epoch: string, event: FeedEvent, row: Incident | Unit | undefined): Published {
  if (event.op === "r")
    return { seq: event.seq, event: undefined, row: undefined, whole: empty, needsReset: liveKinds.has(event.kind) };
  const whole = changeFrame(epoch, event, row);
  return { seq: event.seq, event, row, whole, needsReset: namesOfMany.has(event.kind) };
}

const empty = Buffer.alloc(0);

/** What a stream of a scope is told, or undefined for nothing. */
export function frameFor(epoch: string, { event, row, whole }: Published, scope: StreamScope): Buffer | undefined {
  if (event === undefined) return undefined;
  if (scope === wholeCity) return whole;
  const fate = fateOf(event, scope);
  if (fate === undefined) return undefined;
  const own = scopedEpoch(epoch, scope);
  if (event.kind === "incident" && scope.isDrawn !== undefined) return drawnFrame(own, event, row, scope);
  // Where it came from, or where it went, is not for this stream.
  if (fate === "leave") return leaveFrame(own, { ...event, scope: null, box: null });
  const isFromHere =
    event.oldScope === null || event.oldScope === event.scope || scope.includes(event.kind, event.oldScope);
  const isRowHere = row === undefined || scope.includes(event.kind, row.communityId);
  const seen = isFromHere ? event : { ...event, oldScope: null, oldBox: null };
  return changeFrame(own, seen, isRowHere ? row : undefined);
}

/**
 * An incident for a stream that may not be shown every category. What an event says of places may be of another category than
 * the row is now, so the only place told is that of the row, where it may be drawn; any other has left.
 */
function drawnFrame(
  epoch: string,
  event: RowEvent,
  row: Incident | Unit | undefined,
  scope: StreamScope,
): Buffer | undefined {
  const isShown =
    row !== undefined &&
    "category" in row &&
    scope.isDrawn?.(row.category) === true &&
    scope.includes("incident", row.communityId);
  if (!isShown) return leaveFrame(epoch, { ...event, scope: null, oldScope: null, box: null, oldBox: null });
  const [lng, lat] = row.position as readonly [number, number];
  const seen = { ...event, scope: row.communityId, oldScope: null, box: [lng, lat, lng, lat] as const, oldBox: null };
  return changeFrame(epoch, seen, row);
}

/** The latest published events, for streams that come back; dense and in order. */
export class PublishedRing {
  readonly #capacity: number;
  #items: Published[] = [];
  #first = 1;
  #last = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get firstSeq(): number {
    return this.#first;
  }

  get lastSeq(): number {
    return this.#last;
  }

  /** Goes on after a number, with nothing held. */
  begin(seq: number): void {
    this.#items = [];
    this.#first = seq + 1;
    this.#last = seq;
  }

  push(item: Published): void {
    this.#items[item.seq % this.#capacity] = item;
    this.#last = item.seq;
    this.#first = Math.max(this.#first, this.#last - this.#capacity + 1);
  }

  get(seq: number): Published {
    return this.#items[seq % this.#capacity] as Published;
  }
}
