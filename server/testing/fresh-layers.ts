import { hash } from "node:crypto";
import { type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import type pg from "pg";
import { MapEngine } from "../tiles/engine.ts";
import { LayerFollower } from "../tiles/layer-follower.ts";

/** The tiles in which the small city lies, at some zooms, and the whole world. */
const looked: readonly TileCoord[] = [0, 6, 9, 12, 14].flatMap((z) => {
  const from = tileAt(worldX(107), worldY(34.4), z);
  const to = tileAt(worldX(107.2), worldY(34.3), z);
  return Array.from({ length: Math.min(to.x - from.x + 1, 4) }, (_, i) => ({ z, x: from.x + i, y: from.y }));
});

/** What an engine answers, layer by layer: sums, and digests of some tiles. */
export async function pictureOf(engine: MapEngine): Promise<Record<string, unknown>> {
  const picture: Record<string, unknown> = {};
  for (const { id, minzoom, maxzoom } of layers as readonly LayerDefinition[]) {
    const layer = engine.findPoints(id) ?? engine.findShapes(id);
    const tiles: string[] = [];
    for (const coord of looked.filter(({ z }) => z >= minzoom && z <= maxzoom))
      tiles.push(hash("sha1", (await layer?.tile(coord)) ?? new Uint8Array()));
    picture[id] = { sums: layer?.checksum(), tiles };
  }
  return picture;
}

/** What an engine answers that has just been loaded from the database. */
export async function freshPicture(pool: pg.Pool, timeZone = "Asia/Shanghai"): Promise<Record<string, unknown>> {
  const engine = new MapEngine(timeZone);
  try {
    for (const definition of layers as readonly LayerDefinition[])
      await new LayerFollower(definition, engine).load(pool, () => {});
    return await pictureOf(engine);
  } finally {
    await engine.close();
  }
}
