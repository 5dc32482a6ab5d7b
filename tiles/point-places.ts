import type { Segment } from "./weave.ts";
import { extent, unitShift } from "./world.ts";

/** Where points stand in a tile, and their ids, gathered into arrays that the next tile uses again. */
export class PointPlaces {
  /** Position in the tile, 0 to 4095, y southward; arrays may be longer than the rows. */
  x = new Uint16Array(0);
  y = new Uint16Array(0);
  ids: Uint32Array | Float64Array = new Uint32Array(0);
  private narrowIds = new Uint32Array(0);
  private wideIds = new Float64Array(0);

  /** Places the rows, all of them inside a tile of zoom `z`. */
  gather(z: number, segment: Segment): void {
    const count = segment.rows.length;
    if (count > this.x.length) {
      const room = Math.max(count, this.x.length * 2, 64);
      this.x = new Uint16Array(room);
      this.y = new Uint16Array(room);
      this.narrowIds = new Uint32Array(room);
      this.wideIds = new Float64Array(room);
    }
    this.place(segment, unitShift(z));
    this.ids = this.gatherIds(segment);
  }

  private place({ run: { x, y }, rows }: Segment, shift: number): void {
    const { x: intoX, y: intoY } = this;
    if (shift < 0) {
      placeDeep(x, rows, intoX, -shift);
      placeDeep(y, rows, intoY, -shift);
      return;
    }
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      intoX[i] = ((x[row] as number) >>> shift) & (extent - 1);
      intoY[i] = ((y[row] as number) >>> shift) & (extent - 1);
    }
  }

  private gatherIds({ run: { ids }, rows }: Segment): Uint32Array | Float64Array {
    const { narrowIds, wideIds } = this;
    if (ids instanceof Uint32Array) {
      for (let i = 0; i < rows.length; i++) narrowIds[i] = ids[rows[i] as number] as number;
      return narrowIds;
    }
    for (let i = 0; i < rows.length; i++) wideIds[i] = ids[rows[i] as number] as number;
    return wideIds;
  }
}

/** Below the world's own unit a point lies in the middle of what it may mean. */
function placeDeep(world: Uint32Array, rows: Uint32Array, into: Uint16Array, shift: number): void {
  for (let i = 0; i < rows.length; i++) {
    into[i] = (((world[rows[i] as number] as number) << shift) & (extent - 1)) | (1 << (shift - 1));
  }
}
