import { toQuery } from "./incident-query.ts";
import type { IncidentFilter } from "./view.ts";

export const exportLayers = ["incidents", "venues", "residences"] as const;
export type ExportLayer = (typeof exportLayers)[number];

export const exportFormats = ["csv", "geojson", "gpkg", "png"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Which rows, in the words of the server: all of the filter for incidents, its communities for places. */
export function rowsOfExport(layer: ExportLayer, filter: IncidentFilter, timeZone: string) {
  const { communities, categories, statuses, hours, weekdays } = filter;
  const some = <T>(list: readonly T[]) => (list.length > 0 ? [...list] : undefined);
  const places = { communityIds: some(communities) };
  if (layer !== "incidents") return present(places);
  const { from, to } = toQuery(filter, timeZone);
  return present({
    ...places,
    categories: some(categories),
    statuses: some(statuses),
    hours: some(hours),
    weekdays: some(weekdays),
    from,
    to,
  });
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(parts: T): Present<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Present<T>;
}
