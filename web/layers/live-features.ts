import type { LngLat } from "../spatial/distance.ts";
import { isSilent } from "../state/wall-figures.ts";
import type { WallCall, WallUnit } from "../state/wall-input.ts";

/** A point that a page draws itself. */
interface PointFeature {
  readonly type: "Feature";
  readonly id: number;
  readonly geometry: { readonly type: "Point"; readonly coordinates: LngLat };
  readonly properties: Readonly<Record<string, unknown>>;
}

const point = (id: number, position: readonly number[], properties: PointFeature["properties"]): PointFeature => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: [position[0] as number, position[1] as number] },
  properties,
});

const minuteMs = 60_000;

/**
 * Open incidents with their priority and how long they have waited, in words. Waits are told as of the last full
 * minute, so that between two of them nothing on the map has to be drawn again.
 */
export function openIncidentFeatures(
  calls: readonly WallCall[],
  at: number,
  {
    formatWait,
    isAlarm,
  }: { formatWait: (call: WallCall, seconds: number) => string; isAlarm: (call: WallCall) => boolean },
): PointFeature[] {
  const minute = Math.floor(at / minuteMs) * minuteMs;
  return calls.map((call) => {
    const waitSeconds = Math.max(0, Math.round((minute - Date.parse(call.reportedAt)) / 1_000));
    return point(call.id, call.position, {
      priority: call.priority,
      isAlarm: isAlarm(call),
      waitSeconds,
      waitLabel: formatWait(call, waitSeconds),
    });
  });
}

/** Units on duty where they were last heard of; those that never were have no place. */
export function unitFeatures(units: readonly WallUnit[], at: number): PointFeature[] {
  return units.flatMap((unit) =>
    unit.position === null || unit.status === "off_duty"
      ? []
      : [point(unit.id, unit.position, { status: unit.status, callSign: unit.callSign, isSilent: isSilent(unit, at) })],
  );
}
