import { compile, type Filter } from "./filter.ts";
import type { LayerColumns } from "./run.ts";
import { visitRows } from "./selection.ts";
import { type BBox, latOfWorldY, lngOfWorldX } from "./world.ts";

export interface DensityRequest {
  /** Area wanted, degrees. */
  readonly bbox: BBox;
  /** Side of a cell on the ground, measured at the middle latitude of the box. */
  readonly cellMeters: number;
  /** Distance at which a point's influence ends. */
  readonly bandwidthMeters: number;
}

/** A surface on a grid of cells equal in degrees. */
export interface Density {
  readonly columns: number;
  readonly rows: number;
  /** South-west corner of the grid; rows run northward, columns eastward. */
  readonly west: number;
  readonly south: number;
  /** Size of a cell in degrees. */
  readonly cellLng: number;
  readonly cellLat: number;
  /** Points per km², row by row from the south; cell (column, row) is at `row * columns + column`. */
  readonly values: Float32Array;
  /** Points that pass the filter and lie inside the box. */
  readonly count: number;
}

/** Metres a degree of latitude on a sphere of 6,371,008.8 m. */
export const metersPerDegree = (6_371_008.8 * Math.PI) / 180;

/** Most cells of a surface. */
export const mostCells = 1 << 20;

/** Most cells that one point may reach; beyond it the bandwidth is too wide for such small cells. */
const mostReached = 1 << 14;

/** The box with everything that a point in it reaches, degrees. */
export function withReach(bbox: BBox, bandwidthMeters: number): BBox {
  const [west, south, east, north] = bbox;
  const { lng, lat } = reachIn(bbox, bandwidthMeters);
  return [west - lng, south - lat, east + lng, north + lat];
}

/** Metres in degrees of a box, of longitude where its circles are the smallest. */
function reachIn([, south, , north]: BBox, meters: number): { readonly lng: number; readonly lat: number } {
  const lat = meters / metersPerDegree;
  return { lng: lat / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180), lat };
}

/**
 * Kernel density of a layer's points: each spreads its one over the cells within the bandwidth by the quartic kernel,
 * by distance on the ground, and exactly so: away from the edges, values times cell areas add up to the number of
 * points. Points outside the box count where their influence reaches into it.
 * Throws RangeError for sizes that are not positive, too many cells, or a filter that does not fit.
 */
export function density(layer: LayerColumns, request: DensityRequest, filter: Filter = {}): Density {
  const grid = newGrid(request);
  const tests = compile(layer, filter);
  const [west, south, east, north] = request.bbox;
  const { lng: reachLng, lat: reachLat } = reachIn(request.bbox, request.bandwidthMeters);
  let count = 0;
  for (const run of layer.runs) {
    visitRows(run, [0, run.size], tests, (rows, found) => {
      for (let i = 0; i < found; i++) {
        const lng = lngOfWorldX((run.x[rows[i] as number] as number) + 0.5);
        if (lng < west - reachLng || lng > east + reachLng) continue;
        const lat = latOfWorldY((run.y[rows[i] as number] as number) + 0.5);
        if (lat < south - reachLat || lat > north + reachLat) continue;
        if (lng >= west && lng <= east && lat >= south && lat <= north) count++;
        spread(grid, lng, lat, request.bandwidthMeters);
      }
    });
  }
  const { columns, rows, cellLng, cellLat } = grid;
  return { columns, rows, west, south, cellLng, cellLat, values: perSquareKilometre(grid), count };
}

/** Area on the ground of the cells of a row, km². */
export function cellAreaKm2({ south, cellLng, cellLat }: Omit<Density, "values" | "count">, row: number): number {
  const lat = ((south + (row + 0.5) * cellLat) * Math.PI) / 180;
  return (cellLng * cellLat * Math.cos(lat) * metersPerDegree ** 2) / 1e6;
}

interface Surface {
  readonly columns: number;
  readonly rows: number;
  readonly west: number;
  readonly south: number;
  readonly cellLng: number;
  readonly cellLat: number;
  /** Points a cell. */
  readonly values: Float64Array;
}

function newGrid({ bbox, cellMeters, bandwidthMeters }: DensityRequest): Surface {
  const [west, south, east, north] = bbox;
  if (!(cellMeters > 0 && bandwidthMeters > 0)) throw new RangeError("Cells and bandwidth are more than 0 metres.");
  if (!(west < east && south < north)) throw new RangeError("The box has no inside.");
  if ((bandwidthMeters / cellMeters) ** 2 * Math.PI > mostReached)
    throw new RangeError("Cells too small for the bandwidth.");
  const cellLat = cellMeters / metersPerDegree;
  const cellLng = cellLat / Math.cos((((south + north) / 2) * Math.PI) / 180);
  const columns = Math.ceil((east - west) / cellLng - 1e-9);
  const rows = Math.ceil((north - south) / cellLat - 1e-9);
  if (columns * rows > mostCells) throw new RangeError(`${columns} × ${rows} cells are too many.`);
  return { columns, rows, west, south, cellLng, cellLat, values: new Float64Array(columns * rows) };
}

/** Kernel weights of the cells around one point, kept between points. */
let weights = new Float64Array(4096);

function spread(grid: Surface, lng: number, lat: number, bandwidth: number): void {
  const { columns, rows, west, south, cellLng, cellLat, values } = grid;
  const stepX = (cellLng * metersPerDegree * Math.cos((lat * Math.PI) / 180)) / bandwidth;
  const stepY = (cellLat * metersPerDegree) / bandwidth;
  const atColumn = (lng - west) / cellLng - 0.5;
  const atRow = (lat - south) / cellLat - 0.5;
  const firstColumn = Math.ceil(atColumn - 1 / stepX);
  const lastColumn = Math.floor(atColumn + 1 / stepX);
  const firstRow = Math.ceil(atRow - 1 / stepY);
  const lastRow = Math.floor(atRow + 1 / stepY);
  const reached = (lastColumn - firstColumn + 1) * (lastRow - firstRow + 1);
  if (reached > weights.length) weights = new Float64Array(reached);
  let total = 0;
  let n = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    const dy = (row - atRow) * stepY;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const dx = (column - atColumn) * stepX;
      const rest = 1 - dx * dx - dy * dy;
      const weight = rest > 0 ? rest * rest : 0;
      weights[n++] = weight;
      total += weight;
    }
  }
  if (total === 0) {
    addOwnCell(grid, Math.round(atColumn), Math.round(atRow));
    return;
  }
  n = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const weight = (weights[n++] as number) / total;
      if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
      values[row * columns + column] = (values[row * columns + column] as number) + weight;
    }
  }
}

/** A bandwidth that reaches no cell's middle leaves the whole point in the cell that holds it. */
function addOwnCell({ columns, rows, values }: Surface, column: number, row: number): void {
  if (row < 0 || row >= rows || column < 0 || column >= columns) return;
  values[row * columns + column] = (values[row * columns + column] as number) + 1;
}

function perSquareKilometre(grid: Surface): Float32Array {
  const result = new Float32Array(grid.values.length);
  for (let row = 0; row < grid.rows; row++) {
    const area = cellAreaKm2(grid, row);
    const start = row * grid.columns;
    for (let i = start; i < start + grid.columns; i++) result[i] = (grid.values[i] as number) / area;
  }
  return result;
}
