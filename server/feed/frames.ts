import type { RowEvent } from "./event.ts";
import type { Incident, Unit } from "./live-queries.ts";

/** What goes down a stream, as bytes (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

function frame(event: string, data: object, id?: string): Buffer {
  return Buffer.from(`event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
}

/** The resume token of a place in the feed. */
export function tokenOf(epoch: string, seq: number): string {
  return `${epoch}.${seq}`;
}

/**
 * The epoch as a stream of a scope is told it: whoever comes back with the token of another scope holds rows that are no longer
 * for them, or misses some, and has to begin again.
 */
export function scopedEpoch(epoch: string, { tag }: { readonly tag: string }): string {
  return tag === "" ? epoch : `${epoch}-${tag}`;
}

/** The place that a token names, or undefined for what is no token of ours. */
export function parseToken(token: string): { epoch: string; tag: string; seq: number } | undefined {
  const [, epoch, tag = "", digits] = /^([0-9a-f]{16})(?:-([0-9a-f]{12}))?\.(0|[1-9][0-9]{0,15})$/.exec(token) ?? [];
  const seq = Number(digits);
  return epoch === undefined || !Number.isSafeInteger(seq) ? undefined : { epoch, tag, seq };
}

/** @param row the incident or unit as read after the event, where there is one */
export function changeFrame(epoch: string, event: RowEvent, row: Incident | Unit | undefined): Buffer {
  return frame("change", { ...bare(event), ...(row !== undefined && { row }) }, tokenOf(epoch, event.seq));
}

export function leaveFrame(epoch: string, event: RowEvent): Buffer {
  return frame("leave", bare(event), tokenOf(epoch, event.seq));
}

function bare({ kind, id, version, op, scope, oldScope, box, oldBox }: RowEvent): object {
  return { k: kind, id, v: version, op, s: scope, os: oldScope, b: box, ob: oldBox };
}

export function beatFrame(epoch: string, seq: number, at: Date, lagMillis: number): Buffer {
  return frame("hb", { seq, t: at.toISOString(), lag: Math.round(lagMillis) }, tokenOf(epoch, seq));
}

export type ResetReason = "epoch" | "gap" | "retention" | "scope" | "backlog";

export function resetFrame(why: ResetReason): Buffer {
  return frame("reset", { why, snapshot: "/api/live/snapshot" });
}

/** @param tiles the tiles that changed; undefined when any may have */
export function tilesFrame(seq: number, layer: string, tiles: readonly (readonly number[])[] | undefined): Buffer {
  return frame("tiles", tiles === undefined ? { seq, layer, all: true } : { seq, layer, tiles });
}

export const degradedFrame = frame("degraded", { why: "database" });

/** Says when to come back, each time another moment between one and five seconds from now. */
export function byeFrame(): Buffer {
  return frame("bye", { retry: jitter() });
}

/** First bytes of a stream: how long to wait before coming back when it breaks off. */
export function retryLine(): string {
  return `retry: ${jitter()}\n\n`;
}

function jitter(): number {
  return 1_000 + Math.floor(Math.random() * 4_000);
}
