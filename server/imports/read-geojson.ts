import { parseJson } from "../http/json-body.ts";
import { HttpProblem } from "../http/problems.ts";
import { FeatureSplitter } from "./feature-splitter.ts";
import { type RawGeometry, RowFault, type SourceRow } from "./source.ts";

const rowsPerBatch = 500;

/** Stands before each feature of a sequence by RFC 8142. */
const recordSeparator = "\u001e";

const geometryTypes = new Set([
  "Point",
  "MultiPoint",
  "LineString",
  "MultiLineString",
  "Polygon",
  "MultiPolygon",
  "GeometryCollection",
]);

/** What names a coordinate system in the older GeoJSON; RFC 7946 has none. */
export type NamedCrs = string | undefined;

/** Columns that rows bring with them, in the order in which they first appear. */
class GrowingColumns {
  readonly #columns: string[];
  readonly #index = new Map<string, number>();

  constructor(columns: string[]) {
    this.#columns = columns;
  }

  values(properties: Readonly<Record<string, unknown>>): unknown[] {
    const values: unknown[] = [];
    for (const [name, value] of Object.entries(properties)) {
      let at = this.#index.get(name);
      if (at === undefined) {
        at = this.#columns.push(name) - 1;
        this.#index.set(name, at);
      }
      values[at] = value;
    }
    return values;
  }
}

/**
 * Reads a GeoJSON document: a FeatureCollection of any length, a Feature or a bare geometry. Features that cannot be
 * read are rows with a fault; a document that is none throws HttpProblem.
 *
 * @param onCrs told what the document says of its coordinate system, before the first batch where it says so first
 */
export async function* readGeoJson(
  text: AsyncIterable<string>,
  columns: string[],
  onCrs: (crs: NamedCrs) => void,
): AsyncGenerator<SourceRow[]> {
  const splitter = new FeatureSplitter();
  const growing = new GrowingColumns(columns);
  let number = 0;
  let batch: SourceRow[] = [];
  let told: { crs: NamedCrs } | undefined;
  for await (const chunk of text) {
    for (const feature of splitter.push(chunk)) {
      if (told === undefined) {
        told = { crs: crsOf(parseDocument(`${splitter.before}]}`)) };
        onCrs(told.crs);
      }
      batch.push(readFeature(feature, ++number, growing));
      if (batch.length < rowsPerBatch) continue;
      yield batch;
      batch = [];
    }
  }
  const envelope = parseDocument(splitter.envelope);
  if (told === undefined) onCrs(crsOf(envelope));
  else if (crsOf(envelope) !== told.crs)
    throw new HttpProblem(
      "crs-unsupported",
      "The document names its coordinate system after its features: declare it.",
    );
  if (envelope.type === "FeatureCollection") {
    // A list that the splitter did not see is one whose name was written with escapes.
    if (!Array.isArray(envelope.features) || envelope.features.length > 0)
      throw new HttpProblem("import-invalid", "The FeatureCollection has no list of features.");
    if ("coordinates" in envelope || "geometry" in envelope || "properties" in envelope)
      throw new HttpProblem("import-invalid", "The FeatureCollection has members of a feature or geometry.");
  } else if (number > 0) {
    throw new HttpProblem("import-invalid", 'The document has features, but its type is not "FeatureCollection".');
  } else if (envelope.type === "Feature" || geometryTypes.has(envelope.type as string)) {
    batch.push(readFeature(splitter.envelope, 1, growing));
  } else
    throw new HttpProblem("import-invalid", "The document is not GeoJSON: its type is none of those that there are.");
  yield batch;
}

/** Reads features that follow each other, one a line or each after a record separator (RFC 8142). */
export async function* readGeoJsonSequence(
  text: AsyncIterable<string>,
  columns: string[],
): AsyncGenerator<SourceRow[]> {
  const growing = new GrowingColumns(columns);
  let number = 0;
  let rest = "";
  const take = (pieces: string[]) =>
    pieces.filter((piece) => piece.trim() !== "").map((piece) => readFeature(piece, ++number, growing));
  let separator: RegExp | string | undefined;
  for await (const chunk of text) {
    rest += chunk;
    separator ??= rest.trimStart().startsWith(recordSeparator) ? recordSeparator : /\r?\n/;
    const pieces = rest.split(separator);
    rest = pieces.pop() ?? "";
    if (rest.length > 32 * 2 ** 20) throw new HttpProblem("geometry-too-complex", "A feature is too long to be one.");
    yield take(pieces);
  }
  yield take([rest]);
  if (number === 0) throw new HttpProblem("import-invalid", "The file has no features.");
}

function parseDocument(text: string): Record<string, unknown> {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new HttpProblem("import-invalid", "The document is not a GeoJSON object.");
  return value as Record<string, unknown>;
}

function crsOf(document: Record<string, unknown>): NamedCrs {
  if (!("crs" in document)) return undefined;
  const { crs } = document as { crs: { properties?: { name?: unknown } } | null };
  // Null once meant "unknown"; it is not a system to take.
  return typeof crs?.properties?.name === "string" ? crs.properties.name : "unknown";
}

function readFeature(text: string, number: number, columns: GrowingColumns): SourceRow {
  const refuse = (reason: string, field: string, detail: string): SourceRow => ({
    number,
    values: [],
    fault: new RowFault(reason, field, text.trim(), detail),
  });
  let feature: Record<string, unknown>;
  try {
    feature = parseDocument(text);
  } catch (error) {
    const { slug, message } = error as HttpProblem;
    return refuse(slug, "", message);
  }
  if (geometryTypes.has(feature.type as string)) {
    const foreign = ["geometry", "properties", "features"].find((name) => name in feature);
    if (foreign !== undefined) return refuse("feature-invalid", foreign, "is a member that a geometry does not have");
    return { number, values: [], geometry: feature as unknown as RawGeometry };
  }
  if (feature.type !== "Feature") return refuse("feature-invalid", "type", 'is not "Feature"');
  const foreign = ["coordinates", "features", "geometries"].find((name) => name in feature);
  if (foreign !== undefined) return refuse("feature-invalid", foreign, "is a member that a feature does not have");
  const { properties, geometry, id } = feature;
  if (typeof properties !== "object" || Array.isArray(properties))
    return refuse("feature-invalid", "properties", "is neither an object nor null");
  if (typeof geometry !== "object") return refuse("geometry-type", "geometry", "is neither a geometry nor null");
  if (id !== undefined && typeof id !== "string" && typeof id !== "number")
    return refuse("feature-invalid", "id", "is neither text nor a number");
  return {
    number,
    values: columns.values((properties ?? {}) as Record<string, unknown>),
    geometry: geometry as RawGeometry | null,
    ...(id !== undefined && { id }),
  };
}
