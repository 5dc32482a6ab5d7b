import type { LandUse } from "./land-use.ts";
import type { Lattice, Position } from "./lattice.ts";
import { NameDealer, type Names } from "./names.ts";
import { Random } from "./random.ts";
import { type RoadClass, roadClasses } from "./road-class.ts";
import { planStreetLines } from "./street-lines.ts";
import { layStreets, type StreetNetwork } from "./street-network.ts";

export interface Street {
  readonly class: RoadClass;
  readonly names: Names;
  readonly oneway: boolean;
  readonly line: readonly [Position, Position];
}

/** A street as those who live on it know it. */
export interface NamedStreet {
  readonly class: RoadClass;
  readonly names: Names;
}

/** How many blocks one street name covers before the next begins, by rank from 1. */
function stretchOf(rank: number): number {
  return rank === 1 ? 10_000 : rank === 2 ? 42 : 14;
}

/**
 * The street network: edges of built-up blocks, noded where lines meet; trunk roads along both banks, bridges, and
 * roads through the countryside that tie the towns together. The rank of a street in town is the rank of its line.
 */
export class StreetPlan {
  readonly #lattice: Lattice;
  readonly #network: StreetNetwork;
  readonly #names = new Map<string, Names>();
  readonly #dealer: NameDealer;

  constructor(lattice: Lattice, land: LandUse, seed: number) {
    this.#lattice = lattice;
    this.#dealer = new NameDealer(seed, "streets");
    const random = new Random(seed, "streets");
    this.#network = layStreets(lattice, land, planStreetLines(lattice, land, random), random);
    // Names are dealt in the order of the edges, whoever asks first.
    for (let edge = 0; edge < lattice.edgeCount; edge++) this.#named(edge);
  }

  /** The street on one side of a block (0 south, 1 east, 2 north, 3 west), undefined where there is none. */
  alongSide(block: number, side: number): NamedStreet | undefined {
    return this.#named(this.#lattice.edgeOfBlock(block, side));
  }

  /** Rank of the street on one side of a block: 1 trunk to 5 lane, 0 where there is none. */
  rankAlong(block: number, side: number): number {
    return this.#network.rankOf[this.#lattice.edgeOfBlock(block, side)] as number;
  }

  /** House number before the first one of that side: numbers begin anew with each name. */
  firstNumber(block: number, side: number): number {
    const { direction, column, row } = this.#lattice.edgeAt(this.#lattice.edgeOfBlock(block, side));
    const at = direction === "row" ? column : row;
    return (at % stretchOf(this.rankAlong(block, side))) * 60;
  }

  /** Every street segment once, one-way ones in the direction of traffic. */
  *segments(): Generator<Street> {
    for (let edge = 0; edge < this.#lattice.edgeCount; edge++) {
      const street = this.#named(edge);
      if (street === undefined) continue;
      const oneway = this.#network.onewayOf[edge] as number;
      const [a, b] = this.#lattice.endsOf(edge).map((node) => this.#lattice.positionOf(node)) as [Position, Position];
      yield { ...street, oneway: oneway !== 0, line: oneway === 2 ? [b, a] : [a, b] };
    }
  }

  /** Nodes where a street passes. */
  nodes(): Set<number> {
    const found = new Set<number>();
    for (const [edge, rank] of this.#network.rankOf.entries())
      if (rank > 0) for (const node of this.#lattice.endsOf(edge)) found.add(node);
    return found;
  }

  #named(edge: number): NamedStreet | undefined {
    const rank = roadClasses[(this.#network.rankOf[edge] as number) - 1];
    if (rank === undefined) return undefined;
    const { direction, column, row } = this.#lattice.edgeAt(edge);
    const [line, at] = direction === "row" ? [row, column] : [column, row];
    const key = `${direction} ${line} ${rank} ${Math.floor(at / stretchOf(this.#network.rankOf[edge] as number))}`;
    let names = this.#names.get(key);
    if (names === undefined) {
      names = this.#dealer.deal(rank);
      this.#names.set(key, names);
    }
    return { class: rank, names };
  }
}
