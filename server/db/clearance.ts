import type { Clearance } from "@one-map/tiles/catalogue";

/**
 * How far each column of each published table may travel. The one place where this is said: tiles, REST and exports
 * are tested against it, and so is the database, both ways: a column missing here, or here only, fails a test.
 *
 * `public` may be published; `operational` is for anyone on duty; `personal` needs a purpose; `case` needs a case.
 */
export const clearances = {
  area: {
    ...columns(
      "public",
      "id level parent_id code name_zh_hans name_zh_hant name_en households population valid_from valid_to geom",
    ),
    ...columns("operational", "source source_id version updated_at"),
  },
  community: {
    ...columns(
      "public",
      "id town_id code name_zh_hans name_zh_hant name_en households population valid_from valid_to geom",
    ),
    ...columns("operational", "source source_id version updated_at"),
  },
  police_room: {
    ...columns("public", "id community_id code name_zh_hans name_zh_hant name_en opening_hours services geom"),
    ...columns("operational", "source source_id version updated_at"),
  },
  road: {
    ...columns("public", "id class name_zh_hans name_zh_hant name_en oneway geom"),
    ...columns("operational", "source source_id version updated_at"),
  },
  // A full address with its position is one home, or nearly so.
  address: {
    ...columns("operational", "id community_id road source source_id version updated_at"),
    ...columns("personal", "number building unit geom"),
  },
  // Blocks of eight households or more are operational; the tile layer draws no smaller ones.
  residence: {
    ...columns(
      "operational",
      "id community_id household_count storeys last_checked_at checked_before geom source source_id version updated_at",
    ),
    ...columns("personal", "address_id"),
  },
  venue_class: columns("public", "code name_zh_hans name_zh_hant name_en"),
  venue: columns(
    "operational",
    "id community_id address_id class name_zh_hans name_zh_hant name_en licence risk_grade inspection_cadence_days " +
      "last_inspected_at last_result next_due_on geom source source_id version updated_at",
  ),
  incident_category: columns("public", "code name_zh_hans name_zh_hant name_en"),
  incident: columns(
    "operational",
    "id community_id category priority status occurred_from occurred_to reported_at dispatched_at arrived_at closed_at " +
      "position_precision geom source source_id version updated_at",
  ),
  unit: columns(
    "operational",
    "id call_sign kind community_id status last_fix_at geom source source_id version updated_at",
  ),
  duty_assignment: columns("operational", "id community_id unit_id role badge valid_from valid_to"),
  visit: columns(
    "operational",
    "id client_key community_id unit_id venue_id residence_id visited_at dwell_seconds outcome version updated_at",
  ),
  import_run: columns(
    "operational",
    "id layer file_name file_sha256 crs encoding status started_at finished_at rows_read rows_inserted rows_updated " +
      "rows_unchanged rows_rejected reject_reasons source time_zone problem detail notes heartbeat_at stop_requested",
  ),
  response_standard: columns("operational", "priority dispatch_seconds arrive_seconds close_seconds"),
  // What proves a secret is nobody's business outside the database.
  wall_screen: {
    ...columns("operational", "id created_at last_seen_at control version let_in_by let_in_at session_id"),
    ...columns("case", "token_hash"),
  },
  wall_pairing_code: { ...columns("operational", "screen_id expires_at opens"), ...columns("case", "code_hash") },
  wall_remote: { ...columns("operational", "id screen_id created_at expires_at"), ...columns("case", "token_hash") },
  incident_acknowledgement: columns("operational", "incident_id remote_id acknowledged_at"),
  city_meta: columns("public", "one name_zh_hans name_zh_hant name_en time_zone seeded_with seeded_at"),
} as const satisfies Record<string, Record<string, Clearance>>;

function columns(clearance: Clearance, names: string): Record<string, Clearance> {
  return Object.fromEntries(names.split(" ").map((name) => [name, clearance]));
}
