import { findLayer, type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import { tileJson } from "@one-map/tiles/tilejson";
import { type BBox, parseTileCoord, type TileCoord } from "@one-map/tiles/world";
import { Type } from "typebox";
import { type App, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { oneOf } from "../http/wire.ts";
import { FilterQuery } from "./filter-query.ts";
import { ogcRoutes } from "./ogc-routes.ts";
import { type ResponderOptions, TileResponder } from "./tile-responder.ts";

export interface TileOptions extends ResponderOptions {
  /** Box that holds the city, for TileJSON. */
  readonly bounds: () => Promise<BBox | null>;
}

const tags = ["tiles"];

const detail = Type.Optional(
  oneOf(["cells"], "Cells with counts, however few the points are; otherwise only where they are too many"),
);

/** Vector tiles and what describes them; gives back what answers for tiles, whose figures are for `/metrics`. */
export function tileRoutes(app: App, { bounds, ...options }: TileOptions): TileResponder {
  const responder = new TileResponder(options);

  ogcRoutes(app, { responder, bounds });

  const LayerParameters = Type.Object({ layer: Type.String() });

  app.get(
    "/tiles",
    {
      schema: {
        tags,
        summary: "List layers",
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Type.String(),
                title: Type.String(),
                description: Type.String(),
                tilejson: Type.String(),
              }),
            ),
          }),
          ...problemResponses,
        },
      },
    },
    async () => ({
      items: layers.map(({ id, title, description }) => ({ id, title, description, tilejson: `/tiles/${id}.json` })),
    }),
  );

  app.get(
    "/tiles/:layer",
    {
      schema: {
        tags,
        summary: "TileJSON 3.0 of a layer, as /tiles/<layer>.json",
        params: LayerParameters,
        response: { 200: Type.Unsafe<object>({ type: "object", additionalProperties: true }), ...problemResponses },
      },
    },
    async (request) => {
      const { layer } = request.params;
      const definition = layer.endsWith(".json") ? findLayer(layer.slice(0, -5)) : undefined;
      if (definition === undefined) throw new HttpProblem("not-found", "There is no such layer.");
      const box = await bounds();
      return tileJson(definition, {
        url: `${request.protocol}://${request.host}/tiles/${definition.id}/{z}/{x}/{y}.mvt`,
        ...(box && { bounds: box }),
      });
    },
  );

  app.get(
    "/tiles/:layer/:z/:x/:file",
    {
      schema: {
        tags,
        summary: "A vector tile, as /tiles/<layer>/<z>/<x>/<y>.mvt",
        params: Type.Object({ layer: Type.String(), z: Type.String(), x: Type.String(), file: Type.String() }),
        querystring: Type.Object({ ...FilterQuery, detail }, { additionalProperties: false }),
        produces: ["application/vnd.mapbox-vector-tile"],
        response: {
          200: {
            description: "The tile",
            content: {
              "application/vnd.mapbox-vector-tile": {
                schema: Type.Unsafe<Buffer>({ type: "string", format: "binary" }),
              },
            },
          },
          204: Type.Null({ description: "An empty tile" }),
          304: Type.Null({ description: "Not changed" }),
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      const { layer, z, x, file } = request.params;
      const definition = findLayer(layer);
      if (definition === undefined) throw new HttpProblem("not-found", "There is no such layer.");
      const coord = toCoord(definition, z, x, file);
      return responder.answer(request, reply, definition, coord) as undefined;
    },
  );
  return responder;
}

function toCoord(definition: LayerDefinition, z: string, x: string, file: string): TileCoord {
  const coord = file.endsWith(".mvt") ? parseTileCoord(z, x, file.slice(0, -4)) : undefined;
  if (coord === undefined)
    throw new HttpProblem(
      "tile-coordinate",
      "Tiles are addressed as <z>/<x>/<y>.mvt in plain decimals inside the pyramid.",
    );
  if (coord.z < definition.minzoom || coord.z > definition.maxzoom) {
    throw new HttpProblem(
      "tile-coordinate",
      `Layer "${definition.id}" has zooms ${definition.minzoom} to ${definition.maxzoom}.`,
    );
  }
  return coord;
}
