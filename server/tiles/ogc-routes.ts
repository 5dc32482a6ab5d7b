import { findLayer, type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import { type BBox, parseTileCoord } from "@one-map/tiles/world";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { type App, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { sendsOwnHeaders } from "../http/security.ts";
import { FilterQuery } from "./filter-query.ts";
import type { TileResponder } from "./tile-responder.ts";

export interface OgcOptions {
  readonly responder: TileResponder;
  readonly bounds: () => Promise<BBox | null>;
}

const tags = ["tiles"];
const vector = "application/vnd.mapbox-vector-tile";
const scheme = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
/** Of what `/openapi.json` answers. */
export const openApiType = "application/vnd.oai.openapi+json;version=3.1";
const relations = "http://www.opengis.net/def/rel/ogc/1.0";
const spec = "http://www.opengis.net/spec";

/** What of OGC API – Tiles – Part 1 (20-057) and Common (19-072) these routes keep. */
const conformsTo = [
  `${spec}/ogcapi-common-1/1.0/conf/core`,
  `${spec}/ogcapi-common-1/1.0/conf/landing-page`,
  `${spec}/ogcapi-common-1/1.0/conf/json`,
  `${spec}/ogcapi-tiles-1/1.0/conf/core`,
  `${spec}/ogcapi-tiles-1/1.0/conf/tileset`,
  `${spec}/ogcapi-tiles-1/1.0/conf/tilesets-list`,
  `${spec}/ogcapi-tiles-1/1.0/conf/geodata-tilesets`,
  `${spec}/ogcapi-tiles-1/1.0/conf/mvt`,
];

const schema = (summary: string) => ({
  tags,
  summary,
  response: { 200: Type.Unsafe<object>({ type: "object", additionalProperties: true }), ...problemResponses },
});

/** OGC API – Tiles over the same engine and cache, for clients that know no TileJSON; the tiles are the same bytes. */
export function ogcRoutes(app: App, { responder, bounds }: OgcOptions): void {
  app.get("/ogc", { schema: schema("OGC API landing page") }, async (request) => {
    const at = rootOf(request);
    return {
      title: "One Map",
      description: "Vector tiles of the city's layers",
      links: [
        link("self", `${at}/ogc`, "This page"),
        link("service-desc", `${at}/openapi.json`, "Definition of the API", openApiType),
        link("service-doc", `${at}/docs`, "Reference of the API", "text/html"),
        link("conformance", `${at}/ogc/conformance`, "What is conformed to"),
        link(`${relations}/conformance`, `${at}/ogc/conformance`, "What is conformed to"),
        link("data", `${at}/ogc/collections`, "Layers"),
        link(`${relations}/data`, `${at}/ogc/collections`, "Layers"),
        link(`${relations}/tiling-schemes`, `${at}/ogc/tileMatrixSets`, "Tile matrix sets"),
      ],
    };
  });

  app.get("/ogc/conformance", { schema: schema("OGC conformance classes") }, async () => ({ conformsTo }));

  app.get("/ogc/tileMatrixSets", { schema: schema("OGC tile matrix sets") }, async () => ({
    tileMatrixSets: [
      { id: "WebMercatorQuad", title: "Web Mercator", uri: scheme, links: [link("self", scheme, "Its definition")] },
    ],
  }));

  app.get("/ogc/collections", { schema: schema("Layers as OGC collections") }, async (request) => {
    const extent = await bounds();
    return {
      links: [link("self", `${rootOf(request)}/ogc/collections`, "Layers")],
      collections: layers.map((layer) => collection(request, layer, extent)),
    };
  });

  const Collection = Type.Object({ collection: Type.String() });

  app.get(
    "/ogc/collections/:collection",
    { schema: { ...schema("A layer as OGC collection"), params: Collection } },
    async (request) => collection(request, layerOf(request.params.collection), await bounds()),
  );

  app.get(
    "/ogc/collections/:collection/tiles",
    { schema: { ...schema("Tilesets of a layer"), params: Collection } },
    async (request) => {
      const layer = layerOf(request.params.collection);
      return {
        links: [link("self", `${placeOf(request, layer)}/tiles`, "Tilesets")],
        tilesets: [tileset(request, layer, await bounds())],
      };
    },
  );

  app.get(
    "/ogc/collections/:collection/tiles/WebMercatorQuad",
    { schema: { ...schema("The tileset of a layer"), params: Collection } },
    async (request) => tileset(request, layerOf(request.params.collection), await bounds()),
  );

  app.get(
    "/ogc/collections/:collection/tiles/WebMercatorQuad/:matrix/:row/:column",
    {
      config: sendsOwnHeaders,
      schema: {
        tags,
        summary: "A vector tile, by tile matrix, row and column",
        params: Type.Object({
          collection: Type.String(),
          matrix: Type.String(),
          row: Type.String(),
          column: Type.String(),
        }),
        querystring: Type.Object(FilterQuery, { additionalProperties: false }),
        produces: [vector],
        response: {
          200: {
            description: "The tile",
            content: { [vector]: { schema: Type.Unsafe<Buffer>({ type: "string", format: "binary" }) } },
          },
          204: Type.Null({ description: "An empty tile" }),
          304: Type.Null({ description: "Not changed" }),
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      const { collection: id, matrix, row, column } = request.params;
      const layer = layerOf(id);
      const coord = parseTileCoord(matrix, column, row);
      if (coord === undefined || coord.z < layer.minzoom || coord.z > layer.maxzoom) {
        throw new HttpProblem("not-found", `"${id}" has tile matrices ${layer.minzoom} to ${layer.maxzoom}.`);
      }
      return responder.answer(request, reply, { layer, coord, form: "mvt" }) as undefined;
    },
  );
}

function layerOf(id: string): LayerDefinition {
  const layer = findLayer(id);
  if (layer === undefined) throw new HttpProblem("not-found", "There is no such layer.");
  return layer;
}

function link(rel: string, href: string, title: string, type = "application/json"): object {
  return { rel, href, title, type };
}

function rootOf({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}`;
}

function placeOf(request: FastifyRequest, { id }: LayerDefinition): string {
  return `${rootOf(request)}/ogc/collections/${id}`;
}

function collection(request: FastifyRequest, layer: LayerDefinition, extent: BBox | null): object {
  const at = placeOf(request, layer);
  const { id, title, description } = layer;
  return {
    id,
    title,
    description,
    ...(extent && { extent: { spatial: { bbox: [extent] } } }),
    crs: ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
    links: [link("self", at, title), link(`${relations}/tilesets-vector`, `${at}/tiles`, "Tilesets")],
  };
}

function tileset(request: FastifyRequest, layer: LayerDefinition, extent: BBox | null): object {
  const at = `${placeOf(request, layer)}/tiles/WebMercatorQuad`;
  const { id, title, minzoom, maxzoom, geometry, attributes } = layer;
  const shown = attributes.filter(({ inTile }) => inTile !== false);
  return {
    title,
    dataType: "vector",
    crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
    tileMatrixSetURI: scheme,
    ...(extent && {
      boundingBox: {
        lowerLeft: extent.slice(0, 2),
        upperRight: extent.slice(2),
        crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
      },
    }),
    layers: [
      {
        id,
        dataType: "vector",
        geometryDimension: { point: 0, line: 1, polygon: 2 }[geometry],
        minTileMatrix: String(minzoom),
        maxTileMatrix: String(maxzoom),
        propertiesSchema: {
          type: "object",
          properties: Object.fromEntries(
            shown.map(({ name, kind, description }) => [name, { type: jsonType(kind), description }]),
          ),
        },
      },
    ],
    links: [
      link("self", at, "This tileset"),
      link(`${relations}/tiling-scheme`, scheme, "Web Mercator"),
      { ...link("item", `${at}/{tileMatrix}/{tileRow}/{tileCol}`, "Its tiles", vector), templated: true },
    ],
  };
}

function jsonType(kind: LayerDefinition["attributes"][number]["kind"]): string {
  if (kind === "enum" || kind === "text") return "string";
  if (kind === "real") return "number";
  return kind === "boolean" ? "boolean" : "integer";
}
