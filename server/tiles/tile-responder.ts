import { createHash, randomBytes } from "node:crypto";
import type { LayerDefinition } from "@one-map/tiles/catalogue";
import { type Filter, filterKey } from "@one-map/tiles/filter";
import type { TileForm } from "@one-map/tiles/tile-maker";
import { deepestZoom, type TileCoord } from "@one-map/tiles/world";
import type { FastifyReply, FastifyRequest } from "fastify";
import { effectiveScope } from "../access/scope.ts";
import { HttpProblem } from "../http/problems.ts";
import { securityHeaders } from "../http/security.ts";
import { condense, type Encoding, encode, negotiate } from "./encoding.ts";
import type { MapEngine } from "./engine.ts";
import { parseFilter, within, withOnly } from "./filter-query.ts";
import { type HeldBody, ResponseCache } from "./response-cache.ts";

/** Versions of the engine count from 0 in each process; this keeps the ETags of two processes apart. */
const processTag = randomBytes(4).toString("hex");

/** Filters and encodings read lately: all tiles of a map share them. */
const mostRemembered = 500;

/** Communities whose rows may be seen; undefined for every row. */
export type TileScope = readonly number[] | undefined;

/** Media types of the formats of a tile. */
export const mediaTypes = { mvt: "application/vnd.mapbox-vector-tile", mlt: "application/vnd.maplibre-tile" } as const;

/** One tile of one layer; shapes have no other format than mvt. */
export interface TileAsked {
  readonly layer: LayerDefinition;
  readonly coord: TileCoord;
  readonly form: TileForm;
}

export interface ResponderOptions {
  readonly engine: () => MapEngine;
  readonly cacheBytes: number;
  /** What the asker may see of a layer; everything unless given. */
  readonly scopeOf?: ((request: FastifyRequest, layer: LayerDefinition) => TileScope) | undefined;
  /** Categories of incidents that the asker may be shown one by one; all unless given, and where undefined. */
  readonly drawnOf?: ((request: FastifyRequest) => readonly string[] | undefined) | undefined;
  /** Place in the feed that tiles of a layer contain at least, for the header Feed-Seq; undefined before there is one. */
  readonly position?: ((layer: string) => string | undefined) | undefined;
}

interface ReadFilter {
  readonly filter: Filter;
  /** Cells are wanted, however few the points are. */
  readonly isCells: boolean;
  /** What stands for the filter and the scope in the cache. */
  readonly digest: string;
}

/**
 * Answers requests for tiles: 304 from the tile's version alone, else from the cache, else from the engine. Answers go
 * to the socket directly, with headers built once a body, because Fastify's own way costs as much as all the rest.
 */
export class TileResponder {
  readonly cache: ResponseCache;
  /** Answers so far by zoom. */
  readonly requests = Array.from({ length: deepestZoom + 1 }, () => ({ made: 0, held: 0, not_modified: 0 }));
  readonly #options: ResponderOptions;
  readonly #filters = new Map<string, ReadFilter>();
  readonly #encodings = new Map<string | undefined, Encoding | undefined>();

  constructor(options: ResponderOptions) {
    this.#options = options;
    this.cache = new ResponseCache(options.cacheBytes);
  }

  /** Sends the tile; throws a problem for a filter that does not fit and for a client that takes no encoding of ours. */
  answer(request: FastifyRequest, reply: FastifyReply, { layer, coord, form }: TileAsked): void | Promise<void> {
    const encoding = this.#encodingOf(request.headers["accept-encoding"]);
    if (encoding === undefined) throw new HttpProblem("content-encoding", "Take br, gzip or identity.");
    const engine = this.#options.engine();
    const points = engine.findPoints(layer.id);
    const shapes = engine.findShapes(layer.id);
    const scope = this.#options.scopeOf?.(request, layer);
    // Shapes are not cut by communities: all of them, or none.
    const effective = scope && (points ? effectiveScope(scope, points.communitiesIn(coord)) : []);
    const drawn = layer.id === "incidents" ? this.#options.drawnOf?.(request) : undefined;
    const { filter, isCells, digest } = this.#filterOf(request, layer, { communities: effective, drawn });
    const version = points?.tileVersion(coord) ?? shapes?.version ?? 0;
    // Read with the version: what was applied up to here is in the tile.
    const position = this.#options.position?.(layer.id);
    const state = `${processTag}.${version}.${digest}.${encoding}`;
    const counts = this.requests[coord.z] as TileResponder["requests"][number];
    const ifNoneMatch = request.headers["if-none-match"];
    // The version grows with every change in the tile, which is not for those to know who see a part of it.
    const isCut = scope !== undefined || drawn !== undefined;
    const known = isCut ? undefined : knownTag(ifNoneMatch, tagsOf(state));
    if (known !== undefined) {
      counts.not_modified++;
      send(request, reply, 304, [...headFor(layer), "etag", known], position);
      return;
    }
    const key = `${layer.id}/${coord.z}/${coord.x}/${coord.y}.${form}?${state}`;
    const finish = (held: HeldBody) => {
      const status = held.body.length === 0 ? 204 : 200;
      if (!isCut) {
        held.head ??= headOf(layer, tagsOf(state)[held.isDense ? 1 : 0], encoding, form, held);
        return send(request, reply, status, held.head, position, held.body);
      }
      held.tag ??= tagOfContent(held.body);
      if (knownTag(ifNoneMatch, [held.tag]) !== undefined) {
        // Counted as made or held, which is what it has cost.
        return send(request, reply, 304, [...headFor(layer), "etag", held.tag], position);
      }
      held.cutHead ??= headOf(layer, held.tag, encoding, form, held);
      send(request, reply, status, held.cutHead, position, held.body);
    };
    const smaller = encoding === "identity" ? undefined : (body: Buffer) => condense(body, encoding);
    const held = this.cache.find(key, smaller);
    if (held !== undefined) {
      counts.held++;
      finish(held);
      return;
    }
    counts.made++;
    const make = async () => {
      const tile =
        (isCells ? points?.cells(coord, filter, form) : points?.tile(coord, filter, form)) ??
        (effective === undefined ? await shapes?.tile(coord) : undefined) ??
        new Uint8Array();
      return tile.length === 0 ? Buffer.alloc(0) : encode(tile, encoding);
    };
    return this.cache.make(key, make).then(finish);
  }

