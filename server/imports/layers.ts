import type { ImportLayer } from "./import-layer.ts";
import { areas, communities, roads } from "./layers-of-land.ts";
import { incidents, units } from "./layers-of-operations.ts";
import { addresses, policeRooms, residences, venues } from "./layers-of-places.ts";

const layers: readonly ImportLayer[] = [
  areas,
  communities,
  policeRooms,
  roads,
  addresses,
  residences,
  venues,
  incidents,
  units,
];

/** The layer of that name, or undefined. */
export function findImportLayer(id: string): ImportLayer | undefined {
  return layers.find((layer) => layer.id === id);
}
