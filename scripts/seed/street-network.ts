import type { LandUse } from "./land-use.ts";
import type { Lattice } from "./lattice.ts";
import type { Random } from "./random.ts";
import { type RoadClass, roadClasses } from "./road-class.ts";
import type { StreetLines } from "./street-lines.ts";
import { graphOf, strongComponents } from "./strong-components.ts";

/** Which edges of the lattice are streets. */
export interface StreetNetwork {
  /** Place in `roadClasses` + 1, 0 where there is no street. */
  readonly rankOf: Uint8Array;
  /** 0 both ways, 1 along the edge (east or north), 2 against it. */
  readonly onewayOf: Uint8Array;
}

const codeOf = (rank: RoadClass) => roadClasses.indexOf(rank) + 1;
const residential = codeOf("residential");
const service = codeOf("service");

/**
 * Lays streets along the edges of built-up blocks and country roads between towns: one network, in which every place
 * can be reached from every other by the rules of the road.
 */
export function layStreets(lattice: Lattice, land: LandUse, lines: StreetLines, random: Random): StreetNetwork {
  const rankOf = new Uint8Array(lattice.edgeCount);
  for (let edge = 0; edge < lattice.edgeCount; edge++) rankOf[edge] = rankOfEdge(lattice, land, lines, edge);
  const dropped = dropLanes(lattice, land, rankOf, random);
  keepOneNetwork(lattice, rankOf, dropped);
  return { rankOf, onewayOf: orient(lattice, land, rankOf) };
}

function rankOfEdge(lattice: Lattice, land: LandUse, lines: StreetLines, edge: number): number {
  const sides = lattice.sidesOf(edge);
  const { direction, column, row } = lattice.edgeAt(edge);
  const rank = codeOf((direction === "row" ? lines.rows[row] : lines.columns[column]) as RoadClass);
  if (sides.some((block) => (land.urbanity[block] ?? 0) > 0)) return rank;
  if (!sides.every((block) => land.inside[block] === 1)) return 0;
  const [line, at] = direction === "row" ? [row, column] : [column, row];
  const country = lines.country.find(
    (road) => road.direction === direction && road.line === line && at >= road.from && at < road.to,
  );
  if (sides.every((block) => land.water[block] !== 0))
    return country !== undefined || isBridge(lattice, land, rank, edge) ? Math.min(rank, codeOf("secondary")) : 0;
  return country === undefined ? 0 : codeOf(country.class);
}

/** Bridges stand where there is town on both banks: on primary roads over the river, on secondary ones over side rivers. */
function isBridge(lattice: Lattice, land: LandUse, rank: number, edge: number): boolean {
  const [block] = lattice.sidesOf(edge);
  const { direction, column, row } = lattice.edgeAt(edge);
  const over = land.water[block] === 1 ? "primary" : "secondary";
  if (rank > codeOf(over)) return false;
  const isTown = (c: number, r: number) => (land.urbanity[lattice.blockAt(c, r)] ?? 0) > 0;
  if (direction === "column") return [column - 1, column].every((c) => isTown(c, row - 1) && isTown(c, row + 1));
  return [row - 1, row].every((r) => isTown(column - 1, r) && isTown(column + 1, r));
}

/** Leaves lanes out, more of them far from the centre, so that blocks differ; every block keeps two streets or more. */
function dropLanes(lattice: Lattice, land: LandUse, rankOf: Uint8Array, random: Random): number[] {
  const streets = new Uint8Array(lattice.blockCount);
  const each = (edge: number, work: (block: number) => void) => {
    for (const block of lattice.sidesOf(edge)) if ((land.urbanity[block] ?? 0) > 0) work(block);
  };
  rankOf.forEach((rank, edge) => {
    if (rank > 0) each(edge, (block) => (streets[block] = (streets[block] as number) + 1));
  });
  const dropped: number[] = [];
  for (const [edge, rank] of rankOf.entries()) {
    if (rank < residential) continue;
    const sides = lattice.sidesOf(edge).filter((block) => (land.urbanity[block] ?? 0) > 0);
    const urbanity = Math.max(...sides.map((block) => land.urbanity[block] as number));
    const gone = (rank === service ? 0.42 : 0.12) * (1.15 - urbanity);
    if (random.next() >= gone || sides.some((block) => (streets[block] as number) < 3)) continue;
    each(edge, (block) => (streets[block] = (streets[block] as number) - 1));
    rankOf[edge] = 0;
    dropped.push(edge);
  }
  return dropped;
}

/** Restores what was left out where it would cut the network in two, then removes whatever still hangs apart. */
function keepOneNetwork(lattice: Lattice, rankOf: Uint8Array, dropped: readonly number[]): void {
  const parent = Int32Array.from({ length: lattice.nodeCount }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] as number;
    for (let at = node; at !== root; ) [at, parent[at]] = [parent[at] as number, root];
    return root;
  };
  const join = (edge: number): boolean => {
    const [a, b] = lattice.endsOf(edge).map(find) as [number, number];
    if (a === b) return false;
    parent[b] = a;
    return true;
  };
  for (const [edge, rank] of rankOf.entries()) if (rank > 0) join(edge);
  for (const edge of dropped) if (join(edge)) rankOf[edge] = service;
  const sizes = new Map<number, number>();
  const rootOf = (edge: number) => find(lattice.endsOf(edge)[0]);
  for (const [edge, rank] of rankOf.entries())
    if (rank > 0) sizes.set(rootOf(edge), (sizes.get(rootOf(edge)) ?? 0) + 1);
  const [largest] = [...sizes].sort((a, b) => b[1] - a[1])[0] as [number, number];
  for (const [edge, rank] of rankOf.entries()) if (rank > 0 && rootOf(edge) !== largest) rankOf[edge] = 0;
}

/**
 * One-way lanes in the dense parts, in turn this way and that; a lane that would be the only way in or out carries
 * both directions.
 */
function orient(lattice: Lattice, land: LandUse, rankOf: Uint8Array): Uint8Array {
  const onewayOf = new Uint8Array(lattice.edgeCount);
  const from: number[] = [];
  const to: number[] = [];
  for (const [edge, rank] of rankOf.entries()) {
    if (rank === 0) continue;
    const { direction, column, row } = lattice.edgeAt(edge);
    const line = direction === "row" ? row : column;
    const dense = lattice.sidesOf(edge).every((block) => (land.urbanity[block] ?? 0) > 0.35);
    if (rank >= residential && dense) onewayOf[edge] = [0, 1, 0, 2][line % 4] as number;
    const [a, b] = lattice.endsOf(edge);
    if (onewayOf[edge] !== 2) push(a, b);
    if (onewayOf[edge] !== 1) push(b, a);
  }
  const component = strongComponents(graphOf(lattice.nodeCount, from, to));
  for (const [edge, oneway] of onewayOf.entries()) {
    const [a, b] = lattice.endsOf(edge);
    if (oneway !== 0 && component[a] !== component[b]) onewayOf[edge] = 0;
  }
  return onewayOf;

  function push(a: number, b: number): void {
    from.push(a);
    to.push(b);
  }
}
