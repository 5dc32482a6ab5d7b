import { createHash, randomBytes } from "node:crypto";
import { findLayer, type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import { filterKey } from "@one-map/tiles/filter";
import { tileJson } from "@one-map/tiles/tilejson";
import { type BBox, parseTileCoord, type TileCoord } from "@one-map/tiles/world";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { type App, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { type Encoding, encode, negotiate } from "./encoding.ts";
import type { MapEngine } from "./engine.ts";
import { FilterQuery, parseFilter } from "./filter-query.ts";
import { ResponseCache } from "./response-cache.ts";

export interface TileOptions {
  readonly engine: () => MapEngine;
  /** Box that holds the city, for TileJSON. */
  readonly bounds: () => Promise<BBox | null>;
  readonly cacheBytes: number;
}

const tags = ["tiles"];

/** Seconds that a client may use a tile without asking; live layers are asked for again at once. */
const maxAge = { seconds: 0, minutes: 30, rarely: 300 } as const;

/** Versions of the engine count from 0 in each process; this keeps the ETags of two processes apart. */
const processTag = randomBytes(4).toString("hex");

/** Vector tiles and what describes them. */
export function tileRoutes(app: App, { engine, bounds, cacheBytes }: TileOptions): void {
  const cache = new ResponseCache(cacheBytes);

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
        querystring: Type.Object(FilterQuery, { additionalProperties: false }),
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
    async (request, reply) => {
      const { layer, z, x, file } = request.params;
      const definition = findLayer(layer);
      if (definition === undefined) throw new HttpProblem("not-found", "There is no such layer.");
      const coord = toCoord(definition, z, x, file);
      const encoding = negotiate(request.headers["accept-encoding"]);
      if (encoding === undefined) throw new HttpProblem("content-encoding", "Take br, gzip or identity.");
      const filter = parseFilter(layer, request.query);
      const points = engine().findPoints(layer);
      const shapes = engine().findShapes(layer);
      const version = points?.tileVersion(coord) ?? shapes?.version ?? 0;
      const state = `${processTag}.${version}.${createHash("sha1").update(filterKey(definition, filter)).digest("base64url").slice(0, 10)}`;
      if (isNotModified(request, reply, definition, state, encoding)) return reply;
      const body = await cache.get(`${layer}/${coord.z}/${coord.x}/${coord.y}?${state}.${encoding}`, async () => {
        const tile = points?.tile(coord, filter) ?? shapes?.tile(coord) ?? new Uint8Array();
        return tile.length === 0 ? Buffer.alloc(0) : encode(tile, encoding);
      });
      if (body.length === 0) return reply.code(204).send(null);
      if (encoding !== "identity") reply.header("content-encoding", encoding);
      return reply.type("application/vnd.mapbox-vector-tile").send(body);
    },
  );
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

/** Sets the headers of freshness and answers 304 when the client has these very bytes; decided before any work. */
function isNotModified(
  request: FastifyRequest,
  reply: FastifyReply,
  definition: LayerDefinition,
  state: string,
  encoding: Encoding,
): boolean {
  const etag = `"${state}.${encoding}"`;
  const age = maxAge[definition.pace];
  reply.headers({
    etag,
    vary: "Accept-Encoding",
    "cache-control": age === 0 ? "private, no-cache" : `private, max-age=${age}`,
  });
  const known = request.headers["if-none-match"];
  const isKnown = known === "*" || known?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag) === true;
  if (isKnown) reply.code(304).send(null);
  return isKnown;
}
