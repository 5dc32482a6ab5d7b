import type { LayerId } from "@one-map/tiles/catalogue";
import { findLayer } from "@one-map/tiles/catalogue";
import { worldX, worldY } from "@one-map/tiles/world";
import type { FeedKind } from "./event.ts";
import { tilesFrame } from "./frames.ts";
import type { StreamScope } from "./scope.ts";

export interface ChangedTiles {
  readonly layer: string;
  /** The layer contains everything up to this number. */
  readonly seq: number;
  /** Undefined: any tile may have changed. */
  readonly places: readonly { readonly lng: number; readonly lat: number; readonly scope: number | null }[] | undefined;
}

/** Tiles of this zoom and below are named at once, those above at a slower beat: each of them changes all the time. */
const firstQuickZoom = 7;
const quickMillis = 100;
const slowMillis = 2_000;

/** More tiles than this are named as all of them: a client asks only for what it shows, and most of that is a 304. */
const mostNamed = 1_000;

/** Telling takes at most a fourth of the time. */
const mostDuty = 4;

type Named = Map<
  string,
  { readonly tile: readonly [z: number, x: number, y: number]; readonly scopes: Set<number | null> }
>;

/** What of one layer is to be told at the next beat. */
interface Gathered {
  seq: number;
  tiles: Named | "all";
}

/** What the feed calls the rows of a layer. */
const kinds: Readonly<Record<LayerId, FeedKind>> = {
  areas: "area",
  communities: "community",
  roads: "road",
  "police-rooms": "police-room",
  residences: "residence",
  venues: "venue",
  incidents: "incident",
  units: "unit",
};

/** Gathers which tiles changed, and tells streams in beats. */
export class TileNews {
  readonly #tell: (frameOf: (scope: StreamScope) => Buffer | undefined) => void;
  readonly #quick: Beat;
  readonly #slow: Beat;

  constructor(tell: (frameOf: (scope: StreamScope) => Buffer | undefined) => void) {
    this.#tell = tell;
    this.#quick = new Beat(quickMillis, (layer, gathered) => this.#tellOf(layer, gathered));
    this.#slow = new Beat(slowMillis, (layer, gathered) => this.#tellOf(layer, gathered));
  }

  /** Takes note of what a layer has taken in. */
  note({ layer, seq, places }: ChangedTiles): void {
    const definition = findLayer(layer as LayerId);
    if (definition === undefined) return;
    if (places === undefined) {
      this.#slow.drop(layer);
      this.#quick.of(layer, seq).tiles = "all";
      return;
    }
    for (const { lng, lat, scope } of places) {
      const [x, y] = [worldX(lng), worldY(lat)];
      for (let z = definition.minzoom; z <= definition.maxzoom; z++) {
        const gathered = (z < firstQuickZoom ? this.#slow : this.#quick).of(layer, seq);
        add(gathered, [z, Math.floor(x / 2 ** (32 - z)), Math.floor(y / 2 ** (32 - z))], scope);
      }
    }
  }

  stop(): void {
    this.#quick.stop();
    this.#slow.stop();
  }

  #tellOf(layer: string, { seq, tiles }: Gathered): void {
    const kind = kinds[layer as LayerId];
    const all = tilesFrame(seq, layer, undefined);
    if (tiles === "all") {
      this.#tell((scope) => (scope.hears(kind) ? all : undefined));
      return;
    }
    const named = [...tiles.values()];
    const framesByScope = new Map<string, Buffer | undefined>();
    this.#tell((scope) => {
      if (framesByScope.has(scope.key)) return framesByScope.get(scope.key);
      const own = named.filter(({ scopes }) => [...scopes].some((community) => scope.includes(kind, community)));
      const frame =
        own.length === 0
          ? undefined
          : // Which tile it was would say where something is that this stream may not be shown.
            kind === "incident" && scope.isDrawn !== undefined
            ? all
            : tilesFrame(
                seq,
                layer,
                own.map(({ tile }) => tile),
              );
      framesByScope.set(scope.key, frame);
      return frame;
    });
  }
}

function add(gathered: Gathered, tile: readonly [number, number, number], scope: number | null): void {
  if (gathered.tiles === "all") return;
  const key = tile.join("/");
  const known = gathered.tiles.get(key);
  if (known !== undefined) known.scopes.add(scope);
  else if (gathered.tiles.size >= mostNamed) gathered.tiles = "all";
  else gathered.tiles.set(key, { tile, scopes: new Set([scope]) });
}

/** Gathers by layer, and hands over a while after the first thing was gathered. */
class Beat {
  readonly #millis: number;
  readonly #handOver: (layer: string, gathered: Gathered) => void;
  #gathered = new Map<string, Gathered>();
  #timer: NodeJS.Timeout | undefined;
  #notBefore = 0;

  constructor(millis: number, handOver: (layer: string, gathered: Gathered) => void) {
    this.#millis = millis;
    this.#handOver = handOver;
  }

  of(layer: string, seq: number): Gathered {
    this.#timer ??= setTimeout(() => this.#beat(), Math.max(this.#millis, this.#notBefore - performance.now())).unref();
    const gathered = this.#gathered.get(layer) ?? { seq, tiles: new Map() };
    gathered.seq = seq;
    this.#gathered.set(layer, gathered);
    return gathered;
  }

  drop(layer: string): void {
    this.#gathered.delete(layer);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #beat(): void {
    const started = performance.now();
    const gathered = this.#gathered;
    this.#gathered = new Map();
    this.#timer = undefined;
    for (const [layer, one] of gathered) this.#handOver(layer, one);
    this.#notBefore = performance.now() + (performance.now() - started) * (mostDuty - 1);
  }
}
