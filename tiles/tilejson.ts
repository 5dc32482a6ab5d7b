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
  readonly vector_layers: readonly VectorLayer[];
}

export interface TileJsonPlace {
  /** Template with `{z}`, `{x}` and `{y}`. */
  readonly url: string;
  /** Box that holds all data, where known. */
  readonly bounds?: BBox;
}

/** What a client needs to draw a layer: where its tiles are and what their source-layers and attributes mean. */
export function tileJson(definition: LayerDefinition, { url, bounds }: TileJsonPlace): TileJson {
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
    vector_layers: vectorLayers(definition),
  };
}

function vectorLayers(definition: LayerDefinition): VectorLayer[] {
  const { id, description, minzoom, maxzoom, attributes, geometry } = definition;
  const own = fieldsOf(attributes);
  const layers = [{ id, description, minzoom, maxzoom, fields: own }];
  if (geometry === "point") {
    const cells = "Cells in place of points where a tile would hold too many";
    layers.push({ id: `${id}_grid`, description: cells, minzoom, maxzoom, fields: gridFields(attributes) });
  }
  if (geometry === "polygon") {
    layers.push({ id: `${id}_label`, description: "One point in each, for its label", minzoom, maxzoom, fields: own });
  }
  return layers;
}

function fieldsOf(attributes: readonly Attribute[]): Record<string, string> {
  const shown = attributes.filter(({ inTile }) => inTile !== false);
  return Object.fromEntries(shown.map(({ name, description }) => [name, description]));
}

function gridFields(attributes: readonly Attribute[]): Record<string, string> {
  const top = attributes.find(({ kind }) => kind === "enum");
  const hasPriority = attributes.some(({ name }) => name === "priority");
  return {
    count: "Points in the cell",
    ...(top && { top: `Most frequent ${top.name}`, top_count: "Points that have it" }),
    ...(hasPriority && { max_priority: "Priority of the most urgent, the smallest number" }),
  };
}
