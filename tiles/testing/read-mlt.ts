import { decodeTile } from "@maplibre/mlt";

export interface ReadMltFeature {
  readonly id: number;
  readonly geometry: readonly (readonly (readonly [number, number])[])[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What the published decoder makes of a tile, by layer, as `readTile` does of an MVT. */
export function readMlt(bytes: Uint8Array): Record<string, ReadMltFeature[]> {
  return Object.fromEntries(
    decodeTile(bytes).map((table) => [
      table.name,
      table.getFeatures().map(
        ({ id, geometry, properties }): ReadMltFeature => ({
          id: Number(id),
          geometry: geometry.coordinates.map((part) => part.map(({ x, y }) => [x, y] as const)),
          properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)),
        }),
      ),
    ]),
  );
}
