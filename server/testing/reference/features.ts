import { readTile } from "@one-map/tiles/testing/read-tile";

/** A feature of a decoded tile, with every corner of its outline. */
export interface Feature {
  readonly id: number | undefined;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Features of a layer of a tile, by id. */
export function readFeatures(bytes: Uint8Array, layer: string): Map<number, Feature> {
  const { features = [] } = readTile(bytes)[layer] ?? {};
  return new Map(
    features.map(({ id, geometry, properties }) => [id ?? -1, { id, points: geometry.flat(), properties }]),
  );
}

/**
 * Units by which a coordinate may differ: one, because the engine floors and ST_AsMVTGeom rounds; beyond zoom 20, where
 * the engine's own unit is larger than the tile's, half of that unit more.
 */
export function tolerance(z: number): number {
  return z <= 20 ? 1 : 1 + 2 ** (z - 21);
}

/** True when a point stands so near the edge of the tile that flooring and rounding may part there. */
function isAtEdge({ points }: Feature, within: number): boolean {
  return (points[0] ?? [-1, -1]).some((unit) => unit < within || unit > 4095 - within);
}

/** Differences between the engine's points and the reference's, in words; none when they agree. */
export function comparePoints(own: Map<number, Feature>, theirs: Map<number, Feature>, within = 1): string[] {
  return [...new Set([...own.keys(), ...theirs.keys()])].flatMap((id) => {
    const a = own.get(id);
    const b = theirs.get(id);
    if (a === undefined || b === undefined) {
      const found = (a ?? b) as Feature;
      return isAtEdge(found, within)
        ? []
        : [`${id} is only in the ${a ? "engine" : "reference"}, at ${found.points[0]}`];
    }
    const [ax, ay] = a.points[0] ?? [Infinity, Infinity];
    const [bx, by] = b.points[0] ?? [0, 0];
    if (Math.abs(ax - bx) > within || Math.abs(ay - by) > within) return [`${id} is at ${ax},${ay} and at ${bx},${by}`];
    return sameProperties(a, b)
      ? []
      : [`${id} has ${JSON.stringify(a.properties)}, not ${JSON.stringify(b.properties)}`];
  });
}

function sameProperties(a: Feature, b: Feature): boolean {
  const sorted = ({ properties }: Feature) => JSON.stringify(Object.entries(properties).sort());
  return sorted(a) === sorted(b);
}

/** Units by which simplification (three) and rounding (one) may move a border. */
export const simplified = 4;

function box({ points }: Feature): number[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Furthest that a corner of the first outline lies from the second; corners made by cutting are left out. */
export function strays(first: Feature, second: Feature): number {
  const corners = first.points.filter((corner) => corner.every((unit) => unit > -64 && unit < 4160));
  const distances = corners.map(([x, y]) =>
    second.points.slice(1).reduce((least, [bx, by], i) => {
      const [ax, ay] = second.points[i] as readonly [number, number];
      const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1);
      const at = Math.min(Math.max(along, 0), 1);
      return Math.min(least, Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay)));
    }, Number.POSITIVE_INFINITY),
  );
  return Math.max(0, ...distances);
}

/** How far a shape reaches into the tile and its buffer. */
export function reachesIn(feature: Feature): number {
  const [west, north, east, south] = box(feature) as [number, number, number, number];
  return Math.min(east + 64, south + 64, 4160 - west, 4160 - north, Math.max(east - west, south - north));
}
