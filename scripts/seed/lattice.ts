import { Random } from "./random.ts";
import type { CitySize } from "./sizes.ts";
import { planValley, type Valley } from "./valley.ts";
import { type Field, waveField } from "./waves.ts";

/** `[lng, lat]`, degrees, rounded to 1e-7 (about a centimetre). */
export type Position = [lng: number, lat: number];

/** Middle of the invented city; the place is a river valley of nobody's. */
const origin = { lng: 107.21, lat: 34.36 };
const metersPerDegree = 111_320;
const lngScale = metersPerDegree * Math.cos((origin.lat * Math.PI) / 180);

/**
 * The ground plan: street lines along the valley (rows) and across it (columns), bent along a meandering river. A
 * node is where two lines meet, a block is what lies between four nodes. Everything else (streets, communities,
 * districts) is made of blocks and their edges, which is why borders match vertex for vertex.
 */
export class Lattice {
  readonly columns: number;
  readonly rows: number;
  readonly valley: Valley;
  readonly #nodes: Float64Array;

  constructor(seed: number, size: CitySize) {
    this.columns = size.columns;
    this.rows = size.rows;
    this.valley = planValley(seed, size);
    this.#nodes = new Float64Array((this.columns + 1) * (this.rows + 1) * 2);
    const { riverRow, middleColumn, tributaries } = this.valley;
    const random = new Random(seed, "lattice");
    const narrow = new Map(tributaries.map(({ column }) => [column, 64]));
    const along = runningWidths(random, this.columns, middleColumn, narrow);
    const across = runningWidths(random, this.rows, riverRow, new Map([[riverRow, Math.min(320, 60 + this.rows)]]));
    const bend = newBend(random, along[this.columns] as number);
    for (let row = 0; row <= this.rows; row++) {
      for (let column = 0; column <= this.columns; column++) {
        const [x, y] = bend(
          (along[column] as number) - (along[middleColumn] as number) + random.between(-7, 7),
          (across[row] as number) - (across[riverRow] as number) + random.between(-7, 7),
        );
        this.moveNode(this.node(column, row), [origin.lng + x / lngScale, origin.lat + y / metersPerDegree]);
      }
    }
  }

  node(column: number, row: number): number {
    return row * (this.columns + 1) + column;
  }

  block(column: number, row: number): number {
    return row * this.columns + column;
  }

  /** The block at a place of the lattice, -1 beyond its edge. */
  blockAt(column: number, row: number): number {
    return column >= 0 && row >= 0 && column < this.columns && row < this.rows ? this.block(column, row) : -1;
  }

  get blockCount(): number {
    return this.columns * this.rows;
  }

  get nodeCount(): number {
    return this.#nodes.length / 2;
  }

