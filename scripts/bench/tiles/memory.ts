import type { BenchRow } from "../parts/results.ts";
import type { TileBench } from "../tiles.ts";

/** Bytes of all typed arrays of the incident layer, a point: coordinates, index, columns, marks of the dead. */
export function measureMemory({ layer }: TileBench): BenchRow[] {
  const value = layer.bytes / layer.size;
  return [{ name: "memory, incident layer", value, unit: "B a point", bar: "≤ 48 B", holds: value <= 48 }];
}
