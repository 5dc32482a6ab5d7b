import type { LandUse } from "./land-use.ts";
import { type Lattice, metersBetween, type Position } from "./lattice.ts";
import type { StreetPlan } from "./streets.ts";

/** Metres of street that one front door takes, from the street's middle to the first row of buildings, between rows. */
const frontage = 11;
const setback = 10;
const rowMeters = 21;

/** A place on one side of a block: the slot along the street and the row of buildings behind each other. */
export interface Door {
  readonly block: number;
  /** 0 south, 1 east, 2 north, 3 west. */
  readonly side: number;
  readonly slot: number;
  readonly row: number;
}

/**
 * Where buildings can stand: along each side of a block that has a street, one every eleven metres, in rows behind
 * each other. A door has one position for good, so that what happens there twice happens at the same place.
 */
export class Doors {
  readonly #lattice: Lattice;
  readonly #streets: StreetPlan;
  /** Metres from west to east and from south to north, by block. */
  readonly #width: Float32Array;
  readonly #height: Float32Array;

  constructor(lattice: Lattice, land: LandUse, streets: StreetPlan) {
    this.#lattice = lattice;
    this.#streets = streets;
    this.#width = new Float32Array(lattice.blockCount);
    this.#height = new Float32Array(lattice.blockCount);
    for (const block of land.builtUp) {
      const [sw, se, ne, nw] = lattice.cornersOf(block).map((node) => lattice.positionOf(node)) as Position[];
      const mean = (a: number, b: number) => (a + b) / 2;
      const length = (a: Position | undefined, b: Position | undefined) => metersBetween(a as Position, b as Position);
      this.#width[block] = mean(length(sw, se), length(nw, ne));
      this.#height[block] = mean(length(sw, nw), length(se, ne));
    }
  }

  /** Sides of a block that have a street, two or more. */
  sidesOf(block: number): number[] {
    return [0, 1, 2, 3].filter((side) => this.#streets.rankAlong(block, side) > 0);
  }

  /** Doors along one side. */
  slotsOn(block: number, side: number): number {
    return Math.max(2, Math.floor((0.92 * this.#along(block, side)) / frontage));
  }

  /** Rows of buildings that fit between one side and the middle of the block. */
  rowsOn(block: number, side: number): number {
    return Math.max(1, Math.floor((this.#deep(block, side) / 2 - setback) / rowMeters));
  }

  /** Odd numbers on one side of the street, even ones on the other, growing along it. */
  numberOf({ block, side, slot }: Door): number {
    return this.#streets.firstNumber(block, side) + slot * 2 + (side === 0 || side === 3 ? 1 : 2);
  }

  positionOf(door: Door): Position {
    const { block, side, slot, row } = door;
    const jitter = noise(block, side * 64 + row, slot) - 0.5;
    const along = 0.04 + (0.92 * (slot + 0.5 + 0.5 * jitter)) / this.slotsOn(block, side);
    return this.#place(block, side, along, setback + row * rowMeters + 3 * jitter);
  }

  /** A place on the street itself, a pace off its middle: `along` from 0 to 1 in the direction of the edge. */
  onStreet(block: number, side: number, along: number): Position {
    return this.#place(block, side, Math.min(0.985, Math.max(0.015, along)), 2.5);
  }

  /** The front door nearest to a place of the block, `s` from west to east, `t` from south to north. */
  nearestTo(block: number, s: number, t: number): Door {
    const width = this.#width[block] as number;
    const height = this.#height[block] as number;
    const distance = [t * height, (1 - s) * width, (1 - t) * height, s * width];
    const sides = this.sidesOf(block);
    const side = sides.reduce((a, b) => ((distance[b] as number) < (distance[a] as number) ? b : a), sides[0] ?? 0);
    const slots = this.slotsOn(block, side);
    const along = side % 2 === 0 ? s : t;
    return { block, side, slot: Math.min(slots - 1, Math.max(0, Math.floor(along * slots))), row: 0 };
  }

  #along(block: number, side: number): number {
    return (side % 2 === 0 ? this.#width[block] : this.#height[block]) as number;
  }

  #deep(block: number, side: number): number {
    return this.#along(block, side + 1);
  }

  #place(block: number, side: number, along: number, meters: number): Position {
    const depth = Math.min(0.49, Math.max(0.01, meters / this.#deep(block, side)));
    if (side === 0) return this.#lattice.inside(block, along, depth);
    if (side === 1) return this.#lattice.inside(block, 1 - depth, along);
    if (side === 2) return this.#lattice.inside(block, along, 1 - depth);
    return this.#lattice.inside(block, depth, along);
  }
}

/** A number in [0, 1) that belongs to three others for good. */
function noise(a: number, b: number, c: number): number {
  let word =
    Math.imul(a ^ 0x9e3779b9, 0x21f0aaad) ^ Math.imul(b + 0x7f4a7c15, 0x735a2d97) ^ Math.imul(c + 1, 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d);
  word = Math.imul(word ^ (word >>> 12), 0x297a2d39);
  return ((word ^ (word >>> 15)) >>> 0) / 2 ** 32;
}
