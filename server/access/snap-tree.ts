import { type LngLat, latOfWorldY, lngOfWorldX, worldX, worldY } from "@one-map/tiles/world";

/** Least households behind a point that anyone may see. */
export const leastHouseholds = 8;

/** Side of the smallest cell in world units: about 150 m at the equator, 126 m at 34°. */
const smallestCell = 2 ** 14;

/** Places across a cell where its label may stand. */
const labelPlaces = 8;

/** A building that people live in, by its position and how many households it has. */
export interface Dwelling {
  readonly position: LngLat;
  readonly households: number;
}

/** Rings of polygons, [lng, lat], as of a GeoJSON MultiPolygon. */
export type Borders = readonly (readonly (readonly (readonly number[])[])[])[];

/** A point that stands for everything in its catchment; the same for as long as borders and dwellings are. */
export interface SnapPoint {
  readonly community: number;
  readonly position: LngLat;
  /** Households of all dwellings that lie in its catchment: eight at least. */
  readonly households: number;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly households: number;
}

interface Cell {
  readonly west: number;
  readonly north: number;
  readonly width: number;
  readonly height: number;
}

type Node =
  | { readonly point: SnapPoint }
  // One of the two is missing where nobody lives: what happens there is snapped beyond the middle.
  | { readonly axis: "x" | "y"; readonly middle: number; readonly low?: Node; readonly high?: Node };

/**
 * Divides the dwellings of one community into blocks of eight households at least, each with a label point inside the
 * community. Cells are halved at places that lie on the world, not on the data, while both halves have enough
 * households or none; a label stands on a lattice of its cell. So a point follows from no single dwelling, and asking again tells
 * nothing more.
 */
export class SnapTree {
  readonly points: readonly SnapPoint[];
  readonly #root: Node | undefined;

  constructor(community: number, borders: Borders, dwellings: readonly Dwelling[]) {
    const points: SnapPoint[] = [];
    this.points = points;
    const placed = dwellings
      .filter(({ households }) => households > 0)
      .map(({ position: [lng, lat], households }) => ({ x: worldX(lng), y: worldY(lat), households }));
    const cell = cellAround(borders);
    const label = labelIn(cell, borders);
    if (sumOf(placed) < leastHouseholds || label === undefined) return;
    this.#root = divide({ community, borders, points }, cell, placed, label);
  }

  /** The point of the catchment that a position lies in; undefined where the community has too few households for any. */
  pointFor([lng, lat]: LngLat): SnapPoint | undefined {
    const [x, y] = [worldX(lng), worldY(lat)];
    let node = this.#root;
    while (node !== undefined && !("point" in node)) {
      const { axis, middle, low, high }: Exclude<Node, { point: SnapPoint }> = node;
      node = (axis === "x" ? x : y) < middle ? (low ?? high) : (high ?? low);
    }
    return node?.point;
  }
}

interface Ground {
  readonly community: number;
  readonly borders: Borders;
  readonly points: SnapPoint[];
}

function divide(ground: Ground, cell: Cell, dwellings: readonly Placed[], label: LngLat): Node {
  const axes = cell.width >= cell.height ? (["x", "y"] as const) : (["y", "x"] as const);
  for (const axis of axes) {
    if ((axis === "x" ? cell.width : cell.height) <= smallestCell) continue;
    const halves = halve(ground, cell, dwellings, axis);
    if (halves === undefined) continue;
    const { middle, low, high } = halves;
    return {
      axis,
      middle,
      ...(low && { low: divide(ground, low.cell, low.dwellings, low.label) }),
      ...(high && { high: divide(ground, high.cell, high.dwellings, high.label) }),
    };
  }
  const point = { community: ground.community, position: label, households: sumOf(dwellings) };
  ground.points.push(point);
  return { point };
}

interface Half {
  readonly cell: Cell;
  readonly dwellings: readonly Placed[];
  readonly label: LngLat;
}

/** Both halves of a cell, the empty one left out; undefined when a half has too few households or no place for a label. */
function halve({ borders }: Ground, cell: Cell, dwellings: readonly Placed[], axis: "x" | "y") {
  const isX = axis === "x";
  const middle = isX ? cell.west + cell.width / 2 : cell.north + cell.height / 2;
  const half = isX ? { ...cell, width: cell.width / 2 } : { ...cell, height: cell.height / 2 };
  const make = (own: Cell, inside: readonly Placed[]): Half | "empty" | undefined => {
    if (inside.length === 0) return "empty";
    if (sumOf(inside) < leastHouseholds) return undefined;
    const label = labelIn(own, borders);
    return label && { cell: own, dwellings: inside, label };
  };
  const low = make(
    half,
    dwellings.filter((one) => one[axis] < middle),
  );
  const high = make(
    { ...half, ...(isX ? { west: middle } : { north: middle }) },
    dwellings.filter((one) => one[axis] >= middle),
  );
  if (low === undefined || high === undefined) return undefined;
  return { middle, ...(low !== "empty" && { low }), ...(high !== "empty" && { high }) };
}

function sumOf(dwellings: readonly Placed[]): number {
  return dwellings.reduce((sum, { households }) => sum + households, 0);
}

/** The smallest square of a power of two, aligned to the smallest cells, that holds the borders. */
function cellAround(borders: Borders): Cell {
  const positions = borders.flat(2);
  const xs = positions.map(([lng]) => worldX(lng as number));
  const ys = positions.map(([, lat]) => worldY(lat as number));
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const align = (value: number) => Math.floor(value / smallestCell) * smallestCell;
  const [west, north] = [align(least(xs)), align(least(ys))];
  let side = smallestCell;
  while (west + side <= most(xs) || north + side <= most(ys)) side *= 2;
  return { west, north, width: side, height: side };
}

/** Where labels may stand in a cell, in shares of its sides, the nearest to its middle first. */
const lattice = Array.from({ length: labelPlaces ** 2 }, (_, i) => {
  const [dx, dy] = [((i % labelPlaces) + 0.5) / labelPlaces, (Math.floor(i / labelPlaces) + 0.5) / labelPlaces];
  return { dx, dy, distance: (dx - 0.5) ** 2 + (dy - 0.5) ** 2 };
}).sort((a, b) => a.distance - b.distance);

/** The place on the lattice of a cell that is nearest its middle and inside the borders. */
function labelIn({ west, north, width, height }: Cell, borders: Borders): LngLat | undefined {
  for (const { dx, dy } of lattice) {
    const position = [round(lngOfWorldX(west + dx * width)), round(latOfWorldY(north + dy * height))] as const;
    if (isInside(position, borders)) return position;
  }
  return undefined;
}

/** Five decimals are a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

/** True inside an odd number of rings: holes are outside. */
function isInside([lng, lat]: LngLat, borders: Borders): boolean {
  let inside = false;
  for (const polygon of borders)
    for (const ring of polygon)
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const a = ring[i] as readonly [number, number];
        const b = ring[j] as readonly [number, number];
        if (a[1] > lat !== b[1] > lat && lng < ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
      }
  return inside;
}
