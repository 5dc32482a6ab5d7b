import { MinHeap } from "../min-heap.ts";
import type { LngLat } from "./commands.ts";
import { metersBetween } from "./geodesy.ts";
import { NodeIndex } from "./node-index.ts";

/** A segment of street as `/api/roads` tells it. */
export interface Road {
  readonly class: string;
  readonly oneway: boolean;
  readonly line: readonly LngLat[];
}

export type UnitKind = "foot" | "bicycle" | "car" | "room";

/** Metres a second of a car by rank of street; others go at one pace wherever they are. */
const carSpeed: Readonly<Record<string, number>> = {
  trunk: 16.7,
  primary: 13.9,
  secondary: 11.1,
  residential: 8.3,
  service: 5.6,
  path: 2.8,
};
const topSpeedOf = { foot: 1.4, bicycle: 4.4, car: 16.7, room: 1.4 } as const;

/** Fastest that anybody may be seen moving: a car on a trunk road, in a hurry. */
export const topSpeed = topSpeedOf.car * 1.25;

/** A way along streets: junctions and bends in order, with the seconds from its beginning to each. */
export interface Way {
  readonly positions: readonly LngLat[];
  readonly seconds: readonly number[];
}

interface Arc {
  readonly from: number;
  readonly to: number;
  readonly meters: number;
  /** Metres a second by car; 0 against traffic. */
  readonly speed: number;
  /** The same of the arc that leads back. */
  readonly backSpeed: number;
}

/**
 * The street network as a graph: equal positions are one node. Arcs are kept in columns by the node that they leave,
 * and a search marks nodes with its own number instead of clearing them, so that thousands of short searches are cheap.
 */
export class StreetGraph {
  readonly #positions: LngLat[] = [];
  readonly #index = new NodeIndex();
  /** Arcs of node n are those from starts[n] up to starts[n + 1]. */
  readonly #starts: Int32Array;
  readonly #targets: Int32Array;
  readonly #meters: Float64Array;
  readonly #speeds: Float64Array;
  readonly #backSpeeds: Float64Array;
  readonly #cost: Float64Array;
  readonly #before: Int32Array;
  readonly #reached: Uint32Array;
  readonly #settled: Uint32Array;
  #search = 0;

  constructor(roads: Iterable<Road>) {
    const arcs = this.#readArcs(roads);
    const count = this.#positions.length;
    arcs.sort((a, b) => a.from - b.from);
    this.#starts = new Int32Array(count + 1);
    for (const { from } of arcs) this.#starts[from + 1] = (this.#starts[from + 1] as number) + 1;
    for (let n = 0; n < count; n++) this.#starts[n + 1] = (this.#starts[n + 1] as number) + (this.#starts[n] as number);
    this.#targets = Int32Array.from(arcs, ({ to }) => to);
    this.#meters = Float64Array.from(arcs, ({ meters }) => meters);
    this.#speeds = Float64Array.from(arcs, ({ speed }) => speed);
    this.#backSpeeds = Float64Array.from(arcs, ({ backSpeed }) => backSpeed);
    this.#cost = new Float64Array(count);
    this.#before = new Int32Array(count);
    this.#reached = new Uint32Array(count);
    this.#settled = new Uint32Array(count);
  }

