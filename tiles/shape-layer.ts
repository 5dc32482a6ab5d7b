import { GeoJSONVT, type GeoJSONVTTile } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { concatenate } from "./bytes.ts";
import type { LayerDefinition } from "./catalogue.ts";
import type { PointRow, Value } from "./columns.ts";
import { Coverage, type ShapeFeature } from "./coverage.ts";
import type { ShapeGeometry } from "./geometry.ts";
import { labelPoint } from "./label-point.ts";
import { type Checksum, PointLayer } from "./point-layer.ts";
import { extent, type TileCoord } from "./world.ts";

/** One line or polygon as the database gives it; `values` in the order of the layer's attributes. */
export interface ShapeRow {
  readonly id: number;
  readonly version: number;
  readonly geometry: ShapeGeometry;
  readonly values: readonly Value[];
}

/** Units on each side by which shapes reach beyond their tile, so that borders drawn along its edge do not show. */
export const shapeBuffer = 64;

/**
 * A layer of lines or polygons that changes rarely: rebuilt whole when its table changes. Lines are simplified by
 * geojson-vt, polygons as a coverage, for each zoom when it is first asked for. Polygon layers carry a second
 * source-layer `<id>_label` with one point a polygon, same id and attributes, only in the tile that holds the point.
 */
export class ShapeLayer {
  readonly definition: LayerDefinition;
  private features: readonly ShapeFeature[] = [];
  private coverage: Coverage | undefined;
  /** One for all zooms of lines; one a zoom of polygons. */
  private indices = new Map<number, GeoJSONVT>();
  private readonly labels: PointLayer | undefined;
  private sum: Checksum = { count: 0, versionSum: 0 };
  private loads = 0;

  constructor(definition: LayerDefinition) {
    this.definition = definition;
    if (definition.geometry === "polygon") this.labels = new PointLayer(labelDefinition(definition));
  }

  /** Number of shapes held. */
  get size(): number {
    return this.sum.count;
  }

  /** Grows with each load; starts at 0 in every process. */
  get version(): number {
    return this.loads;
  }

  checksum(): Checksum {
    return this.sum;
  }

  /** Replaces everything. The order of the rows does not matter: features stand in order of id. */
  load(rows: readonly ShapeRow[]): void {
    const sorted = rows.toSorted((a, b) => a.id - b.id);
    this.features = sorted.map((row) => toFeature(this.definition, row));
    this.coverage = this.definition.geometry === "polygon" ? new Coverage(this.features) : undefined;
    this.indices = new Map();
    this.labels?.load(labelRows(sorted));
    this.sum = { count: rows.length, versionSum: rows.reduce((sum, { version }) => sum + version, 0) };
    this.loads++;
  }

  /** Simplifies and cuts what tiles of a zoom are made from, so that the first of them need not wait for it. */
  warm(z: number): void {
    this.indexOf(z);
  }

  /** The tile as MVT version 2; zero bytes when it is empty. */
  tile(coord: TileCoord): Uint8Array {
    const shapes = this.shapesOf(coord);
    const labels = this.labels?.tile(coord);
    if (labels === undefined || labels.length === 0) return shapes;
    // A tile is a list of layers, so one after the other is a tile with both.
    return concatenate([shapes, labels]);
  }

  /** Changes whenever the bytes of the tile may have changed; of use within this process only. */
  tileVersion(_coord: TileCoord): number {
    return this.loads;
  }

  private shapesOf({ z, x, y }: TileCoord): Uint8Array {
    const tile: GeoJSONVTTile | null | undefined = this.indexOf(z)?.getTile(z, x, y);
    if (!tile || tile.features.length === 0) return new Uint8Array(0);
    return fromGeojsonVt({ [this.definition.id]: tile }, { version: 2, extent });
  }

  private indexOf(z: number): GeoJSONVT | undefined {
    const { maxzoom, geometry } = this.definition;
    if (this.features.length === 0 || z > maxzoom) return undefined;
    const key = geometry === "polygon" ? z : maxzoom;
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    // The deepest zoom keeps every point: clients enlarge it.
    const features = this.coverage === undefined || z === maxzoom ? this.features : this.coverage.at(z);
    const options = { indexMaxPoints: 100_000, indexMaxZoom: Math.min(key, 5), extent, buffer: shapeBuffer };
    const index = new GeoJSONVT(
      { type: "FeatureCollection", features: features as ShapeFeature[] },
      { ...options, maxZoom: key, tolerance: geometry === "polygon" ? 0 : 3 },
    );
    this.indices.set(key, index);
    return index;
  }
}

function labelDefinition({ featureBudget: _none, ...definition }: LayerDefinition): LayerDefinition {
  return { ...definition, id: `${definition.id}_label`, geometry: "point" };
}

function* labelRows(rows: readonly ShapeRow[]): Iterable<PointRow> {
  for (const { id, version, geometry, values } of rows) {
    if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") continue;
    const [lng, lat] = labelPoint(geometry);
    yield { id, version, lng, lat, values };
  }
}

function toFeature({ attributes }: LayerDefinition, { id, geometry, values }: ShapeRow): ShapeFeature {
  const shown = attributes.flatMap(({ name, inTile }, i) => {
    const value = values[i] ?? null;
    return inTile === false || value === null ? [] : [[name, value]];
  });
  return { type: "Feature", id, geometry, properties: Object.fromEntries(shown) };
}