  #encodingOf(header: string | undefined): Encoding | undefined {
    if (this.#encodings.has(header)) return this.#encodings.get(header);
    const encoding = negotiate(header);
    remember(this.#encodings, header, encoding);
    return encoding;
  }

  /** @param may what of the asker's rights matters to the tile: two askers of whom it is the same share the body */
  #filterOf(
    request: FastifyRequest,
    definition: LayerDefinition,
    { communities: scope, drawn }: { communities: TileScope; drawn: readonly string[] | undefined },
  ): ReadFilter {
    const { url, query } = request;
    const mark = url.indexOf("?");
    const queried = mark < 0 ? "" : url.slice(mark);
    const key = `${definition.id}${queried} ${scope?.join() ?? "all"} ${drawn?.join() ?? "all"}`;
    const known = this.#filters.get(key);
    if (known !== undefined) return known;
    const asked = parseFilter(definition.id, query as Parameters<typeof parseFilter>[1]);
    const inside = scope === undefined || definition.geometry !== "point" ? asked : within(asked, scope);
    const filter = drawn === undefined ? inside : withOnly(inside, "category", drawn);
    const isCells = (query as { detail?: string }).detail === "cells";
    if (isCells && definition.geometry !== "point")
      throw new HttpProblem("query-parameter", `Layer "${definition.id}" has no cells.`, [
        { pointer: "detail", reason: "only layers of points have cells" },
      ]);
    const meaning = `${isCells ? "cells " : ""}${scope?.length === 0 ? "nothing " : ""}${filterKey(definition, filter)}`;
    // Whoever asks chooses a part of it: it is as long as nobody can find another meaning for.
    const digest = createHash("sha256").update(meaning).digest("base64url");
    const read = { filter, isCells, digest };
    remember(this.#filters, key, read);
    return read;
  }
}

function remember<K, V>(memory: Map<K, V>, key: K, value: V): void {
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(key, value);
}

/**
 * Headers of every answer for a tile, name and value in turn. A client asks each time: a tile that was said to have
 * changed must never come from its cache, and one that has not costs a 304.
 */
const commonHead: readonly string[] = [
  ...Object.entries(securityHeaders).flat(),
  ...["vary", "Accept-Encoding", "cache-control", "private, no-cache"],
];

/** Publishable tiles may be kept in front of us, out of date from the start: nginx then asks each time, as clients do. */
const publicHead: readonly string[] = [...commonHead, "x-accel-expires", "@1"];

function headFor({ clearance }: LayerDefinition): readonly string[] {
  return clearance === "public" ? publicHead : commonHead;
}

function headOf(
  layer: LayerDefinition,
  tag: string | undefined,
  encoding: Encoding,
  form: TileForm,
  { body }: HeldBody,
): string[] {
  const head = [...headFor(layer), "etag", tag as string];
  if (body.length === 0) return head;
  if (encoding !== "identity") head.push("content-encoding", encoding);
  head.push("content-type", mediaTypes[form], "content-length", String(body.length));
  return head;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  status: 200 | 204 | 304,
  head: readonly string[],
  position: string | undefined,
  body?: Buffer,
): void {
  const own = position === undefined ? [] : ["feed-seq", position];
  reply.hijack();
  reply.raw.writeHead(status, [...head, ...own, "x-request-id", request.id]);
  reply.raw.end(status === 200 ? body : undefined);
}

/** ETags of a tile in an encoding: as compressed at first, and as compressed again. */
function tagsOf(state: string): readonly [first: string, dense: string] {
  return [`"${state}"`, `"${state}+"`];
}

/** The ETag that tells nothing but what is sent. */
function tagOfContent(body: Buffer): string {
  return `"${createHash("sha1").update(body).digest("base64url")}"`;
}

/** The tag that the client has, of those that are current; RFC 9110 §13.1.2, by weak comparison. */
function knownTag(header: string | undefined, tags: readonly string[]): string | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === "*") return tags[0];
  const held = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.find((tag) => held.includes(tag));
}
