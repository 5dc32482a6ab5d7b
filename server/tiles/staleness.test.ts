import { setImmediate as nextTurn } from "node:timers/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { VectorTile } from "@mapbox/vector-tile";
import type { PointRow } from "@one-map/tiles/columns";
import type { PointChange } from "@one-map/tiles/point-layer";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import Fastify from "fastify";
import { PbfReader } from "pbf";
import { expect, test } from "vitest";
import type { App } from "../http/app-type.ts";
import { installErrorHandler } from "../http/error-handler.ts";
import { Names, Problem } from "../http/wire.ts";
import { MapEngine } from "./engine.ts";
import { tileRoutes } from "./routes.ts";

/**
 * The rule: a tile asked for after a change was announced contains it. Writers, merges and readers through HTTP, cache,
 * compression and 304 at the same time, against a plain model; `MODEL_SECONDS` makes it look for longer.
 */
const seconds = Number(process.env.MODEL_SECONDS ?? 3);
const readers = 8;
const people = 1500;

/** Numbers from a seed (mulberry32): the same run again from the same seed, but for the order of answers. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The version of a row stands in its tile as the instant of its report. */
const epoch = 1_700_000_000;

interface Held {
  readonly version: number;
  readonly x: number;
  readonly y: number;
}

/** What was there before each batch, of the rows that it changed. */
type Undo = ReadonlyMap<number, Held | undefined>;

class City {
  readonly engine = new MapEngine("Asia/Shanghai");
  readonly state = new Map<number, Held>();
  /** `undo[n]` takes the state after batch n + 1 back to that after batch n. */
  readonly undo: Undo[] = [];
  readonly random: () => number;
  private versions = 1;

  constructor(seed: number) {
    this.random = numbers(seed);
    const rows = Array.from({ length: people }, (_, id) => this.newRow(id));
    this.engine.points("incidents").load(rows);
    for (const row of rows) this.state.set(row.id, held(row));
  }

  /** Batches applied and announced. */
  get announced(): number {
    return this.undo.length;
  }

  pick(below: number): number {
    return Math.floor(this.random() * below);
  }

  write(): void {
    const before = new Map<number, Held | undefined>();
    const changes = Array.from({ length: 1 + this.pick(this.random() < 0.05 ? 800 : 30) }, (): PointChange => {
      const id = this.pick(people * 1.2);
      if (!before.has(id)) before.set(id, this.state.get(id));
      if (this.random() < 0.1) {
        this.state.delete(id);
        return { op: "delete", id };
      }
      const row = this.newRow(id);
      this.state.set(id, held(row));
      return { op: "upsert", row };
    });
    this.engine.points("incidents").apply(changes);
    this.undo.push(before);
  }

  /** What a tile shows, as text, after each batch from the latest back to one. */
  *shown(coord: TileCoord, since: number): Generator<string> {
    const inside = ({ x, y }: Held) => x >>> (32 - coord.z) === coord.x && y >>> (32 - coord.z) === coord.y;
    const shown = new Map([...this.state].filter(([, one]) => inside(one)).map(([id, { version }]) => [id, version]));
    for (let batch = this.announced; ; batch--) {
      yield textOf(shown);
      if (batch === since) return;
      for (const [id, one] of this.undo[batch - 1] as Undo) {
        if (one !== undefined && inside(one)) shown.set(id, one.version);
        else shown.delete(id);
      }
    }
  }

  private newRow(id: number): PointRow {
    const version = this.versions++;
    const values = [1 + this.pick(5), "theft", 3, "closed", epoch, epoch + version, null];
    return { id, version, lng: 107 + this.random() * 0.3, lat: 34.3 + this.random() * 0.3, values };
  }
}

function held({ version, lng, lat }: PointRow): Held {
  return { version, x: worldX(lng), y: worldY(lat) };
}

