import type { StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { Language } from "../i18n/language.ts";
import { encodingOf, imageSources, ownSources, type TileSource, tileLayerOf, tileSources } from "../layers/sources.ts";
import type { Theme } from "../state/view.ts";
import type { LayerOrder } from "./layer-order.ts";

export interface FontFace {
  readonly url: string;
  /** As in CSS, separated by commas. */
  readonly range: string;
}

export interface StyleOptions {
  readonly order: LayerOrder;
  readonly origin: string;
  readonly theme: Theme;
  readonly language: Language;
  /** Size of symbols and type: 1 on a desk. */
  readonly scale: number;
  readonly fonts: Readonly<Record<string, readonly FontFace[]>>;
  /** Filters in force from the first tile on, as queries. */
  readonly tileQueries?: Partial<Record<TileSource, string>>;
  /** Layers not to be seen at first; tiles that only they need are not fetched. */
  readonly hidden?: readonly string[];
}

const nowhere = [
  [0, 0.1],
  [0.1, 0.1],
  [0.1, 0],
  [0, 0],
];

/** Address of a tile layer's tiles, with the filter in force. */
export function tilesUrl(origin: string, source: TileSource, query = ""): string {
  const { layer, query: own } = tileLayerOf(source);
  const all = [own, query].filter((part) => part !== "").join("&");
  return `${origin}/tiles/${layer}/{z}/{x}/{y}.${encodingOf(source)}${all === "" ? "" : `?${all}`}`;
}

/** Fonts as the style wants them. */
export function fontFaces(fonts: StyleOptions["fonts"], origin: string): NonNullable<StyleSpecification["font-faces"]> {
  return Object.fromEntries(
    Object.entries(fonts).map(([name, list]) => [
      name,
      list.map(({ url, range }) => ({ url: new URL(url, origin).href, "unicode-range": range.split(",") })),
    ]),
  );
}

/**
 * The one style of a page. Theme, language and scale are global state: they change in place, without fetching a tile
 * again, and the style is never replaced.
 */
export function buildStyle(options: StyleOptions): StyleSpecification {
  const { order, origin, theme, language, scale, fonts, tileQueries = {}, hidden = [] } = options;
  const layers = order.layers.map((layer) =>
    hidden.includes(layer.id) ? { ...layer, layout: { ...layer.layout, visibility: "none" } } : layer,
  );
  const used = new Set(layers.map(({ source }) => source));
  const tiles = Object.entries(tileSources).filter(([id]) => used.has(id));
  const own = ownSources.filter((id) => used.has(id));
  const images = imageSources.filter((id) => used.has(id));
  return {
    version: 8,
    name: `One Map ${order.page}`,
    state: {
      theme: { default: theme },
      lang: { default: language },
      scale: { default: scale },
      view: { default: "incidents" },
    },
    "font-faces": fontFaces(fonts, origin),
    sources: {
      ...Object.fromEntries(
        tiles.map(([id, zooms]) => {
          const source = id as TileSource;
          const url = tilesUrl(origin, source, tileQueries[source]);
          return [id, { type: "vector", tiles: [url], encoding: encodingOf(source), ...zooms }];
        }),
      ),
      // Empty until the page paints it; the corners come with the picture.
      ...Object.fromEntries(images.map((id) => [id, { type: "image", coordinates: nowhere }])),
      ...Object.fromEntries(
        own.map((id) => [id, { type: "geojson", data: { type: "FeatureCollection", features: [] } }]),
      ),
    },
    layers,
  } as unknown as StyleSpecification;
}
