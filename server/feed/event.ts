import type { BBox } from "@one-map/tiles/world";

/** Tables that tell of their changes, by their names on the wire. */
export const feedKinds = [
  "area",
  "community",
  "road",
  "police-room",
  "residence",
  "venue",
  "incident",
  "unit",
  "visit",
] as const;
export type FeedKind = (typeof feedKinds)[number];

/** One numbered change of one row. */
export interface RowEvent {
  readonly seq: number;
  readonly kind: FeedKind;
  /** Inserted, updated, deleted. */
  readonly op: "i" | "u" | "d";
  readonly id: number;
  readonly version: number;
  /** Community that the row lies in now, and before; of a deleted one both are where it lay. */
  readonly scope: number | null;
  readonly oldScope: number | null;
  /** Box around it now, and before. */
  readonly box: BBox | null;
  readonly oldBox: BBox | null;
}

/** So many rows of a table changed at once that it is to be read again as a whole. */
export interface ReloadEvent {
  readonly seq: number;
  readonly kind: FeedKind;
  readonly op: "r";
}

export type FeedEvent = RowEvent | ReloadEvent;

/** Where the feed stands. */
export interface FeedPosition {
  /** Numbers of two epochs have nothing to do with each other. */
  readonly epoch: string;
  /** Number of the newest event. */
  readonly lastSeq: number;
  /** Events up to this one are no longer kept. */
  readonly floorSeq: number;
}
