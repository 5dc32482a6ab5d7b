import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { fetchAs } from "@one-map/server/testing/cookie-jar";
import type { Page } from "playwright-core";
import { type Picture, pictureOf, type Row } from "./worker-picture.ts";

/** What the browser held beside what a newcomer is given. */
export interface Comparison {
  readonly rows: number;
  /** Rows that are not the same, missing ones and ones too many, and a figure that tells another number. */
  readonly differing: number;
  /** Open incidents that the wall's first figure tells; null when it shows none. */
  readonly shown: number | null;
  readonly held: string;
  readonly fresh: string;
  /** Number of the newest event that the newcomer's picture contains. */
  readonly seq: number;
}

/**
 * Compares what the browser's worker holds with a fresh snapshot, by hash. Nothing may happen meanwhile; what is still
 * under way is given time to arrive.
 */
export async function compare(
  page: Page,
  worker: string,
  origin: string,
  patienceMillis = 15_000,
): Promise<Comparison> {
  const late = performance.now() + patienceMillis;
  for (;;) {
    const [held, fresh, shown] = [await pictureOf(page, worker), await snapshotOf(origin), await shownOn(page)];
    const isShown = shown === null || shown === fresh.incidents.length;
    const found = {
      rows: fresh.incidents.length + fresh.units.length,
      differing: differences(held.incidents, fresh.incidents) + differences(held.units, fresh.units) + Number(!isShown),
      shown,
      held: hashOf(held),
      fresh: hashOf(fresh),
      seq: fresh.seq,
    };
    if ((found.held === found.fresh && isShown) || performance.now() > late) return found;
    await wait(250);
  }
}

/** Number of the newest event. */
export async function newestSeq(origin: string): Promise<number> {
  return (await snapshotOf(origin)).seq;
}

async function snapshotOf(origin: string): Promise<Picture & { readonly seq: number }> {
  const answer = await fetchAs(`${origin}/api/live/snapshot`, { signal: AbortSignal.timeout(20_000) });
  if (!answer.ok) throw new Error(`snapshot: ${answer.status}`);
  return (await answer.json()) as Picture & { seq: number };
}

function shownOn(page: Page): Promise<number | null> {
  return page.evaluate(() => {
    const digits = document.querySelector(".figures dd")?.firstChild?.textContent?.replace(/\D/g, "");
    return digits ? Number(digits) : null;
  });
}

const byId = (rows: readonly Row[]) => rows.toSorted((a, b) => a.id - b.id);

function hashOf({ incidents, units }: Picture): string {
  const text = JSON.stringify([byId(incidents), byId(units)]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function differences(held: readonly Row[], fresh: readonly Row[]): number {
  const texts = new Map(held.map((row) => [row.id, JSON.stringify(row)]));
  const differing = fresh.filter((row) => texts.get(row.id) !== JSON.stringify(row)).length;
  const ids = new Set(fresh.map(({ id }) => id));
  return differing + held.filter(({ id }) => !ids.has(id)).length;
}
