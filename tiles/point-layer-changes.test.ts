import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PointRow } from "./columns.ts";
import type { PointChange, PointLayer } from "./point-layer.ts";
import { isLive } from "./run.ts";
import { readTile } from "./testing/read-tile.ts";
import { newLayer, readFeatures, row, upsert, world } from "./testing/sample-layer.ts";
import { anyFilter, pointRow, pointRows, sampleLayer } from "./testing/sample-points.ts";
import { tileAt, worldX, worldY } from "./world.ts";

/** The sample layer without a budget: it never carries cells. */
const roomy = { ...sampleLayer, featureBudget: Number.POSITIVE_INFINITY };

describe("applying changes", () => {
  const change = fc.oneof(
    { weight: 4, arbitrary: pointRow(fc.nat({ max: 40 })).map(upsert) },
    { weight: 1, arbitrary: fc.nat({ max: 40 }).map((id): PointChange => ({ op: "delete", id })) },
  );
  const batches = fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 12 });

  test("leads to the same bytes, versions and checksum as loading the outcome", () => {
    fc.assert(
      fc.property(pointRows(40), batches, anyFilter, (rows, list, filter) => {
        const layer = newLayer(rows);
        const model = new Map(rows.map((one) => [one.id, one]));
        for (const batch of list) {
          layer.apply(batch);
          for (const one of batch) applyToModel(model, one);
        }
        const fresh = newLayer(model.values());
        const { lng, lat } = rows[0] ?? row(1);
        for (const z of [0, 9, 14]) {
          const coord = tileAt(worldX(lng), worldY(lat), z);
          expect(readTile(layer.tile(coord, filter))).toEqual(readTile(fresh.tile(coord, filter)));
          expect(Buffer.compare(layer.tile(coord), fresh.tile(coord))).toBe(0);
        }
        expect(layer.checksum()).toEqual(fresh.checksum());
        for (const id of model.keys()) expect(layer.versionOf(id)).toBe(model.get(id)?.version);
      }),
      { numRuns: 200 },
    );
  });

  test("leads to the same bytes when they lie in runs of their own", () => {
    const base = Array.from({ length: 20_000 }, (_, i) => row(i, 1, 107 + ((i * 7919) % 20_011) / 60_000));
    fc.assert(
      fc.property(
        fc.array(fc.array(change, { maxLength: 40 }), { minLength: 1, maxLength: 4 }),
        anyFilter,
        (list, filter) => {
          const layer = newLayer(base, roomy);
          // The base is too large to take a batch in at once, so that there are runs to weave.
          layer.apply(base.slice(5000, 6200).map((one) => upsert({ ...one, version: 2, lng: one.lng + 0.01 })));
          const model = new Map(base.map((one) => [one.id, one]));
          for (const one of base.slice(5000, 6200)) model.set(one.id, { ...one, version: 2, lng: one.lng + 0.01 });
          for (const batch of list) {
            layer.apply(batch);
            for (const one of batch) applyToModel(model, one);
          }
          const fresh = newLayer(model.values(), roomy);
          for (const z of [0, 10, 13]) {
            const coord = tileAt(worldX(107.15), worldY(34.35), z);
            expect(Buffer.compare(layer.tile(coord, filter), fresh.tile(coord, filter))).toBe(0);
          }
          expect([layer.runs.length > 1, layer.checksum()]).toEqual([true, fresh.checksum()]);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("twice is applying them once", () => {
    fc.assert(
      fc.property(pointRows(20), fc.array(change.filter(({ op }) => op === "upsert")), (rows, batch) => {
        const layer = newLayer(rows);
        layer.apply(batch);
        const { version } = layer;
        const before = layer.tile(world);
        layer.apply(batch);
        expect([layer.version, Buffer.compare(before, layer.tile(world))]).toEqual([version, 0]);
      }),
    );
  });

  test("ignores an older or equal version and takes a newer one", () => {
    const layer = newLayer([row(7, 3)]);
    layer.apply([upsert(row(7, 3, 0)), upsert(row(7, 2, 0))]);
    expect([layer.version, layer.versionOf(7)]).toEqual([1, 3]);
    layer.apply([upsert(row(7, 4, 0))]);
    expect(readFeatures(layer.tile(world))[0]?.geometry[0]?.[0]?.[0]).toBe(2048);
    expect([layer.size, layer.versionOf(7)]).toEqual([1, 4]);
  });

  test("refuses a bad row and with it the batch", () => {
    const layer = newLayer([row(1)]);
    const bad = [
      { ...row(2), id: -1 },
      { ...row(2), id: 1.5 },
      { ...row(2), lng: Number.NaN },
      { ...row(2), version: 2 ** 32 },
      { ...row(2), values: [1] },
      { ...row(2), values: ["one", ...row(2).values.slice(1)] },
      { ...row(2), values: [2 ** 40, ...row(2).values.slice(1)] },
    ];
    for (const one of bad) expect(() => layer.apply([upsert(row(3)), upsert(one)])).toThrow(TypeError);
    expect(layer.checksum()).toEqual({ count: 1, versionSum: 1 });
    expect(layer.versionOf(3)).toBeUndefined();
  });

  test("keeps a handful of runs however many small batches come", () => {
    const layer = newLayer(Array.from({ length: 20_000 }, (_, i) => row(i, 1, 100 + (i % 97) / 10)));
    for (let batch = 0; batch < 300; batch++) {
      layer.apply(Array.from({ length: 50 }, (_, i) => upsert(row((batch * 31 + i * 401) % 25_000, batch + 2))));
    }
    expect(layer.runs.length).toBeLessThanOrEqual(3);
    expect(layer.size).toBe(new Set([...layerIds(layer)]).size);
  });
});

function applyToModel(model: Map<number, PointRow>, change: PointChange): void {
  if (change.op === "delete") model.delete(change.id);
  else if (change.row.version > (model.get(change.row.id)?.version ?? -1)) model.set(change.row.id, change.row);
}

function* layerIds(layer: PointLayer): Iterable<number> {
  for (const run of layer.runs) for (let i = 0; i < run.size; i++) if (isLive(run, i)) yield run.ids[i] as number;
}
