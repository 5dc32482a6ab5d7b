import { isSilent } from "./wall-figures.ts";
import type { WallUnit } from "./wall-input.ts";

export const unitStates = ["available", "assigned", "on_scene"] as const;
export type UnitState = (typeof unitStates)[number];

/** Units of one state. */
export interface UnitRow {
  readonly status: UnitState;
  readonly count: number;
  /** Age of the last fix in the middle of those that are heard, seconds; null when none is. */
  readonly medianSeconds: number | null;
  readonly silent: number;
}

export interface SilentUnit {
  readonly id: number;
  readonly callSign: string;
  /** Seconds since the last fix; null when there never was one. */
  readonly ageSeconds: number | null;
}

export interface BusyUnit {
  readonly id: number;
  readonly callSign: string;
  readonly status: Exclude<UnitState, "available">;
}

const ageOf = ({ lastFixAt }: WallUnit, at: number) =>
  lastFixAt === null ? null : Math.max(0, (at - Date.parse(lastFixAt)) / 1_000);

/** Units on duty by state. */
export function unitRows(units: readonly WallUnit[], at: number): UnitRow[] {
  return unitStates.map((status) => {
    const own = units.filter((unit) => unit.status === status);
    const ages = own
      .filter((unit) => !isSilent(unit, at))
      .map((unit) => ageOf(unit, at) as number)
      .sort((a, b) => a - b);
    return {
      status,
      count: own.length,
      medianSeconds: ages[ages.length >> 1] ?? null,
      silent: own.filter((unit) => isSilent(unit, at)).length,
    };
  });
}

/** Units on duty that nobody hears, those silent for the shortest time first: they are the news. */
export function silentUnits(units: readonly WallUnit[], at: number): SilentUnit[] {
  return units
    .filter((unit) => unit.status !== "off_duty" && isSilent(unit, at))
    .map((unit) => ({ id: unit.id, callSign: unit.callSign, ageSeconds: ageOf(unit, at) }))
    .sort(
      (a, b) =>
        (a.ageSeconds ?? Number.POSITIVE_INFINITY) - (b.ageSeconds ?? Number.POSITIVE_INFINITY) ||
        a.callSign.localeCompare(b.callSign),
    );
}

/** Units on their way to a call, then those that are there, by call sign. */
export function busyUnits(units: readonly WallUnit[]): BusyUnit[] {
  return (["assigned", "on_scene"] as const).flatMap((status) =>
    units
      .filter((unit) => unit.status === status)
      .map(({ id, callSign }) => ({ id, callSign, status }))
      .sort((a, b) => a.callSign.localeCompare(b.callSign)),
  );
}
