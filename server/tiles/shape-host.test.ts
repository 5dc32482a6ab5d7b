import { setImmediate as nextTurn } from "node:timers/promises";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { ShapeLayer, type ShapeRow } from "@one-map/tiles/shape-layer";
import { sampleCoverage } from "@one-map/tiles/testing/sample-coverage";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import { afterEach, expect, test } from "vitest";
import { ShapeHost } from "./shape-host.ts";
import type { PackedShape } from "./shape-messages.ts";

const communities = findLayer("communities") as LayerDefinition;
const middle = (z: number) => tileAt(worldX(107.15), worldY(34.35), z);
const packed = (rows: readonly ShapeRow[]): PackedShape[] =>
  rows.map((row) => ({ ...row, geometry: JSON.stringify(row.geometry) }));

let host: ShapeHost;

function newHost(): ShapeHost {
  host = new ShapeHost(communities);
  return host;
}

afterEach(() => host.close());

test("tiles from the thread are those of the layer itself, at every zoom", async () => {
  const rows = sampleCoverage(6, 6);
  const layer = new ShapeLayer(communities);
  layer.load(rows);
  await newHost().load(packed(rows));
  expect([host.size, host.version, host.checksum()]).toEqual([36, 1, layer.checksum()]);
  for (let z = 0; z <= 14; z++) {
    expect(Buffer.compare(await host.tile(middle(z)), layer.tile(middle(z))), `zoom ${z}`).toBe(0);
  }
});

test("nothing is held before the first load, nor after a load of nothing", async () => {
  expect(await newHost().tile(middle(5))).toHaveLength(0);
  expect(host.bytes).toBe(0);
  await host.load(packed(sampleCoverage(2, 2)));
  expect((await host.tile(middle(5))).length).toBeGreaterThan(0);
  await host.load([]);
  expect([(await host.tile(middle(5))).length, host.size, host.version]).toEqual([0, 0, 2]);
});

test("while a new state is built the old one answers, whole, and this thread does almost nothing", async () => {
  const before = sampleCoverage(3, 3);
  const after = packed(sampleCoverage(30, 30, 20).map((row) => ({ ...row, version: 2 })));
  await newHost().load(packed(before));
  const old = await host.tile(middle(9));
  let isDone = false;
  let turns = 0;
  let longest = 0;
  const cpuBefore = process.threadCpuUsage();
  const loading = host.load(after).then(() => {
    isDone = true;
  });
  while (!isDone) {
    const version = host.version;
    const turn = process.threadCpuUsage();
    await nextTurn();
    const { user, system } = process.threadCpuUsage(turn);
    longest = Math.max(longest, (user + system) / 1000);
    if (++turns % 200 !== 0 || isDone) continue;
    const tile = await host.tile(middle(9));
    if (host.version === version) expect(Buffer.compare(tile, old) === 0).toBe(version === 1);
  }
  await loading;
  const { user } = process.threadCpuUsage(cpuBefore);
  expect(turns).toBeGreaterThan(100);
  expect(user).toBeGreaterThan(0);
  // Processor time of this thread between two turns: other processes do not show in it.
  expect(longest).toBeLessThan(20);
  expect([host.size, host.version]).toEqual([900, 2]);
  expect(Buffer.compare(await host.tile(middle(9)), old)).not.toBe(0);
});

test("the memory of its thread is known, and grows with what is held", async () => {
  await newHost().load(packed(sampleCoverage(2, 2)));
  const few = host.bytes;
  expect(few).toBeGreaterThan(1_000_000);
  await host.load(packed(sampleCoverage(40, 40, 20)));
  expect(host.bytes).toBeGreaterThan(few * 1.5);
});

test("loads given at once follow one another, and the last one stays", async () => {
  newHost();
  await Promise.all([1, 2, 3].map((side) => host.load(packed(sampleCoverage(side, side)))));
  expect([host.size, host.version]).toEqual([9, 3]);
});

test("rows that cannot be built from reject the load and leave what was there", async () => {
  await newHost().load(packed(sampleCoverage(2, 2)));
  const tile = await host.tile(middle(7));
  const [row] = packed(sampleCoverage(1, 1)) as [PackedShape];
  await expect(host.load([{ ...row, geometry: "{" }])).rejects.toThrow(/JSON/);
  expect([host.version, host.size]).toEqual([1, 4]);
  expect(Buffer.compare(await host.tile(middle(7)), tile)).toBe(0);
});
