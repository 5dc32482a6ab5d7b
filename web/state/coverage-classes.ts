import { classOf } from "../spatial/classes.ts";

/** Lower bounds of the classes of days since the last visit; fixed, so that two maps can be compared. */
export const dayBounds = [0, 30, 60, 90, 180] as const;

/** Class of a median; what was never visited is in the last. */
export function dayClass(medianDays: number | null): number {
  return medianDays === null ? dayBounds.length - 1 : classOf(medianDays, dayBounds);
}
