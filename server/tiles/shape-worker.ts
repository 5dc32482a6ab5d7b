/** A thread that builds one state of a layer of shapes and then makes its tiles; see shape-host.ts. */
import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import type { ShapeGeometry } from "@one-map/tiles/geometry";
import { ShapeLayer, type ShapeRow } from "@one-map/tiles/shape-layer";
import type { ShapeAnswer, ShapeRequest } from "./shape-messages.ts";

const definition = findLayer(workerData as string) as LayerDefinition;
const layer = new ShapeLayer(definition);
let rows: ShapeRow[] = [];

function answer(message: ShapeAnswer, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

parentPort?.on("message", (message: ShapeRequest) => {
  try {
    take(message);
  } catch (error) {
    const request = message.kind === "tile" ? message.request : undefined;
    answer({ kind: "fault", request, reason: (error as Error).message });
  }
});

function take(message: ShapeRequest): void {
  if (message.kind === "rows") {
    for (const row of message.rows) rows.push({ ...row, geometry: JSON.parse(row.geometry) as ShapeGeometry });
  } else if (message.kind === "build") {
    layer.load(rows);
    rows = [];
    for (let z = definition.minzoom; z <= definition.maxzoom; z++) layer.warm(z);
    answer({ kind: "ready", bytes: bytesTaken() });
  } else {
    const { request, z, x, y } = message;
    const tile = layer.tile({ z, x, y });
    answer({ kind: "tile", request, tile, bytes: bytesTaken() }, [tile.buffer as ArrayBuffer]);
  }
}

/** Memory of this thread: its heap as it is reserved, what was not yet collected included, and buffers outside of it. */
function bytesTaken(): number {
  const { total_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}
