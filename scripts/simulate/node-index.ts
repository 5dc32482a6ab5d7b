import type { LngLat } from "./commands.ts";
import { metersBetween } from "./geodesy.ts";

/** Cells a degree: about 300 m each way in the middle latitudes. */
const columnsPerDegree = 300;
const rowsPerDegree = 360;

/** Finds the nearest of many positions by the cells of a grid, from the own cell outwards. */
export class NodeIndex {
  readonly #positions: LngLat[] = [];
  readonly #cells = new Map<number, number[]>();

  /** Adds the next position; they are numbered from 0. */
  add(position: LngLat): void {
    const node = this.#positions.push(position) - 1;
    const cell = cellAt(...placeOf(position));
    const others = this.#cells.get(cell);
    if (others === undefined) this.#cells.set(cell, [node]);
    else others.push(node);
  }

  /** Number of the nearest position; undefined while there is none. Exact up to 60 km away, none beyond. */
  nearest(position: LngLat): number | undefined {
    const [column, row] = placeOf(position);
    const cellMeters = Math.min(308, 370 * Math.cos((position[1] * Math.PI) / 180));
    let best: number | undefined;
    let bestMeters = Number.POSITIVE_INFINITY;
    // Whatever lies beyond this ring is farther than the ring is wide.
    for (let ring = 0; ring < 200 && bestMeters >= (ring - 1) * cellMeters; ring++) {
      for (let c = column - ring; c <= column + ring; c++) {
        const rowStep = Math.abs(c - column) === ring ? 1 : 2 * ring;
        for (let r = row - ring; r <= row + ring; r += rowStep) {
          for (const node of this.#cells.get(cellAt(c, r)) ?? []) {
            const meters = metersBetween(position, this.#positions[node] as LngLat);
            if (meters < bestMeters) [best, bestMeters] = [node, meters];
          }
        }
      }
    }
    return best;
  }
}

function placeOf([lng, lat]: LngLat): [column: number, row: number] {
  return [Math.floor(lng * columnsPerDegree), Math.floor(lat * rowsPerDegree)];
}

function cellAt(column: number, row: number): number {
  return column * 100_000 + row;
}
