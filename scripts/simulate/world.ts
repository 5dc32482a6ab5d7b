import type { LngLat } from "./commands.ts";
import type { StreetGraph, UnitKind } from "./street-graph.ts";

export interface WorldUnit {
  readonly id: number;
  readonly kind: UnitKind;
  readonly communityId: number | null;
  readonly status: "available" | "assigned" | "on_scene" | "off_duty";
  readonly position: LngLat | null;
}

export interface OpenCall {
  readonly id: number;
  readonly category: string;
  readonly priority: number;
  readonly status: "reported" | "dispatched" | "on_scene";
  readonly position: LngLat;
}

/** A call of the past: what calls of the same hour are made after. */
export interface PastCall {
  readonly category: string;
  readonly priority: number;
  readonly position: LngLat;
  /** Local hour of the week, 0 on Monday at midnight to 167. */
  readonly weekHour: number;
}

export interface DuePlace {
  readonly kind: "venue" | "residence";
  readonly id: number;
  readonly communityId: number;
  readonly position: LngLat;
}

/** The city as the server tells of it at the beginning of a shift. */
export interface World {
  readonly graph: StreetGraph;
  /** Seconds since the last local Monday at midnight. */
  readonly weekSecond: number;
  readonly past: readonly PastCall[];
  readonly open: readonly OpenCall[];
  readonly units: readonly WorldUnit[];
  /** Places to visit, the most urgent of each community first. */
  readonly due: readonly DuePlace[];
}
