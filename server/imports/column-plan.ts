import { forbiddenMeaning } from "../db/forbidden-columns.ts";
import { HttpProblem, type ProblemDetail, quoted } from "../http/problems.ts";
import type { ImportLayer } from "./import-layer.ts";

/** `--map`: which column of the file is which field. One column may be several. */
export type ColumnMap = readonly (readonly [column: string, field: string])[];

/** Where the parts of a row are among the columns of its file; -1 for what the file does not have. */
export interface ColumnPlan {
  /** By field of the layer, in its order. */
  readonly fields: readonly number[];
  readonly lng: number;
  readonly lat: number;
  readonly wkt: number;
  readonly id: number;
  /** Columns that nothing is taken from. */
  readonly ignored: readonly string[];
}

const positionNames = {
  lng: ["lng", "lon", "long", "longitude", "x", "point_x", "easting", "经度", "經度", "东坐标"],
  lat: ["lat", "latitude", "y", "point_y", "northing", "纬度", "緯度", "北坐标"],
  wkt: ["wkt", "the_geom", "geom", "geometry"],
  sourceId: ["sourceId", "source_id", "id", "fid", "gid", "objectid", "uuid", "osm_id", "序号", "主键"],
} as const;

/** `a=b,c=d` of `--map` or of a query. Throws HttpProblem. */
export function parseColumnMap(text: string): ColumnMap {
  if (text.trim() === "") return [];
  return text.split(",").map((pair) => {
    const at = pair.lastIndexOf("=");
    const [column, field] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at < 1 || column === "" || field === "")
      throw new HttpProblem("import-invalid", `The map takes column=field pairs, not ${quoted(pair)}.`);
    return [column, field] as const;
  });
}

/** Names that a map may use for this layer. */
export function fieldNames(layer: ImportLayer): string[] {
  return [...layer.fields.map(({ name }) => name), ...Object.keys(positionNames)];
}

/** Refuses a map that names no field. Throws HttpProblem. */
export function checkColumnMap(layer: ImportLayer, map: ColumnMap): void {
  const known = fieldNames(layer);
  const unknown = map.find(([, field]) => !known.includes(field));
  if (unknown !== undefined)
    throw new HttpProblem(
      "import-invalid",
      `${layer.id} has no field ${quoted(unknown[1])}; its fields are ${known.join(", ")}.`,
    );
}

/**
 * Refuses a file that offers what this database must not hold, whether or not it would be taken: streets and areas
 * have full names too, so there a column that reads like a person's name passes once the map says that it is theirs.
 * Throws HttpProblem.
 */
export function refuseForbidden(columns: readonly string[], layer: ImportLayer, map: ColumnMap): void {
  const isNameOfShape = (column: string, meaning: string) =>
    meaning === "the name of a person" &&
    layer.geometry !== "point" &&
    map.some(([from, to]) => from === column && to.startsWith("name"));
  const found = columns
    .map((column) => ({ column, meaning: forbiddenMeaning(column) }))
    .filter((one): one is { column: string; meaning: string } => one.meaning !== undefined)
    .filter(({ column, meaning }) => !isNameOfShape(column, meaning));
  if (found.length === 0) return;
  const listed = found.map(({ column, meaning }) => `${quoted(column)} (${meaning})`).join(", ");
  throw new HttpProblem(
    "import-invalid",
    `The file offers what is not kept here: ${listed}. Remove it from the file first.`,
    found.map(({ column, meaning }): ProblemDetail => ({ pointer: column.slice(0, 60), reason: meaning })),
  );
}

/**
 * Finds the fields of a layer among the columns of a file: as the map says, else by the name of the field, of its
 * column or one of its aliases.
 */
export function planColumns(layer: ImportLayer, columns: readonly string[], map: ColumnMap): ColumnPlan {
  const byName = new Map<string, number>();
  for (const [i, column] of columns.entries()) if (!byName.has(plain(column))) byName.set(plain(column), i);
  const mappedColumns = new Set(map.map(([column]) => plain(column)));
  const find = (field: string, names: readonly string[]): number => {
    const mapped = map.find(([, to]) => to === field);
    if (mapped !== undefined)
      return columns.indexOf(mapped[0]) >= 0 ? columns.indexOf(mapped[0]) : (byName.get(plain(mapped[0])) ?? -1);
    // A column that the map gives away is not taken for something else by its name.
    const name = names.map(plain).find((one) => byName.has(one) && !mappedColumns.has(one));
    return name === undefined ? -1 : (byName.get(name) as number);
  };
  const fields = layer.fields.map(({ name, column, aliases }) => find(name, [name, column, ...aliases]));
  const [lng, lat, wkt, id] = (["lng", "lat", "wkt", "sourceId"] as const).map((name) =>
    find(name, positionNames[name]),
  ) as [number, number, number, number];
  const taken = new Set([...fields, lng, lat, wkt, id]);
  const ignored = columns.filter((column, i) => column !== "" && !taken.has(i));
  return { fields, lng, lat, wkt, id, ignored };
}

/** Refuses a file that cannot give what every row must have. Throws HttpProblem. */
export function requireColumns(
  layer: ImportLayer,
  plan: ColumnPlan,
  columns: readonly string[],
  isTable: boolean,
): void {
  const missing = layer.fields
    .filter(({ isRequired }, i) => isRequired && plan.fields[i] === -1)
    .map(({ name }) => name);
  const hasPosition = !isTable || plan.wkt >= 0 || (layer.geometry === "point" && plan.lng >= 0 && plan.lat >= 0);
  if (!hasPosition && !layer.isPositionOptional)
    missing.push(...(layer.geometry === "point" ? ["lng", "lat"] : ["wkt"]));
  if (missing.length === 0) return;
  const has = columns.filter((column) => column !== "").slice(0, 40);
  throw new HttpProblem(
    "import-invalid",
    `The file has no column for ${missing.join(", ")}. It has ${has.map((column) => column.slice(0, 40)).join(", ") || "none"}: say which is which with a map such as ${quoted(`${has[0] ?? "column"}=${missing[0]}`)}.`,
    missing.map((name) => ({ pointer: name, reason: "no column" })),
  );
}

/** A name without case, spaces and signs, so that `Occurred From`, `occurred_from` and `occurredFrom` are one. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_\-:./()（）]/g, "");
}
