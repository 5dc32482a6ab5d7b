import { type ColumnInfo, type ColumnValues, encodeValue, newValues, nullInstant, type PointRow } from "./columns.ts";
import type { LocalTime } from "./local-time.ts";
import { dayOffset, hoursOfWeek, isLive, killRow, type LocalDays, newLocalDays, noLocalHour, type Run } from "./run.ts";
import { gather, invert, type Numbers, orderById, orderByMorton } from "./run-order.ts";
import { worldX, worldY } from "./world.ts";

/**
 * Takes rows one by one into growing typed arrays and sorts them into a run; no object a row is kept.
 * Of two rows with one id the newer version lives, of equal versions the later one.
 */
export class RunBuilder {
  /** Rows taken so far. */
  size = 0;
  private room = 1024;
  private x = new Uint32Array(this.room);
  private y = new Uint32Array(this.room);
  private ids = new Float64Array(this.room);
  private versions = new Uint32Array(this.room);
  private readonly values: Float64Array[];
  private readonly columns: readonly ColumnInfo[];

  constructor(columns: readonly ColumnInfo[]) {
    this.columns = columns;
    this.values = columns.map(() => new Float64Array(this.room));
  }

  /** Throws TypeError for an id, version, position or value that a layer cannot hold; the row is then not taken. */
  add(row: PointRow): void {
    checkRow(row, this.columns.length);
    if (this.size === this.room) this.grow();
    const at = this.size;
    for (let i = 0; i < this.columns.length; i++) {
      (this.values[i] as Float64Array)[at] = encodeValue(this.columns[i] as ColumnInfo, row.values[i] ?? null);
    }
    this.x[at] = worldX(row.lng);
    this.y[at] = worldY(row.lat);
    this.ids[at] = row.id;
    this.versions[at] = row.version;
    this.size++;
  }

  /** The rows so far as a run. `timeColumn` is −1 where the layer has no time attribute. */
  finish(timeColumn: number, localTime: LocalTime): Run {
    const idOrder = orderById(this.ids.subarray(0, this.size));
    const order = orderByMorton(idOrder, this.x, this.y);
    const columns = this.columns.map((column, i) =>
      gather(newValues(column, this.size), this.values[i] as Float64Array, order),
    );
    const times = columns[timeColumn];
    const run: Run = {
      size: this.size,
      x: gather(new Uint32Array(this.size), this.x, order),
      y: gather(new Uint32Array(this.size), this.y, order),
      ids: gather(newIds(this.ids, this.size), this.ids, order),
      versions: gather(new Uint32Array(this.size), this.versions, order),
      byId: invert(order, idOrder),
      columns,
      localHours: times && localHoursOf(times, localTime),
      localDays: times && localDaysOf(times, localTime),
      dead: undefined,
      live: this.size,
    };
    killDuplicates(run);
    return run;
  }

  private grow(): void {
    this.room *= 2;
    this.x = grown(this.x, this.room);
    this.y = grown(this.y, this.room);
    this.ids = grown(this.ids, this.room);
    this.versions = grown(this.versions, this.room);
    for (let i = 0; i < this.values.length; i++) this.values[i] = grown(this.values[i] as Float64Array, this.room);
  }
}

function checkRow(row: PointRow, width: number): void {
  const { id, version, lng, lat } = row;
  if (!Number.isSafeInteger(id) || id < 0)
    throw new TypeError(`The id ${id} is not a whole number from 0 to 2^53 − 1.`);
  if (!Number.isInteger(version) || version < 0 || version > 0xffff_ffff) {
    throw new TypeError(`The version ${version} of row ${id} is not a whole number from 0 to 2^32 − 1.`);
  }
  if (!Number.isFinite(lng) || !Number.isFinite(lat)) throw new TypeError(`Row ${id} has no finite position.`);
  if (row.values.length !== width) throw new TypeError(`Row ${id} has ${row.values.length} values, not ${width}.`);
}

function newIds(ids: Float64Array, size: number): Uint32Array | Float64Array {
  for (let i = 0; i < size; i++) if ((ids[i] as number) > 0xffff_ffff) return new Float64Array(size);
  return new Uint32Array(size);
}

/** Local hour of the week of each time, see `Run.localHours`. */
function localHoursOf(times: Numbers, localTime: LocalTime): Uint8Array {
  const hours = new Uint8Array(times.length);
  for (let i = 0; i < times.length; i++) {
    const seconds = times[i] as number;
    if (seconds === nullInstant) {
      hours[i] = noLocalHour;
      continue;
    }
    // 1970-01-01 was a Thursday, 72 hours into the week.
    const localHour = Math.floor((seconds + localTime.offsetSeconds(seconds)) / 3600) + 72;
    hours[i] = ((localHour % hoursOfWeek) + hoursOfWeek) % hoursOfWeek;
  }
  return hours;
}

/** Local day of each time, see `Run.localDays`. */
function localDaysOf(times: ColumnValues, localTime: LocalTime): LocalDays {
  const days = newLocalDays(times, times.length);
  const offset = dayOffset(days);
  for (let i = 0; i < times.length; i++) {
    const seconds = times[i] as number;
    if (seconds !== nullInstant) days[i] = localTime.day(seconds) + offset;
  }
  return days;
}

/** Of rows with one id in a run lets only that of the newest version live, of equal versions the last. */
export function killDuplicates(run: Run): void {
  const { byId, ids, versions } = run;
  let kept = byId[0] as number;
  for (let i = 1; i < byId.length; i++) {
    const row = byId[i] as number;
    if (!isLive(run, row)) continue;
    if (ids[row] !== ids[kept] || !isLive(run, kept)) {
      kept = row;
      continue;
    }
    const isNewer = (versions[row] as number) >= (versions[kept] as number);
    killRow(run, isNewer ? kept : row);
    if (isNewer) kept = row;
  }
}

function grown<T extends Uint32Array | Float64Array>(values: T, room: number): T {
  const larger = new (values.constructor as new (size: number) => T)(room);
  larger.set(values);
  return larger;
}
