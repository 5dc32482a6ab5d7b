import type { LandUse } from "./land-use.ts";
import type { Lattice, Position } from "./lattice.ts";
import { NameDealer, type Names } from "./names.ts";
import { Random } from "./random.ts";

export type RoadClass = "trunk" | "primary" | "secondary" | "residential" | "service";

export interface Street {
  readonly class: RoadClass;
  readonly names: Names;
  readonly oneway: boolean;
  readonly line: readonly [Position, Position];
}

/** How many blocks one street name covers before the next begins. */
const nameLength = 14;

/**
 * The street network: edges of built-up blocks, noded where lines meet; trunk roads along both banks, bridges, and
 * roads through the countryside that tie the towns together. The rank of a street is the rank of its line.
 */
export class StreetPlan {
  readonly #lattice: Lattice;
  readonly #land: LandUse;
  readonly #rowRank: RoadClass[];
  readonly #columnRank: RoadClass[];
  readonly #names = new Map<string, Names>();
  readonly #dealer: NameDealer;
  readonly #seed: number;

  constructor(lattice: Lattice, land: LandUse, seed: number) {
    this.#lattice = lattice;
    this.#land = land;
    this.#seed = seed;
    this.#dealer = new NameDealer(seed, "streets");
    const random = new Random(seed, "street ranks");
    const banks = [lattice.riverRow, lattice.riverRow + 1];
    this.#rowRank = Array.from({ length: lattice.rows + 1 }, (_, row) =>
      banks.includes(row) ? "trunk" : rankOf(row - lattice.riverRow, random),
    );
    const centre = Math.round(land.centres[0]?.column ?? 0);
    this.#columnRank = Array.from({ length: lattice.columns + 1 }, (_, column) =>
      column === centre ? "trunk" : rankOf(column - centre, random),
    );
  }

  /** Name and rank of the street on one side of a block: 0 south, 1 east, 2 north, 3 west. */
  alongSide(block: number, side: number): { readonly class: RoadClass; readonly names: Names } {
    const column = block % this.#lattice.columns;
    const row = Math.floor(block / this.#lattice.columns);
    if (side % 2 === 0) return this.#named("row", side === 0 ? row : row + 1, column);
    return this.#named("column", side === 3 ? column : column + 1, row);
  }

  /** Every street segment once. */
  *segments(): Generator<Street> {
    const random = new Random(this.#seed, "street segments");
    const { columns, rows } = this.#lattice;
    for (let row = 0; row <= rows; row++) {
      for (let column = 0; column <= columns; column++) {
        if (column < columns) yield* this.#segment("row", row, column, random);
        if (row < rows) yield* this.#segment("column", column, row, random);
      }
    }
  }

  *#segment(direction: "row" | "column", line: number, at: number, random: Random): Generator<Street> {
    const lattice = this.#lattice;
    const [column, row] = direction === "row" ? [at, line] : [line, at];
    const sides =
      direction === "row"
        ? [blockAt(lattice, column, row - 1), blockAt(lattice, column, row)]
        : [blockAt(lattice, column - 1, row), blockAt(lattice, column, row)];
    const chance = random.next();
    const { class: rank, names } = this.#named(direction, line, at);
    if (!this.#exists(direction, rank, sides, row, chance)) return;
    const from = lattice.positionOf(lattice.node(column, row));
    const to = lattice.positionOf(direction === "row" ? lattice.node(column + 1, row) : lattice.node(column, row + 1));
    const oneway = (rank === "service" || rank === "residential") && line % 5 === 2;
    yield { class: rank, names, oneway, line: [from, to] };
  }

  #exists(
    direction: "row" | "column",
    rank: RoadClass,
    sides: readonly number[],
    row: number,
    chance: number,
  ): boolean {
    const inside = sides.every((block) => block >= 0 && this.#land.inside[block] === 1);
    const urban = sides.some((block) => block >= 0 && (this.#land.urbanity[block] as number) > 0);
    // Bridges: only the larger streets cross the river.
    if (direction === "column" && row === this.#lattice.riverRow)
      return inside && (rank === "trunk" || rank === "primary");
    if (urban) return rank !== "service" || chance < 0.86;
    return inside && (rank === "trunk" || (rank === "primary" && this.#leadsToTown(direction, sides[0] as number)));
  }

  /** Primary roads of the countryside exist where their line passes through a town. */
  #leadsToTown(direction: "row" | "column", block: number): boolean {
    const column = block % this.#lattice.columns;
    const row = Math.floor(block / this.#lattice.columns);
    return this.#land.centres.some(
      (centre) => Math.abs(direction === "row" ? centre.row - row : centre.column - column) <= 4.5,
    );
  }

  #named(direction: "row" | "column", line: number, at: number): { readonly class: RoadClass; readonly names: Names } {
    const rank = ((direction === "row" ? this.#rowRank : this.#columnRank)[line] ?? "service") as RoadClass;
    const stretch = rank === "trunk" ? 0 : Math.floor(at / (rank === "primary" ? nameLength * 3 : nameLength));
    const key = `${direction} ${line} ${stretch}`;
    let names = this.#names.get(key);
    if (names === undefined) {
      names = this.#dealer.deal(rank);
      this.#names.set(key, names);
    }
    return { class: rank, names };
  }
}

function rankOf(distance: number, random: Random): RoadClass {
  if (distance % 9 === 0) return "primary";
  if (distance % 3 === 0) return "secondary";
  return random.chance(0.45) ? "service" : "residential";
}

function blockAt(lattice: Lattice, column: number, row: number): number {
  const within = column >= 0 && row >= 0 && column < lattice.columns && row < lattice.rows;
  return within ? lattice.block(column, row) : -1;
}
