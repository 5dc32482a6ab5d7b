/**
 * Every layer that the map publishes, in one table: its zooms, its geometry, its attributes and what each of them
 * means. Engine columns, TileJSON, the reference SQL and the legend are all checked against this list.
 */

/** How far an attribute may travel; tiles carry nothing above `operational`. */
export type Clearance = "public" | "operational" | "personal" | "case";

/**
 * Storage of an attribute.
 * - `enum`: text from a small vocabulary, kept as a dictionary code, written to tiles as a string
 * - `text`: free text with many distinct values, dictionary-coded too
 * - `integer`: a whole number that fits 32 bits, signed
 * - `real`: a number with a fraction, rounded to the nearest of 32 bits
 * - `instant`: seconds since 1970-01-01T00:00Z
 * - `date`: whole days since 1970-01-01
 * - `community`: id of the community that the row lies in
 * - `boolean`
 */
export type AttributeKind = "enum" | "text" | "integer" | "real" | "instant" | "date" | "community" | "boolean";

export interface Attribute {
  /** snake_case; the same word in SQL, in the tile and in TileJSON. */
  readonly name: string;
  readonly kind: AttributeKind;
  readonly clearance: Clearance;
  /** What it means, for TileJSON and the reference page. */
  readonly description: string;
  /** False for columns that filters and summaries read and tiles do not carry. */
  readonly inTile?: boolean;
  /** False for numbers of which there are few: kept as a dictionary code, a byte each up to 255 of them. */
  readonly isVaried?: boolean;
}

export interface LayerDefinition {
  /** Name in the URL and of the MVT layer. */
  readonly id: string;
  readonly geometry: "point" | "line" | "polygon";
  readonly title: string;
  readonly description: string;
  readonly clearance: Clearance;
  readonly minzoom: number;
  /** Deepest zoom that is served; clients overzoom beyond it. */
  readonly maxzoom: number;
  /** How fast the layer changes; decides Cache-Control and the compression ladder. */
  readonly pace: "seconds" | "minutes" | "rarely";
  readonly attributes: readonly Attribute[];
  /** Points: most features a tile carries before it carries grid cells instead. */
  readonly featureBudget?: number;
  /** Points: attribute whose instant drives time windows, local hour, weekday and day. */
  readonly timeAttribute?: string;
  /** Points: the number whose sum cells carry as their weight; `from` less it where smaller numbers weigh more. */
  readonly weight?: { readonly attribute: string; readonly from?: number };
}

const nameAttributes: readonly Attribute[] = [
  { name: "name_zh_hans", kind: "text", clearance: "public", description: "Name in simplified Chinese" },
  { name: "name_zh_hant", kind: "text", clearance: "public", description: "Name in traditional Chinese" },
  { name: "name_en", kind: "text", clearance: "public", description: "Name in English" },
];

const communityAttribute: Attribute = {
  name: "community_id",
  kind: "community",
  clearance: "public",
  description: "Id of the community it lies in",
};

