import type { Lattice, Position } from "./lattice.ts";

/** GeoJSON coordinates of a MultiPolygon. */
export type MultiPolygon = Position[][][];

/**
 * The borders of a set of blocks. Every edge between two blocks of the set cancels out; what is left is chained into
 * rings. At a node where two blocks touch by a corner only, the walk turns so that the rings stay apart, and a ring that
 * touches itself is cut there, which is what makes the polygon valid.
 *
 * @returns outer rings counter-clockwise, each with its holes clockwise, closed
 */
export function bordersOf(lattice: Lattice, blocks: Iterable<number>): MultiPolygon {
  const outgoing = new Map<number, number[]>();
  const member = new Set(blocks);
  for (const block of member) {
    const corners = lattice.cornersOf(block);
    const across = acrossEdges(lattice, block);
    for (let side = 0; side < 4; side++) {
      const neighbour = across[side];
      if (neighbour !== undefined && member.has(neighbour)) continue;
      const from = corners[side] as number;
      const to = corners[(side + 1) % 4] as number;
      const list = outgoing.get(from);
      if (list === undefined) outgoing.set(from, [to]);
      else list.push(to);
    }
  }
  const rings = chain(lattice, outgoing).map((nodes) => nodes.map((node) => lattice.positionOf(node)));
  return nest(rings);
}

/** The blocks across the south, east, north and west edge. */
function acrossEdges(lattice: Lattice, block: number): (number | undefined)[] {
  const column = block % lattice.columns;
  return [
    block - lattice.columns >= 0 ? block - lattice.columns : undefined,
    column + 1 < lattice.columns ? block + 1 : undefined,
    block + lattice.columns < lattice.blockCount ? block + lattice.columns : undefined,
    column > 0 ? block - 1 : undefined,
  ];
}

function chain(lattice: Lattice, outgoing: Map<number, number[]>): number[][] {
  const width = lattice.columns + 1;
  const rings: number[][] = [];
  for (const [start, list] of outgoing) {
    while (list.length > 0) {
      const ring = [start];
      let from = start;
      let to = list.pop() as number;
      while (to !== start) {
        ring.push(to);
        const next = turnLeft(outgoing.get(to) as number[], from, to, width);
        from = to;
        to = next;
      }
      ring.push(start);
      rings.push(...withoutRepeats(ring));
    }
  }
  return rings;
}

/**
 * Cuts a closed ring where it comes back to a node: an arm of blocks that bends back and touches itself by a corner
 * encloses a hole, which has to be a ring of its own.
 */
function withoutRepeats(ring: readonly number[]): number[][] {
  const rings: number[][] = [];
  const path: number[] = [];
  const placeOf = new Map<number, number>();
  for (const node of ring) {
    const place = placeOf.get(node);
    if (place !== undefined) {
      const loop = path.splice(place);
      for (const passed of loop) placeOf.delete(passed);
      rings.push([...loop, node]);
    }
    placeOf.set(node, path.length);
    path.push(node);
  }
  return rings;
}

/** Takes the edge that turns most to the left: around the same block, never across a corner. */
function turnLeft(choices: number[], from: number, at: number, width: number): number {
  if (choices.length === 1) return choices.pop() as number;
  const left = ([dc, dr]: [number, number]): number => at + -dr + dc * width;
  const step: [number, number] = at - from === 1 ? [1, 0] : at - from === -1 ? [-1, 0] : at > from ? [0, 1] : [0, -1];
  const index = Math.max(0, choices.indexOf(left(step)));
  return choices.splice(index, 1)[0] as number;
}

function nest(rings: readonly Position[][]): MultiPolygon {
  const outers = rings.filter((ring) => signedArea(ring) > 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    const owner = outers.length === 1 ? outers[0] : smallestAround(outers, hole);
    owner?.push(hole);
  }
  return outers;
}

function smallestAround(outers: Position[][][], hole: Position[]): Position[][] | undefined {
  const around = outers.filter((polygon) =>
    hole.some((position) => strictlyInside(polygon[0] as Position[], position)),
  );
  return around.sort((a, b) => signedArea(a[0] as Position[]) - signedArea(b[0] as Position[]))[0];
}

/** Twice-halved shoelace sum, square degrees; positive counter-clockwise. */
export function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  const [originX, originY] = ring[0] as Position;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i] as Position;
    const [bx, by] = ring[i + 1] as Position;
    sum += (ax - originX) * (by - originY) - (bx - originX) * (ay - originY);
  }
  return sum / 2;
}

function strictlyInside(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i] as Position;
    const [bx, by] = ring[i + 1] as Position;
    if (ax === x && ay === y) return false;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
