import { Random } from "./random.ts";
import type { CitySize } from "./sizes.ts";

/** `[lng, lat]`, degrees, rounded to 1e-7 (about a centimetre). */
export type Position = [lng: number, lat: number];

/** Middle of the invented city; the place is a river valley of nobody's. */
const origin = { lng: 107.21, lat: 34.36 };
const metersPerDegree = 111_320;

/**
 * The ground plan: street lines along the valley (rows) and across it (columns), bent along a meandering river. A
 * node is where two lines meet, a block is what lies between four nodes. Everything else (streets, communities,
 * districts) is made of blocks and their edges, which is why borders match vertex for vertex.
 */
export class Lattice {
  readonly columns: number;
  readonly rows: number;
  /** Row of blocks that the river flows through. */
  readonly riverRow: number;
  readonly #nodes: Float64Array;

  constructor(seed: number, size: CitySize) {
    this.columns = size.columns;
    this.rows = size.rows;
    this.riverRow = Math.floor(size.rows * 0.47);
    const random = new Random(seed, "lattice");
    const alongMeters = spacing(random, this.columns);
    const acrossMeters = spacing(random, this.rows, this.riverRow);
    const meander = newMeander(random, alongMeters[this.columns] as number);
    const middle = { along: (alongMeters[this.columns] as number) / 2, across: acrossMeters[this.riverRow] as number };
    this.#nodes = new Float64Array((this.columns + 1) * (this.rows + 1) * 2);
    for (let row = 0; row <= this.rows; row++) {
      for (let column = 0; column <= this.columns; column++) {
        const along = (alongMeters[column] as number) - middle.along + random.between(-16, 16);
        // Side valleys are straighter the farther they lie from the river.
        const across = (acrossMeters[row] as number) - middle.across;
        const bend = meander(along) * Math.exp(-Math.abs(across) / 14_000);
        const lat = origin.lat + (across + bend + random.between(-16, 16)) / metersPerDegree;
        const lng = origin.lng + along / (metersPerDegree * Math.cos((origin.lat * Math.PI) / 180));
        const at = this.node(column, row) * 2;
        this.#nodes[at] = Math.round(lng * 1e7) / 1e7;
        this.#nodes[at + 1] = Math.round(lat * 1e7) / 1e7;
      }
    }
  }

  node(column: number, row: number): number {
    return row * (this.columns + 1) + column;
  }

  block(column: number, row: number): number {
    return row * this.columns + column;
  }

  get blockCount(): number {
    return this.columns * this.rows;
  }

  positionOf(node: number): Position {
    return [this.#nodes[node * 2] as number, this.#nodes[node * 2 + 1] as number];
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

/** Running sums of block widths of 130 to 270 m; the river is wider. */
function spacing(random: Random, count: number, wide?: number): Float64Array {
  const sums = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    const width = i === wide ? 240 : random.between(130, 270);
    sums[i + 1] = (sums[i] as number) + width;
  }
  return sums;
}

/** The river's offset from a straight line, metres, as a function of metres along the valley. */
function newMeander(random: Random, length: number): (along: number) => number {
  const waves = [1, 0.45, 0.2].map((share) => ({
    amplitude: share * Math.min(1_700, length / 18),
    waveLength: (0.35 + 0.3 * share) * Math.min(length, 26_000) * random.between(0.85, 1.15),
    phase: random.between(0, 2 * Math.PI),
  }));
  return (along) =>
    waves.reduce(
      (sum, { amplitude, waveLength, phase }) => sum + amplitude * Math.sin((2 * Math.PI * along) / waveLength + phase),
      0,
    );
}
