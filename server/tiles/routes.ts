import { findLayer, type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import { tileJson } from "@one-map/tiles/tilejson";
import { type BBox, parseTileCoord } from "@one-map/tiles/world";
import { Type } from "typebox";
import { type App, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { sendsOwnHeaders } from "../http/security.ts";
import { oneOf } from "../http/wire.ts";
import { FilterQuery } from "./filter-query.ts";
import { ogcRoutes } from "./ogc-routes.ts";
import { mediaTypes, type ResponderOptions, type TileAsked, TileResponder } from "./tile-responder.ts";

export interface TileOptions extends ResponderOptions {
  /** Box that holds the city, for TileJSON. */
  readonly bounds: () => Promise<BBox | null>;
}

const tags = ["tiles"];

const binary = Type.Unsafe<Buffer>({ type: "string", format: "binary" });

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
        querystring: Type.Object({
          encoding: Type.Optional(oneOf(["mvt", "mlt"], "Format of the tiles; mvt unless given")),
        }),
        response: { 200: Type.Unsafe<object>({ type: "object", additionalProperties: true }), ...problemResponses },
      },
    },
    async (request) => {
      const { layer } = request.params;
      const definition = layer.endsWith(".json") ? findLayer(layer.slice(0, -5)) : undefined;
      if (definition === undefined) throw new HttpProblem("not-found", "There is no such layer.");
      const { encoding = "mvt" } = request.query;
      if (encoding === "mlt" && definition.geometry !== "point")
        throw new HttpProblem("query-parameter", `Layer "${definition.id}" comes as mvt only.`, [
          { pointer: "encoding", reason: "only layers of points come as mlt" },
        ]);
      const box = await bounds();
      return tileJson(definition, {
        url: `${request.protocol}://${request.host}/tiles/${definition.id}/{z}/{x}/{y}.${encoding}`,
        ...(encoding === "mlt" && { encoding }),
        ...(box && { bounds: box }),
      });
    },
  );

  app.get(
    "/tiles/:layer/:z/:x/:file",
    {
      config: sendsOwnHeaders,
      schema: {
        tags,
        summary: "A vector tile, as /tiles/<layer>/<z>/<x>/<y>.mvt; points also as .mlt, a good third smaller",
        params: Type.Object({ layer: Type.String(), z: Type.String(), x: Type.String(), file: Type.String() }),
        querystring: Type.Object({ ...FilterQuery, detail }, { additionalProperties: false }),
        produces: Object.values(mediaTypes),
        response: {
          200: {
            description: "The tile",
            content: {
              [mediaTypes.mvt]: { schema: binary },
              [mediaTypes.mlt]: { schema: binary },
            },
          },
          204: Type.Null({ description: "An empty tile" }),
          304: Type.Null({ description: "Not changed" }),
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      const { layer: id, z, x, file } = request.params;
      const layer = findLayer(id);
      if (layer === undefined) throw new HttpProblem("not-found", "There is no such layer.");
      return responder.answer(request, reply, toTile(layer, z, x, file)) as undefined;
    },
  );
  return responder;
}

function toTile(layer: LayerDefinition, z: string, x: string, file: string): TileAsked {
  const form = file.endsWith(".mlt") ? "mlt" : "mvt";
  const coord = file.endsWith(`.${form}`) ? parseTileCoord(z, x, file.slice(0, -4)) : undefined;
  if (coord === undefined)
    throw new HttpProblem(
      "tile-coordinate",
      "Tiles are addressed as <z>/<x>/<y>.mvt, or .mlt, in plain decimals inside the pyramid.",
    );
  if (coord.z < layer.minzoom || coord.z > layer.maxzoom)
    throw new HttpProblem("tile-coordinate", `Layer "${layer.id}" has zooms ${layer.minzoom} to ${layer.maxzoom}.`);
  if (form === "mlt" && layer.geometry !== "point")
    throw new HttpProblem("tile-coordinate", `Layer "${layer.id}" comes as .mvt only.`);
  return { layer, coord, form };
}
