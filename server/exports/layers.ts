/** What a value is, for files that have types. */
export type ValueKind = "integer" | "text" | "time" | "day";

export interface ExportColumn {
  readonly name: string;
  readonly kind: ValueKind;
}

export interface ExportLayer {
  readonly table: "incident" | "venue" | "residence";
  /** Attributes up to operational; a file has nothing that is personal or of a case. */
  readonly columns: readonly ExportColumn[];
  /** Columns that categories and statuses filter by, and the one that a window of time, hours and weekdays do. */
  readonly categoryColumn?: string;
  readonly statusColumn?: string;
  readonly timeColumn?: string;
}

const columns = (kind: ValueKind, names: string): ExportColumn[] => names.split(" ").map((name) => ({ name, kind }));

/** Layers that rows may be taken out of. Their rows are points. */
export const exportLayers = {
  incidents: {
    table: "incident",
    columns: [
      ...columns("integer", "id community_id"),
      ...columns("text", "category status position_precision"),
      ...columns("integer", "priority"),
      ...columns("time", "occurred_from occurred_to reported_at dispatched_at arrived_at closed_at"),
    ],
    categoryColumn: "category",
    statusColumn: "status",
    // As tiles and counts have it: a file holds the incidents that the map shows under the same filter.
    timeColumn: "occurred_from",
  },
  venues: {
    table: "venue",
    columns: [
      ...columns("integer", "id community_id"),
      ...columns("text", "class name_zh_hans name_zh_hant name_en licence last_result"),
      ...columns("integer", "risk_grade inspection_cadence_days"),
      ...columns("time", "last_inspected_at"),
      ...columns("day", "next_due_on"),
    ],
    categoryColumn: "class",
  },
  residences: {
    table: "residence",
    columns: [...columns("integer", "id community_id household_count storeys"), ...columns("time", "last_checked_at")],
  },
} as const satisfies Record<string, ExportLayer>;

export type ExportLayerName = keyof typeof exportLayers;

export const exportLayerNames = Object.keys(exportLayers) as ExportLayerName[];

/** Kinds of file that the server makes of rows. */
const fileFormats = ["csv", "geojson", "gpkg"] as const;

/** The same, and a picture of the map, which a page draws: of it the server makes the number that is drawn in it. */
export const formats = [...fileFormats, "png"] as const;

export type FileFormat = (typeof fileFormats)[number];
export type Format = (typeof formats)[number];

/** Most rows of one file, and most files of an account within an hour. */
export const mostRows = 50_000;
export const mostAnHour = 5;

/** Minutes in which a link opens, once. */
export const linkMinutes = 15;

export type Value = string | number | null;

/** A row of a file: where it is, and its values in the order of the columns. */
export interface ExportRow {
  readonly id: number;
  readonly lng: number;
  readonly lat: number;
  readonly values: readonly Value[];
}
