import type { LayerId } from "@one-map/tiles/catalogue";

/** Where the rows of a layer come from: the one place that ties catalogue and tables together. */
export interface LayerSource {
  readonly table: string;
  /** Rows that are published; the rest is treated as not there. */
  readonly published: string;
  /** Column of each attribute, in the order of the catalogue; instants as timestamptz, dates as date. */
  readonly attributes: readonly string[];
}

const names = ["name_zh_hans", "name_zh_hant", "name_en"] as const;

export const layerSources: Readonly<Record<LayerId, LayerSource>> = {
  areas: { table: "area", published: "valid_to is null", attributes: ["level", "code", ...names] },
  communities: {
    table: "community",
    published: "valid_to is null",
    attributes: ["code", ...names, "households", "population"],
  },
  roads: { table: "road", published: "true", attributes: ["class", ...names, "oneway"] },
  "police-rooms": { table: "police_room", published: "true", attributes: [...names, "community_id"] },
  residences: {
    table: "residence",
    published: "household_count >= 8",
    attributes: ["community_id", "household_count", "last_checked_at"],
  },
  venues: {
    table: "venue",
    published: "true",
    attributes: ["community_id", "class", "risk_grade", "last_inspected_at", "last_result", "next_due_on"],
  },
  incidents: {
    table: "incident",
    published: "true",
    attributes: [
      "community_id",
      "category",
      "priority",
      "status",
      "occurred_from",
      "reported_at",
      "extract(epoch from arrived_at - reported_at)::integer",
    ],
  },
  units: {
    table: "unit",
    published: "geom is not null",
    attributes: ["community_id", "call_sign", "kind", "status", "last_fix_at"],
  },
};
