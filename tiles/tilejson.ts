import type { Attribute, LayerDefinition } from "./catalogue.ts";
import type { BBox } from "./world.ts";
import { deepestZoom } from "./world.ts";

/** One source-layer of a TileJSON document. */
export interface VectorLayer {
  readonly id: string;
  readonly description: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  /** Meaning by attribute name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** TileJSON 3.0.0, https://github.com/mapbox/tilejson-spec/tree/master/3.0.0 */
export interface TileJson {
  readonly tilejson: "3.0.0";
  readonly name: string;
  readonly description: string;
  readonly scheme: "xyz";
  readonly tiles: readonly string[];
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds?: BBox;
  /** Not of TileJSON itself, but MapLibre reads it: the format of the tiles where it is not MVT. */
  readonly encoding?: "mlt";
  readonly vector_layers: readonly VectorLayer[];
}

export interface TileJsonPlace {
  /** Template with `{z}`, `{x}` and `{y}`. */
  readonly url: string;
  /** Box that holds all data, where known. */
  readonly bounds?: BBox;
  readonly encoding?: "mlt";
}

/** What a client needs to draw a layer: where its tiles are and what their source-layers and attributes mean. */
export function tileJson(definition: LayerDefinition, { url, bounds, encoding }: TileJsonPlace): TileJson {
  const { id, title, description, minzoom, maxzoom } = definition;
  if (maxzoom > deepestZoom) throw new RangeError(`Layer "${id}" goes deeper than the engine does.`);
  return {
    tilejson: "3.0.0",
    name: title,
    description,
    scheme: "xyz",
    tiles: [url],
    minzoom,
    maxzoom,
    ...(bounds && { bounds }),
    ...(encoding && { encoding }),
    vector_layers: vectorLayers(definition),
  };
}

function vectorLayers(definition: LayerDefinition): VectorLayer[] {
  const { id, description, minzoom, maxzoom, attributes, geometry } = definition;
  const own = fieldsOf(attributes);
  const layers = [{ id, description, minzoom, maxzoom, fields: own }];
  if (geometry === "point") {
    const cells = "Cells in place of points where a tile would hold too many";
    layers.push({ id: `${id}_grid`, description: cells, minzoom, maxzoom, fields: gridFields(definition) });
  }
  if (geometry === "polygon") {
    layers.push({ id: `${id}_label`, description: "One point in each, for its label", minzoom, maxzoom, fields: own });
  }
  return layers;
}

function fieldsOf(attributes: readonly Attribute[]): Record<string, string> {
  const shown = attributes.filter(({ inTile }) => inTile !== false);
  return Object.fromEntries(shown.map(({ name, kind, description }) => [name, `${typeOf[kind]}: ${description}`]));
}

/** What a value is in a tile; TileJSON leaves the form of a field's description open. */
const typeOf = {
  enum: "Text",
  text: "Text",
  boolean: "Boolean",
  integer: "Whole number",
  real: "Number",
  community: "Whole number",
  date: "Whole number, days since 1970-01-01",
  instant: "Whole number, seconds since 1970-01-01T00:00Z",
} as const;

function gridFields({ attributes, weight }: LayerDefinition): Record<string, string> {
  const top = attributes.find(({ kind }) => kind === "enum");
  const hasPriority = attributes.some(({ name }) => name === "priority");
  const number = (text: string) => `${typeOf.integer}: ${text}`;
  return {
    count: number("Points in the cell"),
    ...(top && {
      top: `Text: Most frequent ${top.name}`,
      top_count: number("Points that have it"),
      top2: `Text: Second most frequent ${top.name}`,
      top2_count: number("Points that have it"),
      top3: `Text: Third most frequent ${top.name}`,
      top3_count: number("Points that have it"),
    }),
    ...(hasPriority && { max_priority: number("Priority of the most urgent, the smallest number") }),
    ...(weight && {
      weight: number(
        weight.from === undefined ? `Sum of ${weight.attribute}` : `Sum of ${weight.from} − ${weight.attribute}`,
      ),
    }),
  };
}
