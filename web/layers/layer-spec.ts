import type { LayerSpecification } from "@maplibre/maplibre-gl-style-spec";

/** A style layer whose expressions are checked by the style specification at test time rather than by the compiler. */
export interface LayerSpec {
  readonly id: string;
  readonly type: LayerSpecification["type"];
  readonly source?: string;
  readonly "source-layer"?: string;
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly filter?: unknown;
  readonly layout?: Readonly<Record<string, unknown>>;
  readonly paint?: Readonly<Record<string, unknown>>;
}
