import { createHash, randomBytes } from "node:crypto";
import type { LayerDefinition } from "@one-map/tiles/catalogue";
import { type Filter, filterKey } from "@one-map/tiles/filter";
import type { TileCoord } from "@one-map/tiles/world";
import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpProblem } from "../http/problems.ts";
import { condense, type Encoding, encode, negotiate } from "./encoding.ts";
import type { MapEngine } from "./engine.ts";
import { parseFilter } from "./filter-query.ts";
import { ResponseCache } from "./response-cache.ts";

/** Seconds that a client may use a tile without asking; live layers are asked for again at once. */
const maxAge = { seconds: 0, minutes: 30, rarely: 300 } as const;

/** Versions of the engine count from 0 in each process; this keeps the ETags of two processes apart. */
const processTag = randomBytes(4).toString("hex");

/** Filters read lately, by layer and query string: all tiles of a map share one. */
const mostFilters = 500;

interface ReadFilter {
  readonly filter: Filter;
  /** Cells are wanted, however few the points are. */
  readonly isCells: boolean;
  /** Short form of the filter's key. */
  readonly digest: string;
}

/** Answers requests for tiles: 304 from the tile's version alone, else from the cache, else from the engine. */
export class TileResponder {
  readonly cache: ResponseCache;
  readonly #engine: () => MapEngine;
  readonly #filters = new Map<string, ReadFilter>();

  constructor(engine: () => MapEngine, cacheBytes: number) {
    this.#engine = engine;
    this.cache = new ResponseCache(cacheBytes);
  }

  /** Sends the tile; throws a problem for a filter that does not fit and for a client that takes no encoding of ours. */
  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    definition: LayerDefinition,
    coord: TileCoord,
  ): Promise<FastifyReply> {
    const encoding = negotiate(request.headers["accept-encoding"]);
    if (encoding === undefined) throw new HttpProblem("content-encoding", "Take br, gzip or identity.");
    const { filter, isCells, digest } = this.#filterOf(request, definition);
    const points = this.#engine().findPoints(definition.id);
    const shapes = this.#engine().findShapes(definition.id);
    const version = points?.tileVersion(coord) ?? shapes?.version ?? 0;
    const state = `${processTag}.${version}.${digest}`;
    const age = maxAge[definition.pace];
    reply.headers({
      vary: "Accept-Encoding",
      "cache-control": age === 0 ? "private, no-cache" : `private, max-age=${age}`,
    });
    const known = knownTag(request.headers["if-none-match"], tagsOf(state, encoding));
    if (known !== undefined) return reply.header("etag", known).code(304).send(null);
    const { body, isDense } = await this.cache.get(
      `${definition.id}/${coord.z}/${coord.x}/${coord.y}?${state}.${encoding}`,
      async () => {
        const tile =
          (isCells ? points?.cells(coord, filter) : points?.tile(coord, filter)) ??
          (await shapes?.tile(coord)) ??
          new Uint8Array();
        return tile.length === 0 ? Buffer.alloc(0) : encode(tile, encoding);
      },
      encoding === "identity"
        ? undefined
        : (held) => (held.length === 0 ? Promise.resolve(held) : condense(held, encoding)),
    );
    reply.header("etag", tagsOf(state, encoding)[isDense ? 1 : 0]);
    if (body.length === 0) return reply.code(204).send(null);
    if (encoding !== "identity") reply.header("content-encoding", encoding);
    return reply.type("application/vnd.mapbox-vector-tile").send(body);
  }

  #filterOf({ url, query }: FastifyRequest, definition: LayerDefinition): ReadFilter {
    const mark = url.indexOf("?");
    const key = `${definition.id}${mark < 0 ? "" : url.slice(mark)}`;
    const known = this.#filters.get(key);
    if (known !== undefined) return known;
    const filter = parseFilter(definition.id, query as Parameters<typeof parseFilter>[1]);
    const isCells = (query as { detail?: string }).detail === "cells";
    if (isCells && definition.geometry !== "point")
      throw new HttpProblem("query-parameter", `Layer "${definition.id}" has no cells.`, [
        { pointer: "detail", reason: "only layers of points have cells" },
      ]);
    const meaning = `${isCells ? "cells " : ""}${filterKey(definition, filter)}`;
    const digest = createHash("sha1").update(meaning).digest("base64url").slice(0, 10);
    if (this.#filters.size >= mostFilters) this.#filters.clear();
    const read = { filter, isCells, digest };
    this.#filters.set(key, read);
    return read;
  }
}

/** ETags of a tile in an encoding: as compressed at first, and as compressed again. */
function tagsOf(state: string, encoding: Encoding): readonly [first: string, dense: string] {
  return [`"${state}.${encoding}"`, `"${state}.${encoding}+"`];
}

/** The tag that the client has, of those that are current; RFC 9110 §13.1.2, by weak comparison. */
function knownTag(header: string | undefined, tags: readonly [string, string]): string | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === "*") return tags[0];
  const held = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.find((tag) => held.includes(tag));
}
