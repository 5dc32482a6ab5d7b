import { hash } from "node:crypto";
import { type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import type pg from "pg";
import { MapEngine } from "../tiles/engine.ts";
import { LayerFollower } from "../tiles/layer-follower.ts";
import { fetchAs } from "./cookie-jar.ts";

/** What a layer answers: sums of what it holds, and digests of some tiles. */
export interface LayerPicture {
  readonly sums: { readonly count: number; readonly versionSum: number } | undefined;
  readonly tiles: readonly string[];
}

/** The tiles in which the small city lies, at some zooms, and the whole world. */
const looked: readonly TileCoord[] = [0, 6, 9, 12, 14].flatMap((z) => {
  const from = tileAt(worldX(107), worldY(34.4), z);
  const to = tileAt(worldX(107.2), worldY(34.3), z);
  return Array.from({ length: Math.min(to.x - from.x + 1, 4) }, (_, i) => ({ z, x: from.x + i, y: from.y }));
});

const tilesOf = ({ minzoom, maxzoom }: LayerDefinition) => looked.filter(({ z }) => z >= minzoom && z <= maxzoom);
const digest = (tile: Uint8Array) => hash("sha1", tile);

/** What an engine answers, layer by layer. */
export async function pictureOf(engine: MapEngine): Promise<Record<string, LayerPicture>> {
  const picture: Record<string, LayerPicture> = {};
  for (const definition of layers as readonly LayerDefinition[]) {
    const layer = engine.findPoints(definition.id) ?? engine.findShapes(definition.id);
    const tiles: string[] = [];
    for (const coord of tilesOf(definition)) tiles.push(digest((await layer?.tile(coord)) ?? new Uint8Array()));
    picture[definition.id] = { sums: layer?.checksum(), tiles };
  }
  return picture;
}

/** What an engine answers that has just been loaded from the database. */
export async function freshPicture(pool: pg.Pool, timeZone = "Asia/Shanghai"): Promise<Record<string, LayerPicture>> {
  const engine = new MapEngine(timeZone);
  try {
    for (const definition of layers as readonly LayerDefinition[])
      await new LayerFollower(definition, engine).load(pool, () => {});
    return await pictureOf(engine);
  } finally {
    await engine.close();
  }
}

/** Digests of the same tiles as a server answers them. */
export async function tilesOverHttp(origin: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const definition of layers as readonly LayerDefinition[]) {
    const tiles: string[] = [];
    for (const { z, x, y } of tilesOf(definition)) {
      const answer = await fetchAs(`${origin}/tiles/${definition.id}/${z}/${x}/${y}.mvt`);
      tiles.push(digest(new Uint8Array(await answer.arrayBuffer())));
    }
    found[definition.id] = tiles;
  }
  return found;
}
