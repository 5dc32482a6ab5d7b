import type { TileCoord } from "./world.ts";

/** Tiles along each side of the square in which no two share a counter. */
const side = 256;

/** Deepest zoom with counters of its own; deeper tiles go by their ancestor there. */
const deepestCounted = 16;

/**
 * When each tile last changed. One counter a tile up to zoom 8; deeper, the world repeats every 256 tiles, so that two
 * tiles share a counter only when they are 256 tiles apart (156 km at zoom 16): memory is fixed, 2.4 MB once anything
 * changed. A shared counter may run ahead of its tile, never behind. 17 additions a change.
 */
export class TileClock {
  private readonly zooms: (Uint32Array | undefined)[] = [];
  private everything = 0;

  /** Every tile changed. */
  raise(version: number): void {
    this.everything = version;
    this.zooms.length = 0;
  }

  /** The tiles that hold a world position changed, at every zoom. Versions must not fall. */
  bump(x: number, y: number, version: number): void {
    for (let z = 0; z <= deepestCounted; z++) {
      const width = Math.min(2 ** z, side);
      this.zooms[z] ??= new Uint32Array(width * width);
      // A shift by 32 is a shift by none, so zoom 0 is spelled out.
      const [column, row] = z === 0 ? [0, 0] : [x >>> (32 - z), y >>> (32 - z)];
      (this.zooms[z] as Uint32Array)[(row & (width - 1)) * width + (column & (width - 1))] = version;
    }
  }

  /** Version of the last change that may have touched a tile. */
  version({ z, x, y }: TileCoord): number {
    const up = Math.max(z - deepestCounted, 0);
    const width = Math.min(2 ** (z - up), side);
    const [column, row] = [Math.floor(x / 2 ** up), Math.floor(y / 2 ** up)];
    const counter = this.zooms[z - up]?.[(row & (width - 1)) * width + (column & (width - 1))] ?? 0;
    return Math.max(counter, this.everything);
  }

  /** Bytes of the counters. */
  get bytes(): number {
    return this.zooms.reduce((sum, counters) => sum + (counters?.byteLength ?? 0), 0);
  }
}