  positionOf(node: number): Position {
    return [this.#nodes[node * 2] as number, this.#nodes[node * 2 + 1] as number];
  }

  /** Puts a node elsewhere, with every street and border that meets there. */
  moveNode(node: number, [lng, lat]: Position): void {
    this.#nodes[node * 2] = Math.round(lng * 1e7) / 1e7;
    this.#nodes[node * 2 + 1] = Math.round(lat * 1e7) / 1e7;
  }

  /** The four corners of a block, counter-clockwise from the south-west. */
  cornersOf(block: number): [number, number, number, number] {
    const column = block % this.columns;
    const row = Math.floor(block / this.columns);
    return [
      this.node(column, row),
      this.node(column + 1, row),
      this.node(column + 1, row + 1),
      this.node(column, row + 1),
    ];
  }

  /** A place inside a block: `s` from west to east, `t` from south to north, both in (0, 1). */
  inside(block: number, s: number, t: number): Position {
    const [sw, se, ne, nw] = this.cornersOf(block).map((node) => this.positionOf(node)) as [
      Position,
      Position,
      Position,
      Position,
    ];
    const blend = (k: 0 | 1) => (1 - t) * ((1 - s) * sw[k] + s * se[k]) + t * ((1 - s) * nw[k] + s * ne[k]);
    return [Math.round(blend(0) * 1e7) / 1e7, Math.round(blend(1) * 1e7) / 1e7];
  }

  /** Number of the edge that leads east from a node; those that lead north come after all of them. */
  rowEdge(column: number, row: number): number {
    return row * this.columns + column;
  }

  /** Number of the edge that leads north from a node. */
  columnEdge(column: number, row: number): number {
    return (this.rows + 1) * this.columns + row * (this.columns + 1) + column;
  }

  get edgeCount(): number {
    return (this.rows + 1) * this.columns + this.rows * (this.columns + 1);
  }

  /** Where an edge begins, and whether it leads east along a row or north along a column. */
  edgeAt(edge: number): { readonly direction: "row" | "column"; readonly column: number; readonly row: number } {
    const rowEdges = (this.rows + 1) * this.columns;
    if (edge < rowEdges) return { direction: "row", column: edge % this.columns, row: Math.floor(edge / this.columns) };
    const rest = edge - rowEdges;
    return { direction: "column", column: rest % (this.columns + 1), row: Math.floor(rest / (this.columns + 1)) };
  }

  /** The nodes at the ends of an edge, west or south end first. */
  endsOf(edge: number): [number, number] {
    const { direction, column, row } = this.edgeAt(edge);
    const from = this.node(column, row);
    return [from, direction === "row" ? from + 1 : from + this.columns + 1];
  }

  /** The blocks on the sides of an edge: south and north, or west and east; -1 beyond the lattice. */
  sidesOf(edge: number): [number, number] {
    const { direction, column, row } = this.edgeAt(edge);
    return direction === "row"
      ? [this.blockAt(column, row - 1), this.blockAt(column, row)]
      : [this.blockAt(column - 1, row), this.blockAt(column, row)];
  }

  /** The edge on one side of a block: 0 south, 1 east, 2 north, 3 west. */
  edgeOfBlock(block: number, side: number): number {
    const column = block % this.columns;
    const row = Math.floor(block / this.columns);
    if (side % 2 === 0) return this.rowEdge(column, side === 0 ? row : row + 1);
    return this.columnEdge(side === 3 ? column : column + 1, row);
  }

  /** Blocks that share an edge with this one. */
  neighboursOf(block: number): number[] {
    const column = block % this.columns;
    const row = Math.floor(block / this.columns);
    const found: number[] = [];
    if (row > 0) found.push(block - this.columns);
    if (column < this.columns - 1) found.push(block + 1);
    if (row < this.rows - 1) found.push(block + this.columns);
    if (column > 0) found.push(block - 1);
    return found;
  }
}

/** Metres between two positions of the city, as on a plane. */
export function metersBetween([aLng, aLat]: Position, [bLng, bLat]: Position): number {
  return Math.hypot((bLng - aLng) * lngScale, (bLat - aLat) * metersPerDegree);
}

/** Running sums of block widths, metres: small blocks in the middle, large ones far out. `fixed` has those of waters. */
function runningWidths(random: Random, count: number, middle: number, fixed: ReadonlyMap<number, number>) {
  const sums = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    const out = Math.min(1, Math.abs(i - middle) / (count / 2));
    const width = fixed.get(i) ?? (135 + 130 * out * out * (3 - 2 * out)) * random.between(0.72, 1.28);
    sums[i + 1] = (sums[i] as number) + width;
  }
  return sums;
}

/**
 * Bends the plane: first smooth waves that turn quarters this way and that, then the meander of the valley. Slopes
 * stay below one, so that no block folds over; metres in, metres out.
 */
function newBend(random: Random, length: number): (x: number, y: number) => Position {
  const reach = Math.min(430, length / 30);
  const waves = { count: 5, lengths: [reach * 13, reach * 30], reach } as const;
  const east: Field = waveField(random, waves);
  const north: Field = waveField(random, waves);
  const meander = newMeander(random, length);
  return (x, y) => {
    const bentX = x + east(x, y);
    const bentY = y + north(x, y);
    // Side valleys are straighter the farther they lie from the river.
    return [bentX, bentY + meander(bentX) * Math.exp(-Math.abs(bentY) / 14_000)];
  };
}

/** The river's offset from a straight line, metres, as a function of metres along the valley. */
function newMeander(random: Random, length: number): (along: number) => number {
  const waves = [1, 0.4, 0.16].map((share) => ({
    amplitude: share * Math.min(1_500, length / 18),
    waveLength: (0.35 + 0.3 * share) * Math.min(length, 26_000) * random.between(0.85, 1.15),
    phase: random.between(0, 2 * Math.PI),
  }));
  return (along) =>
    waves.reduce(
      (sum, { amplitude, waveLength, phase }) => sum + amplitude * Math.sin((2 * Math.PI * along) / waveLength + phase),
      0,
    );
}
