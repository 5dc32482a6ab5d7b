/** A position as GeoJSON has it, `[lng, lat]`; anything behind that is ignored. */
export type Position = readonly number[];
export type Ring = readonly Position[];

export interface LineString {
  readonly type: "LineString";
  readonly coordinates: readonly Position[];
}

export interface MultiLineString {
  readonly type: "MultiLineString";
  readonly coordinates: readonly (readonly Position[])[];
}

export interface Polygon {
  readonly type: "Polygon";
  readonly coordinates: readonly Ring[];
}

export interface MultiPolygon {
  readonly type: "MultiPolygon";
  readonly coordinates: readonly (readonly Ring[])[];
}

/** The GeoJSON geometries that shape layers hold, degrees, EPSG:4326. */
export type ShapeGeometry = LineString | MultiLineString | Polygon | MultiPolygon;
