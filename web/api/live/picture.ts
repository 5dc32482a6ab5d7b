import type { FeedStatus } from "./feed-client.ts";
import type { LiveDiff } from "./replica.ts";
import type { LiveIncident, LiveUnit } from "./wire.ts";

/** The live rows as a page holds them, from the differences that the worker sends. */
export class LivePicture {
  incidents: ReadonlyMap<number, LiveIncident> = new Map();
  units: ReadonlyMap<number, LiveUnit> = new Map();
  #status: FeedStatus = { link: "connecting", ageMs: null, serverNow: null, trouble: null };
  #trueAt: number | null = null;
  #clock: { readonly serverNow: number; readonly at: number } | null = null;

  /** @param now of this page's clock that nobody sets; the worker's counts from another moment */
  note(status: FeedStatus, now: number): void {
    this.#status = status;
    // A worker that has just begun knows nothing yet; what is held here is as old as it was.
    if (status.ageMs !== null) this.#trueAt = now - status.ageMs;
    if (status.serverNow !== null) this.#clock = { serverNow: status.serverNow, at: now };
  }

  /** As it is now, however long ago the worker was last heard. */
  status(now: number): FeedStatus {
    return {
      ...this.#status,
      ageMs: this.#trueAt === null ? null : now - this.#trueAt,
      serverNow: this.#clock && this.#clock.serverNow + (now - this.#clock.at),
    };
  }

  /** Both maps are new ones where something in them has changed, and the same where nothing has. */
  apply({ isWhole, incidents, units }: LiveDiff): void {
    this.incidents = applied(this.incidents, incidents, isWhole);
    this.units = applied(this.units, units, isWhole);
  }
}

function applied<R extends { readonly id: number }>(
  before: ReadonlyMap<number, R>,
  { put, drop }: { readonly put: readonly R[]; readonly drop: readonly number[] },
  isWhole: boolean,
): ReadonlyMap<number, R> {
  if (!isWhole && put.length === 0 && drop.length === 0) return before;
  const rows = new Map(isWhole ? [] : before);
  for (const id of drop) rows.delete(id);
  for (const row of put) rows.set(row.id, row);
  return rows;
}
