import type { LngLat } from "../spatial/distance.ts";

/** A point that a page draws itself. */
interface PointFeature {
  readonly type: "Feature";
  readonly id: number;
  readonly geometry: { readonly type: "Point"; readonly coordinates: LngLat };
  readonly properties: Readonly<Record<string, unknown>>;
}

interface OpenIncident {
  readonly id: number;
  readonly priority: number;
  readonly reportedAt: string;
  readonly position: readonly number[];
}

interface LiveUnit {
  readonly id: number;
  readonly status: string;
  readonly lastFixAt: string;
  readonly position: readonly number[];
}

/** A unit that has not been heard of for this long is drawn hollow. */
const silentAfterMs = 10 * 60_000;

const point = (id: number, position: readonly number[], properties: PointFeature["properties"]): PointFeature => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: [position[0] as number, position[1] as number] },
  properties,
});

/** Open incidents with their priority and how long they have waited, in words. */
export function openIncidentFeatures(
  incidents: readonly OpenIncident[],
  asOf: number,
  formatWait: (seconds: number) => string,
): PointFeature[] {
  return incidents.map(({ id, priority, reportedAt, position }) => {
    const waitSeconds = (asOf - Date.parse(reportedAt)) / 1_000;
    return point(id, position, { priority, waitSeconds, waitLabel: formatWait(waitSeconds) });
  });
}

/** Units on duty where they were last heard of. */
export function unitFeatures(units: readonly LiveUnit[], asOf: number): PointFeature[] {
  return units.map(({ id, status, lastFixAt, position }) =>
    point(id, position, { status, isSilent: asOf - Date.parse(lastFixAt) > silentAfterMs }),
  );
}