  #readArcs(roads: Iterable<Road>): Arc[] {
    const numbers = new Map<string, number>();
    const nodeAt = (position: LngLat): number => {
      const key = `${position[0]},${position[1]}`;
      let node = numbers.get(key);
      if (node === undefined) {
        node = this.#positions.push(position) - 1;
        numbers.set(key, node);
        this.#index.add(position);
      }
      return node;
    };
    const arcs: Arc[] = [];
    for (const { class: rank, oneway, line } of roads) {
      const speed = carSpeed[rank] ?? 8.3;
      const backSpeed = oneway ? 0 : speed;
      for (let i = 0; i + 1 < line.length; i++) {
        const [from, to] = [nodeAt(line[i] as LngLat), nodeAt(line[i + 1] as LngLat)];
        const meters = metersBetween(this.positionOf(from), this.positionOf(to));
        arcs.push(
          { from, to, meters, speed, backSpeed },
          { from: to, to: from, meters, speed: backSpeed, backSpeed: speed },
        );
      }
    }
    return arcs;
  }

  get nodeCount(): number {
    return this.#positions.length;
  }

  positionOf(node: number): LngLat {
    return this.#positions[node] as LngLat;
  }

  /** The junction or bend nearest to a position; undefined for a network without streets. */
  nearestNode(position: LngLat): number | undefined {
    return this.#index.nearest(position);
  }

  /** Junctions within some metres of a node on foot, the nearest first. */
  nodesAround(node: number, meters: number): number[] {
    const found: number[] = [];
    this.#explore(node, this.#costOf("foot"), meters / topSpeedOf.foot, (reached) => {
      found.push(reached);
      return false;
    });
    return found;
  }

  /**
   * The quickest way between two nodes by the rules of the road (on foot there are none); undefined when there is none.
   *
   * @param pace factor on the usual speed
   */
  way(from: number, to: number, kind: UnitKind, pace = 1): Way | undefined {
    const goal = this.positionOf(to);
    // Nobody is faster than in a straight line at top speed, so those that lie the wrong way are looked at last.
    const atLeast = (node: number) => metersBetween(this.positionOf(node), goal) / topSpeedOf[kind];
    const isThere = this.#explore(from, this.#costOf(kind), Number.POSITIVE_INFINITY, (node) => node === to, atLeast);
    if (!isThere) return undefined;
    const nodes = [to];
    for (let node = to; node !== from; ) {
      node = this.#before[node] as number;
      nodes.push(node);
    }
    nodes.reverse();
    return {
      positions: nodes.map((node) => this.positionOf(node)),
      seconds: nodes.map((node) => (this.#cost[node] as number) / pace),
    };
  }

  /**
   * Which of some nodes is nearest to a goal, and how many seconds it is from there; undefined when none is within
   * `limit` seconds. Searched backwards from the goal, so that it costs one search however many they are.
   */
  nearestOf(
    goal: number,
    from: ReadonlySet<number>,
    kind: UnitKind,
    limit: number,
  ): { readonly node: number; readonly seconds: number } | undefined {
    let found: { node: number; seconds: number } | undefined;
    this.#explore(goal, this.#costOf(kind, true), limit, (node, seconds) => {
      if (from.has(node)) found = { node, seconds };
      return found !== undefined;
    });
    return found;
  }

  /** Seconds along an arc, or back along it; traffic has to keep to one-way streets, walkers have not. */
  #costOf(kind: UnitKind, isBack = false): (arc: number) => number {
    const speeds = isBack ? this.#backSpeeds : this.#speeds;
    const own = topSpeedOf[kind];
    if (kind === "foot" || kind === "room") return (arc) => (this.#meters[arc] as number) / own;
    if (kind === "bicycle")
      return (arc) => (speeds[arc] === 0 ? Number.POSITIVE_INFINITY : (this.#meters[arc] as number) / own);
    return (arc) => (this.#meters[arc] as number) / (speeds[arc] as number);
  }

  /**
   * Dijkstra, led by a lower bound of what is left where there is one (A*). Ends when `visit` says so, at the limit, or
   * when everything has been reached; true when `visit` said so.
   */
  #explore(
    from: number,
    costOf: (arc: number) => number,
    limit: number,
    visit: (node: number, cost: number) => boolean,
    atLeast: (node: number) => number = () => 0,
  ): boolean {
    const search = ++this.#search;
    const heap = new MinHeap();
    this.#cost[from] = 0;
    this.#reached[from] = search;
    heap.push(atLeast(from), from);
    for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
      if (this.#settled[node] === search) continue;
      this.#settled[node] = search;
      const soFar = this.#cost[node] as number;
      if (soFar > limit) return false;
      if (visit(node, soFar)) return true;
      const end = this.#starts[node + 1] as number;
      for (let arc = this.#starts[node] as number; arc < end; arc++) {
        const to = this.#targets[arc] as number;
        const total = soFar + costOf(arc);
        if (!Number.isFinite(total) || (this.#reached[to] === search && total >= (this.#cost[to] as number))) continue;
        this.#cost[to] = total;
        this.#before[to] = node;
        this.#reached[to] = search;
        heap.push(total + atLeast(to), to);
      }
    }
    return false;
  }
}