function textOf(versions: ReadonlyMap<number, number>): string {
  return [...versions]
    .sort(([a], [b]) => a - b)
    .map(([id, version]) => `${id}@${version}`)
    .join();
}

function contentOf(body: Buffer, encoding: unknown): string {
  if (body.length === 0) return "";
  const plain = encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
  const layer = new VectorTile(new PbfReader(plain)).layers.incidents;
  const versions = new Map<number, number>();
  for (let i = 0; i < (layer?.length ?? 0); i++) {
    const feature = layer?.feature(i);
    versions.set(feature?.id as number, Number(feature?.properties.reported_at) - epoch);
  }
  return textOf(versions);
}

async function newApp(city: City): Promise<App> {
  const app = Fastify() as unknown as App;
  installErrorHandler(app as never);
  app.addSchema(Names);
  app.addSchema(Problem);
  tileRoutes(app, {
    engine: () => city.engine,
    bounds: async () => null,
    // So small that tiles are dropped, made again and compressed again all the time.
    cacheBytes: 400_000,
    position: () => `e.${city.announced}`,
  });
  await app.ready();
  return app;
}

test.each([1, 2, 3])(
  "no tile lacks what was announced before it was asked for, nor mixes two states (seed %i)",
  { timeout: 60_000 + seconds * 1000 },
  async (seed) => {
    const city = new City(seed);
    const app = await newApp(city);
    const byTag = new Map<string, string>();
    const counts = { 200: 0, 204: 0, 304: 0, behind: 0 };
    const end = performance.now() + (seconds * 1000) / 3;
    // On a busy machine as long as it takes: nothing is proved unless all of it happened.
    const isOver = () => performance.now() >= end && city.announced >= 25 && counts[200] >= 60 && counts[304] >= 5;

    async function write(): Promise<void> {
      while (!isOver()) {
        city.write();
        if (city.random() < 0.5) city.engine.points("incidents").mergeSome(city.pick(40_000));
        for (let turns = city.pick(6); turns >= 0; turns--) await nextTurn();
      }
    }

    async function read(): Promise<void> {
      const tags = new Map<string, string>();
      while (!isOver()) {
        const z = 10 + city.pick(5);
        // Few places, so that tiles are asked for again.
        const coord = tileAt(worldX(107.02 + city.pick(6) * 0.05), worldY(34.32 + city.pick(6) * 0.05), z);
        const encoding = ["br", "gzip", "identity"][city.pick(3)] as string;
        const url = `/tiles/incidents/${z}/${coord.x}/${coord.y}.mvt`;
        const known = city.random() < 0.7 ? tags.get(`${url} ${encoding}`) : undefined;
        const announced = city.announced;
        const answer = await app.inject({
          url,
          headers: { "accept-encoding": encoding, ...(known !== undefined && { "if-none-match": known }) },
        });
        const status = answer.statusCode as 200 | 204 | 304;
        const tag = String(answer.headers.etag);
        counts[status]++;
        const content =
          status === 304 ? byTag.get(tag + url) : contentOf(answer.rawPayload, answer.headers["content-encoding"]);
        // One tag is one content, whoever asks and whenever.
        expect(byTag.get(tag + url) ?? content).toBe(content);
        byTag.set(tag + url, content as string);
        tags.set(`${url} ${encoding}`, tag);
        const promised = Number(String(answer.headers["feed-seq"]).slice(2));
        expect(promised).toBeGreaterThanOrEqual(announced);
        const possible = [...city.shown(coord, promised)];
        const at = possible.indexOf(content as string);
        if (at > 0) counts.behind++;
        expect(at, `${url} asked for after ${announced}, answered ${status} ${tag}`).toBeGreaterThanOrEqual(0);
      }
    }

    await Promise.all([write(), ...Array.from({ length: readers }, read)]);
    await app.close();
    console.log(`seed ${seed}: ${city.announced} batches, ${JSON.stringify(counts)}`);
  },
);
