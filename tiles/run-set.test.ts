import { describe, expect, test } from "vitest";
import type { PointRow } from "./columns.ts";
import { type PointChange, PointLayer } from "./point-layer.ts";
import { countAll, countTile } from "./summary.ts";
import { readTile } from "./testing/read-tile.ts";
import { sampleLayer } from "./testing/sample-points.ts";
import { type TileCoord, tileAt, worldX, worldY } from "./world.ts";

/**
 * The layer against a plain Map, while writers write, merges run in slices and readers read between any two of them.
 * `MODEL_SECONDS` makes it look for longer.
 */
const seconds = Number(process.env.MODEL_SECONDS ?? 3);

/** Numbers from a seed (mulberry32): the same run again from the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const roomy = { ...sampleLayer, featureBudget: Number.POSITIVE_INFINITY };

function rowAt(id: number, version: number, random: () => number): PointRow {
  const values = [1 + Math.floor(random() * 5), "theft", 3, null, 1_792_300_000, null, null, null];
  return { id, version, lng: 107 + random() * 0.2, lat: 34.3 + random() * 0.2, values };
}

const places = new WeakMap<PointRow, readonly [x: number, y: number]>();

function isInside(row: PointRow, { z, x, y }: TileCoord): boolean {
  const place = places.get(row) ?? ([worldX(row.lng), worldY(row.lat)] as const);
  places.set(row, place);
  return place[0] >>> (32 - z) === x && place[1] >>> (32 - z) === y;
}

describe.each([1, 2, 3])("with seed %i", (seed) => {
  const timeout = 60_000 + seconds * 1000;
  test("every read sees whole batches, each point once, and nothing older than its tile's version", { timeout }, () => {
    const random = numbers(seed * 7919 + Math.floor(seconds));
    const pick = (below: number) => Math.floor(random() * below);
    const layer = new PointLayer(roomy, { smallRun: 256 });
    const model = new Map<number, PointRow>();
    for (let id = 0; id < 3000; id++) model.set(id, rowAt(id, 1, random));
    layer.load(model.values());
    const end = performance.now() + (seconds * 1000) / 3;
    let mostRuns = 0;
    let sawMerge = false;
    const seen = new Map<string, { version: number; ids: string }>();
    // On a busy machine for longer: nothing is proved unless merges ran between the reads.
    while (performance.now() < end || !sawMerge) {
      const batch = Array.from({ length: 1 + pick(random() < 0.05 ? 1000 : 60) }, (): PointChange => {
        const id = pick(4000);
        if (random() < 0.15) return { op: "delete", id };
        return { op: "upsert", row: rowAt(id, (model.get(id)?.version ?? 0) + (random() < 0.9 ? 1 : 0), random) };
      });
      layer.apply(batch);
      for (const change of batch) {
        if (change.op === "delete") model.delete(change.id);
        else if (change.row.version > (model.get(change.row.id)?.version ?? -1)) model.set(change.row.id, change.row);
      }
      for (let read = pick(3); read >= 0; read--) {
        sawMerge = layer.mergeSome(pick(20_000)) || sawMerge;
        const z = 9 + pick(7);
        const coord = tileAt(worldX(107 + random() * 0.2), worldY(34.3 + random() * 0.2), z);
        const expected = [...model.values()].filter((row) => isInside(row, coord)).map(({ id }) => id);
        const ids = (readTile(layer.tile(coord)).sample?.features ?? []).map(({ id }) => id as number);
        expect(ids.toSorted((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
        expect(countTile(layer, coord)).toBe(expected.length);
        checkClock(seen, layer, coord, ids);
      }
      mostRuns = Math.max(mostRuns, layer.runs.length);
      expect([layer.size, countAll(layer)]).toEqual([model.size, model.size]);
    }
    expect(layer.checksum().versionSum).toBe([...model.values()].reduce((sum, { version }) => sum + version, 0));
    expect(mostRuns).toBeLessThanOrEqual(6);
  });
});

/** A tile of the version that it had before has the bytes that it had before. */
function checkClock(
  seen: Map<string, { version: number; ids: string }>,
  layer: PointLayer,
  coord: TileCoord,
  ids: number[],
): void {
  const key = `${coord.z}/${coord.x}/${coord.y}`;
  const now = { version: layer.tileVersion(coord), ids: ids.map((id) => `${id}@${layer.versionOf(id)}`).join() };
  const before = seen.get(key);
  if (before?.version === now.version) expect(now.ids).toBe(before.ids);
  seen.set(key, now);
}

describe("merges in slices", () => {
  const base = Array.from({ length: 60_000 }, (_, i) => ({ ...rowAt(i, 1, numbers(i + 1)) }));
  const changes = base.slice(0, 20_000).map((row): PointChange => ({ op: "upsert", row: { ...row, version: 2 } }));

  test("change no byte of any tile at any moment", () => {
    const layer = new PointLayer(roomy);
    layer.load(base);
    layer.apply(changes);
    const coord = tileAt(worldX(107.1), worldY(34.4), 12);
    const before = layer.tile(coord);
    const version = layer.tileVersion(coord);
    let slices = 0;
    while (layer.mergeSome(20_000)) {
      slices++;
      expect(Buffer.compare(layer.tile(coord), before)).toBe(0);
    }
    expect(slices).toBeGreaterThan(10);
    expect([layer.runs.length, layer.tileVersion(coord)]).toEqual([1, version]);
    expect(Buffer.compare(layer.tile(coord), before)).toBe(0);
  });

  test("let rows die and move while they are being merged", () => {
    const layer = new PointLayer(roomy);
    layer.load(base);
    layer.apply(changes);
    for (let id = 0; id < 60_000; id += 600) {
      layer.mergeSome(8_000);
      layer.apply([{ op: "delete", id }]);
      layer.apply([{ op: "upsert", row: { ...(base[id + 1] as PointRow), version: 3, lng: 120 } }]);
    }
    while (layer.mergeSome(1_000_000));
    expect(layer.size).toBe(60_000 - 100);
    expect(layer.runs.length).toBeLessThanOrEqual(2);
    expect(countTile(layer, tileAt(worldX(120), worldY(34.4), 5))).toBe(100);
  });
});
