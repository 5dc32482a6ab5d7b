import type { Schemas } from "../client.ts";
import type { SseEvent } from "./sse-parser.ts";

/** An incident that is not closed, as the feed carries it. Times are RFC 3339, `v` grows with each change. */
export type LiveIncident = Schemas["LiveIncident"];

/** A terminal as the feed carries it. */
export type LiveUnit = Schemas["LiveUnit"];

/** Everything live at one moment. Its rows may be newer than `seq`, never older. */
export type Snapshot = Schemas["LiveSnapshot"];

/** Place in a feed; a position of another epoch says nothing about this one. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** A row has changed, or has left what this stream may see. */
export interface Change {
  readonly type: "change" | "leave";
  readonly at: Position;
  /** What it is: incident, unit, venue, community, … */
  readonly kind: string;
  readonly id: number;
  readonly v: number;
  readonly isGone: boolean;
  readonly communities: readonly (number | null)[];
  /** As it is after the change; null for kinds that the feed does not carry, and for rows that are gone. */
  readonly row: LiveIncident | LiveUnit | null;
}

export interface Heartbeat {
  readonly type: "hb";
  readonly at: Position;
  /** The server's clock, epoch milliseconds. */
  readonly serverTime: number;
  /** How far the feed was behind the database, milliseconds. */
  readonly lagMs: number;
}

export type TileId = readonly [z: number, x: number, y: number];

/** Tiles of a layer that are not what they were; null for all of them. */
export interface TileNews {
  readonly layer: string;
  readonly tiles: readonly TileId[] | null;
}

export type FeedEvent =
  | Change
  | Heartbeat
  | ({ readonly type: "tiles" } & TileNews)
  | { readonly type: "degraded" }
  | { readonly type: "reset"; readonly why: string }
  | { readonly type: "bye"; readonly retryMs: number }
  /** An event of a known name that cannot be read: what it said is lost. */
  | { readonly type: "broken" };

const broken: FeedEvent = { type: "broken" };

/** `<epoch>.<seq>`; null for anything else. */
export function parsePosition(token: string): Position | null {
  const match = /^(.+)\.(0|[1-9][0-9]{0,15})$/s.exec(token);
  return match ? { epoch: match[1] as string, seq: Number(match[2]) } : null;
}

export function formatPosition({ epoch, seq }: Position): string {
  return `${epoch}.${seq}`;
}

/** What an event of the stream means; null for one that this version does not know, which is to be passed over. */
export function readEvent({ event, data, id }: SseEvent): FeedEvent | null {
  const read = readers.get(event);
  if (read === undefined) return null;
  try {
    const body: unknown = JSON.parse(data);
    return isObject(body) ? read(body, parsePosition(id)) : broken;
  } catch {
    return broken;
  }
}

type Body = Readonly<Record<string, unknown>>;

const readers = new Map<string, (body: Body, at: Position | null) => FeedEvent>([
  ["change", (body, at) => readChange("change", body, at)],
  ["leave", (body, at) => readChange("leave", body, at)],
  ["hb", readHeartbeat],
  ["tiles", readTiles],
  ["degraded", () => ({ type: "degraded" })],
  ["reset", ({ why }) => ({ type: "reset", why: typeof why === "string" ? why : "unknown" })],
  ["bye", ({ retry }) => ({ type: "bye", retryMs: typeof retry === "number" && retry >= 0 ? retry : 0 })],
]);

function readHeartbeat({ t, lag }: Body, at: Position | null): FeedEvent {
  const serverTime = typeof t === "string" ? Date.parse(t) : Number.NaN;
  if (at === null || Number.isNaN(serverTime)) return broken;
  return { type: "hb", at, serverTime, lagMs: typeof lag === "number" && lag > 0 ? lag : 0 };
}

function readTiles({ layer, tiles, all }: Body): FeedEvent {
  if (typeof layer !== "string") return broken;
  if (all === true) return { type: "tiles", layer, tiles: null };
  return Array.isArray(tiles) && tiles.every(isTileId) ? { type: "tiles", layer, tiles } : broken;
}

function readChange(type: "change" | "leave", body: Body, at: Position | null): FeedEvent {
  const { k: kind, id, v, op, s, os, row } = body;
  if (at === null || typeof kind !== "string" || !isCount(id) || !isCount(v)) return broken;
  if (row !== undefined && row !== null && !isRow(row, id)) return broken;
  return {
    type,
    at,
    kind,
    id,
    v,
    isGone: type === "leave" || op === "d",
    communities: [...new Set([s, os])].map((one) => (typeof one === "number" ? one : null)),
    row: type === "leave" ? null : ((row ?? null) as Change["row"]),
  };
}

/** The answer of the snapshot's address; throws where it is none. */
export function readSnapshot(body: unknown): Snapshot {
  if (
    !isObject(body) ||
    typeof body.epoch !== "string" ||
    body.epoch === "" ||
    !isCount(body.seq) ||
    !Array.isArray(body.incidents) ||
    !Array.isArray(body.units) ||
    ![...body.incidents, ...body.units].every((row) => isRow(row))
  )
    throw new TypeError("that is no snapshot of the feed");
  return body as unknown as Snapshot;
}

function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRow(value: unknown, id?: number): boolean {
  return isObject(value) && isCount(value.id) && isCount(value.v) && (id === undefined || value.id === id);
}

function isTileId(value: unknown): value is TileId {
  return Array.isArray(value) && value.length === 3 && value.every(isCount);
}
