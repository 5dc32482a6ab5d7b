import type { Lattice, Position } from "./lattice.ts";

const rounds = 14;

/**
 * Borders through open land follow the lattice in steps, as no border does: this draws their nodes towards the line
 * between their neighbours. Nodes that streets or buildings hang on stay where they are, and so does any node whose
 * move would turn a block inside out; blocks keep their neighbours, so what fitted together still does.
 *
 * @param regionOf what the blocks on both sides are compared by; -1 outside
 * @param isFixed nodes to leave alone
 */
export function smoothBorders(lattice: Lattice, regionOf: Int32Array, isFixed: (node: number) => boolean): void {
  const movable = new Map<number, readonly [number, number]>();
  for (let row = 1; row < lattice.rows; row++) {
    for (let column = 1; column < lattice.columns; column++) {
      const node = lattice.node(column, row);
      if (isFixed(node)) continue;
      const neighbours = borderNeighbours(lattice, regionOf, column, row);
      if (neighbours.length === 2) movable.set(node, neighbours as [number, number]);
    }
  }
  const original = new Map([...movable.keys()].map((node) => [node, lattice.positionOf(node)]));
  for (let round = 0; round < rounds; round++) {
    const moved = [...movable].map(([node, [a, b]]) => [node, between(lattice, node, a, b)] as const);
    for (const [node, position] of moved) lattice.moveNode(node, position);
  }
  undoFolds(lattice, original);
}

/** The nodes that the border through this one goes on to. */
function borderNeighbours(lattice: Lattice, regionOf: Int32Array, column: number, row: number): number[] {
  const region = (c: number, r: number) => regionOf[lattice.block(c, r)] as number;
  const [sw, se, ne, nw] = [
    region(column - 1, row - 1),
    region(column, row - 1),
    region(column, row),
    region(column - 1, row),
  ];
  const found: number[] = [];
  if (sw !== se) found.push(lattice.node(column, row - 1));
  if (se !== ne) found.push(lattice.node(column + 1, row));
  if (ne !== nw) found.push(lattice.node(column, row + 1));
  if (nw !== sw) found.push(lattice.node(column - 1, row));
  return found;
}

function between(lattice: Lattice, node: number, a: number, b: number): Position {
  const [x, y] = lattice.positionOf(node);
  const [ax, ay] = lattice.positionOf(a);
  const [bx, by] = lattice.positionOf(b);
  return [0.5 * x + 0.25 * (ax + bx), 0.5 * y + 0.25 * (ay + by)];
}

/** Puts nodes back where a block beside them is no longer a simple ring, until none is left. */
function undoFolds(lattice: Lattice, original: Map<number, Position>): void {
  for (let bad = true; bad; ) {
    bad = false;
    for (let block = 0; block < lattice.blockCount; block++) {
      const corners = lattice.cornersOf(block);
      if (!corners.some((node) => original.has(node)) || isSimple(lattice, corners)) continue;
      for (const node of corners) {
        const position = original.get(node);
        if (position === undefined) continue;
        lattice.moveNode(node, position);
        original.delete(node);
        bad = true;
      }
    }
  }
}

/** True when one of the two diagonals cuts the block into triangles that both run counter-clockwise. */
function isSimple(lattice: Lattice, corners: readonly number[]): boolean {
  const [a, b, c, d] = corners.map((node) => lattice.positionOf(node)) as [Position, Position, Position, Position];
  return (turns(a, b, c) && turns(a, c, d)) || (turns(a, b, d) && turns(b, c, d));
}

/** With a margin: a sliver a metre wide is as bad as a fold. */
function turns([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): boolean {
  return (bx - ax) * (cy - ay) - (cx - ax) * (by - ay) > 1e-9;
}
