import type { ColumnPlan } from "./column-plan.ts";
import type { SourceRow } from "./source.ts";
import { readWkt } from "./wkt.ts";

/** A position in the numbers of the file. */
export interface RawPosition {
  readonly x: number;
  readonly y: number;
}

const most = 600;

/** An even sample of the positions of a file, whether or not their rows can be taken. */
export class PositionSample {
  #positions: RawPosition[] = [];
  #every = 1;
  #seen = 0;

  get positions(): readonly RawPosition[] {
    return this.#positions;
  }

  look(row: SourceRow, plan: ColumnPlan): void {
    if (this.#seen++ % this.#every !== 0) return;
    for (const position of positionsOf(row, plan)) this.#positions.push(position);
    if (this.#positions.length < most) return;
    this.#positions = this.#positions.filter((_, i) => i % 2 === 0);
    this.#every *= 2;
  }
}

function positionsOf(row: SourceRow, plan: ColumnPlan): RawPosition[] {
  if (row.fault !== undefined) return [];
  if (row.geometry !== undefined) return spread(row.geometry?.coordinates);
  if (plan.wkt >= 0) return spread(coordinatesOfText(row.values[plan.wkt]));
  return toPosition(
    [row.values[plan.lng], row.values[plan.lat]].map((value) => (value === "" ? Number.NaN : Number(value))),
  );
}

function coordinatesOfText(value: unknown): unknown {
  try {
    return readWkt(String(value)).coordinates;
  } catch {
    return undefined;
  }
}

/** A few positions of a geometry, from all along it. */
function spread(coordinates: unknown): RawPosition[] {
  let list = coordinates;
  while (Array.isArray(list) && Array.isArray(list[0]) && Array.isArray((list[0] as unknown[])[0])) list = list[0];
  if (!Array.isArray(list)) return [];
  if (!Array.isArray(list[0])) return toPosition(list);
  const step = Math.max(1, Math.floor(list.length / 4));
  return list.filter((_, i) => i % step === 0).flatMap(toPosition);
}

function toPosition(value: unknown): RawPosition[] {
  if (!Array.isArray(value)) return [];
  const [x, y] = value as unknown[];
  return typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y) ? [{ x, y }] : [];
}
