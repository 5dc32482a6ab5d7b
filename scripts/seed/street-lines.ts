import type { LandUse } from "./land-use.ts";
import type { Lattice } from "./lattice.ts";
import type { Random } from "./random.ts";
import type { RoadClass } from "./road-class.ts";

/** A road through open land: a stretch of one line, from one crossing line to another. */
export interface CountryRoad {
  readonly direction: "row" | "column";
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly class: RoadClass;
}

/** The lines that streets run along, with the rank that each has in town, and the roads between towns. */
export interface StreetLines {
  readonly rows: readonly RoadClass[];
  readonly columns: readonly RoadClass[];
  readonly country: readonly CountryRoad[];
}

/** Ranks by distance from the river and from the middle; trunk roads on both banks and through the middle. */
export function planStreetLines(lattice: Lattice, land: LandUse, random: Random): StreetLines {
  const { riverRow, middleColumn, tributaries } = lattice.valley;
  const rows = Array.from({ length: lattice.rows + 1 }, (_, row) =>
    row === riverRow || row === riverRow + 1
      ? "trunk"
      : rankOf(row > riverRow ? row - riverRow - 1 : riverRow - row, random),
  );
  const columns = Array.from({ length: lattice.columns + 1 }, (_, column) =>
    column === middleColumn ? "trunk" : rankOf(Math.abs(column - middleColumn), random),
  );
  for (const { column } of tributaries) {
    columns[column] = "secondary";
    columns[column + 1] = "primary";
  }
  return { rows, columns, country: countryRoads(lattice, land) };
}

function rankOf(distance: number, random: Random): RoadClass {
  if (distance % 9 === 0) return "primary";
  if (distance % 3 === 0) return "secondary";
  return random.chance(0.45) ? "service" : "residential";
}

/** Along the river and through the middle to the edge of the land, up each side valley, and across to the next. */
function countryRoads(lattice: Lattice, land: LandUse): CountryRoad[] {
  const { riverRow, middleColumn, tributaries } = lattice.valley;
  const roads: CountryRoad[] = [
    { direction: "row", line: riverRow + 1, from: 0, to: lattice.columns, class: "trunk" },
    { direction: "row", line: riverRow, from: 0, to: lattice.columns, class: "secondary" },
    { direction: "column", line: middleColumn, from: 0, to: lattice.rows, class: "trunk" },
  ];
  for (const { column, side } of tributaries) {
    const edge = side === 1 ? lattice.rows : 0;
    const [from, to] = side === 1 ? [riverRow + 1, edge] : [edge, riverRow];
    roads.push({ direction: "column", line: column + 1, from, to, class: "primary" });
  }
  // From each side town over the hills to the next valley road in the direction of the middle.
  for (const { town, column, row } of land.centres) {
    if (town === 0 || Math.abs(row - riverRow) < 6) continue;
    const side = row > riverRow ? 1 : -1;
    const valleys = [middleColumn, ...tributaries.filter((one) => one.side === side).map((one) => one.column + 1)];
    const towards = Math.sign(middleColumn - column);
    const next = valleys
      .filter((valley) => (valley - column) * towards > 8)
      .sort((a, b) => Math.abs(a - column) - Math.abs(b - column))[0];
    if (next === undefined) continue;
    const [from, to] = [Math.round(column), next].sort((a, b) => a - b) as [number, number];
    roads.push({ direction: "row", line: Math.round(row), from, to, class: "secondary" });
  }
  return roads;
}