export const layers = [
  {
    id: "areas",
    geometry: "polygon",
    title: "Areas above the community",
    description:
      "City outline, districts and counties, streets and towns; rural land and water outside every community",
    clearance: "public",
    minzoom: 0,
    maxzoom: 14,
    pace: "rarely",
    attributes: [
      { name: "level", kind: "enum", clearance: "public", description: "city, district, town, rural or water" },
      { name: "code", kind: "text", clearance: "public", description: "Administrative code" },
      ...nameAttributes,
    ],
  },
  {
    id: "communities",
    geometry: "polygon",
    title: "Communities",
    description: "Beats of the community officers",
    clearance: "public",
    minzoom: 0,
    maxzoom: 14,
    pace: "rarely",
    attributes: [
      { name: "code", kind: "text", clearance: "public", description: "Administrative code" },
      ...nameAttributes,
      { name: "households", kind: "integer", clearance: "public", description: "Number of households" },
      { name: "population", kind: "integer", clearance: "public", description: "Number of residents" },
    ],
  },
  {
    id: "roads",
    geometry: "line",
    title: "Roads",
    description: "Street network",
    clearance: "public",
    minzoom: 8,
    maxzoom: 14,
    pace: "rarely",
    attributes: [
      {
        name: "class",
        kind: "enum",
        clearance: "public",
        description: "trunk, primary, secondary, residential, service or path",
      },
      ...nameAttributes,
      { name: "oneway", kind: "boolean", clearance: "public", description: "Traffic runs only along the line" },
    ],
  },
  {
    id: "police-rooms",
    geometry: "point",
    title: "Police rooms",
    description: "Community police rooms",
    clearance: "public",
    minzoom: 0,
    maxzoom: 16,
    pace: "rarely",
    featureBudget: 20_000,
    attributes: [...nameAttributes, communityAttribute],
  },
  {
    id: "residences",
    geometry: "point",
    title: "Residences",
    description: "Dwelling buildings of eight households or more; smaller ones are never drawn one by one",
    clearance: "operational",
    minzoom: 0,
    maxzoom: 16,
    pace: "minutes",
    featureBudget: 20_000,
    weight: { attribute: "household_count" },
    attributes: [
      communityAttribute,
      { name: "household_count", kind: "integer", clearance: "operational", description: "Households in the building" },
      { name: "last_checked_at", kind: "instant", clearance: "operational", description: "Last check on the spot" },
    ],
  },
  {
    id: "venues",
    geometry: "point",
    title: "Venues",
    description: "Supervised venues",
    clearance: "operational",
    minzoom: 0,
    maxzoom: 16,
    pace: "minutes",
    featureBudget: 20_000,
    weight: { attribute: "risk_grade", from: 5 },
    attributes: [
      communityAttribute,
      { name: "class", kind: "enum", clearance: "operational", description: "Code of the venue class" },
      {
        name: "risk_grade",
        kind: "integer",
        isVaried: false,
        clearance: "operational",
        description: "1 highest to 4 lowest",
      },
      { name: "last_inspected_at", kind: "instant", clearance: "operational", description: "Last inspection" },
      { name: "last_result", kind: "enum", clearance: "operational", description: "passed, advice, hazard or closed" },
      { name: "next_due_on", kind: "date", clearance: "operational", description: "Day the next inspection is due" },
    ],
  },
  {
    id: "incidents",
    geometry: "point",
    title: "Incidents",
    description: "Calls and cases",
    clearance: "operational",
    minzoom: 0,
    maxzoom: 16,
    pace: "seconds",
    // Two instants that are hardly ever equal make these the dearest points: 18,000 are 470 kB compressed.
    featureBudget: 18_000,
    timeAttribute: "occurred_at",
    weight: { attribute: "priority", from: 6 },
    attributes: [
      communityAttribute,
      { name: "category", kind: "enum", clearance: "operational", description: "Code of the category" },
      {
        name: "priority",
        kind: "integer",
        isVaried: false,
        clearance: "operational",
        description: "1 most urgent to 5 least",
      },
      {
        name: "status",
        kind: "enum",
        clearance: "operational",
        description: "reported, dispatched, on_scene or closed",
      },
      {
        name: "occurred_at",
        kind: "instant",
        clearance: "operational",
        description: "Earliest moment it can have happened",
      },
      { name: "reported_at", kind: "instant", clearance: "operational", description: "When the report came in" },
      {
        name: "response_seconds",
        kind: "integer",
        clearance: "operational",
        description: "From the report to the first arrival",
        inTile: false,
      },
    ],
  },
  {
    id: "units",
    geometry: "point",
    title: "Units",
    description: "Last position of each terminal on duty",
    clearance: "operational",
    minzoom: 0,
    maxzoom: 16,
    pace: "seconds",
    featureBudget: 20_000,
    attributes: [
      communityAttribute,
      { name: "call_sign", kind: "text", clearance: "operational", description: "Radio call sign" },
      { name: "kind", kind: "enum", clearance: "operational", description: "foot, bicycle, car or room" },
      {
        name: "status",
        kind: "enum",
        clearance: "operational",
        description: "available, assigned, on_scene or off_duty",
      },
      { name: "last_fix_at", kind: "instant", clearance: "operational", description: "When the position was taken" },
    ],
  },
] as const satisfies readonly LayerDefinition[];

export type LayerId = (typeof layers)[number]["id"];

const byId = new Map<string, LayerDefinition>(layers.map((layer) => [layer.id, layer]));

/** The definition of a layer, or undefined for a name that is not in the catalogue. */
export function findLayer(id: string): LayerDefinition | undefined {
  return byId.get(id);
}
