import { Grid } from "./grid.ts";
import { MltFeatureWriter } from "./mlt-features.ts";
import { tileSlice } from "./morton.ts";
import { PointFeatureWriter } from "./point-features.ts";
import type { LayerColumns, RowTest, Run } from "./run.ts";
import { chunkSize, selectRows, visitRows } from "./selection.ts";
import { type Segment, weave } from "./weave.ts";
import type { TileCoord } from "./world.ts";

/** Formats of a tile of points: Mapbox Vector Tile, and MapLibre Tile, which is some 40 % smaller once compressed. */
export type TileForm = "mvt" | "mlt";

/**
 * Tiles of a layer from its runs: a slice of each, one pass over it. The rows that pass are gathered while they are few;
 * once they are more than the layer's budget, they and the rest are counted in cells instead. Working memory is kept
 * from one tile to the next.
 */
export class TileMaker {
  private readonly layer: LayerColumns;
  private readonly writers: { readonly mvt: PointFeatureWriter; readonly mlt: MltFeatureWriter };
  /** Rows of the tile being made. */
  private found = new Uint32Array(chunkSize);

  /** The columns that the layer has now: a layer that gets others needs another maker. */
  constructor(layer: LayerColumns) {
    this.layer = layer;
    const { definition, columns } = layer;
    this.writers = {
      mvt: new PointFeatureWriter(definition.id, columns),
      mlt: new MltFeatureWriter(definition.id, columns),
    };
  }

  /** The tile, points or cells; zero bytes when it is empty. */
  tile(coord: TileCoord, tests: readonly RowTest[], form: TileForm): Uint8Array {
    const found = this.selectTile(coord, tests);
    if (found instanceof Grid) return this.encodeGrid(found, form);
    const [only] = found;
    if (only === undefined) return new Uint8Array(0);
    const whole = found.length === 1 ? only : weave(this.layer.columns, found);
    return this.writers[form].write(coord.z, whole);
  }

  /** The tile as cells, however few the points are. */
  cells(coord: TileCoord, tests: readonly RowTest[], form: TileForm): Uint8Array {
    const grid = this.newGrid(coord);
    for (const run of this.layer.runs) addRows(grid, run, tileSlice(run.x, run.y, coord), tests);
    return this.encodeGrid(grid, form);
  }

  private encodeGrid(grid: Grid, form: TileForm): Uint8Array {
    const name = `${this.layer.definition.id}_grid`;
    return form === "mlt" ? grid.encodeMlt(name) : grid.encode(name);
  }

  private newGrid(coord: TileCoord): Grid {
    return new Grid(this.layer.definition, this.layer.columns, coord);
  }

  /** Rows of the tile that pass, run by run, in an array that the next tile uses again; a grid where they are too many. */
  private selectTile(coord: TileCoord, tests: readonly RowTest[]): Segment[] | Grid {
    const budget = this.layer.definition.featureBudget ?? Infinity;
    const segments: Segment[] = [];
    let count = 0;
    for (const run of this.layer.runs) {
      const [start, end] = tileSlice(run.x, run.y, coord);
      const before = count;
      for (let from = start; from < end; from += chunkSize) {
        const to = Math.min(from + chunkSize, end);
        this.ensureRoom(count, to - from);
        count = selectRows(run, from, to, tests, this.found, count);
        if (count <= budget) continue;
        segments.push({ run, rows: this.found.subarray(before, count) });
        return this.gridOf(coord, tests, segments, to);
      }
      if (count > before) segments.push({ run, rows: this.found.subarray(before, count) });
    }
    return segments;
  }

  /** Cells of the rows found so far, which end in the last of their runs before `row`, and of all behind them. */
  private gridOf(coord: TileCoord, tests: readonly RowTest[], found: readonly Segment[], row: number): Grid {
    const grid = this.newGrid(coord);
    for (const { run, rows } of found) {
      for (let at = 0; at < rows.length; at += chunkSize) {
        const chunk = rows.subarray(at, at + chunkSize);
        grid.add(run, chunk, chunk.length);
      }
    }
    const { runs } = this.layer;
    const last = runs.indexOf((found.at(-1) as Segment).run);
    for (const [i, run] of runs.entries()) {
      const [start, end] = tileSlice(run.x, run.y, coord);
      if (i >= last) addRows(grid, run, [i === last ? row : start, end], tests);
    }
    return grid;
  }

  /** Rows already found stay where they are too: segments go on pointing at the array that was too small. */
  private ensureRoom(used: number, more: number): void {
    if (used + more <= this.found.length) return;
    const larger = new Uint32Array(Math.max(used + more, this.found.length * 2));
    larger.set(this.found.subarray(0, used));
    this.found = larger;
  }
}

function addRows(grid: Grid, run: Run, slice: readonly [number, number], tests: readonly RowTest[]): void {
  visitRows(run, slice, tests, (rows, count) => grid.add(run, rows, count));
}
