import { type Language, languages } from "../i18n/language.ts";

export const themes = ["day", "dusk", "night"] as const;
export type Theme = (typeof themes)[number];

/** Centre and zoom of the map. */
export interface Camera {
  readonly lng: number;
  readonly lat: number;
  readonly zoom: number;
}

/** What an analyst looks at. Lists are sorted; an empty list means "all". */
export interface IncidentFilter {
  /** Local days, both included: 'YYYY-MM-DD'. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly categories: readonly string[];
  readonly statuses: readonly string[];
  readonly hours: readonly number[];
  readonly weekdays: readonly number[];
  readonly communities: readonly number[];
}

export const noFilter: IncidentFilter = {
  fromDay: null,
  toDay: null,
  categories: [],
  statuses: [],
  hours: [],
  weekdays: [],
  communities: [],
};

/** Everything about a view that a link carries. */
export interface View {
  readonly theme: Theme | null;
  readonly lang: Language | null;
  readonly camera: Camera | null;
  readonly filter: IncidentFilter;
}

const schemaVersion = "1";
const day = /^\d{4}-\d\d-\d\d$/;

/** The view of an address. What cannot be read is left out rather than guessed; a link of another version gives the default. */
export function parseView(search: string): View {
  const query = new URLSearchParams(search);
  const list = (name: string) => [...new Set((query.get(name) ?? "").split(",").filter((item) => item !== ""))].sort();
  const numbers = (name: string, low: number, high: number) =>
    [...new Set(list(name).map(Number))]
      .filter((value) => Number.isInteger(value) && value >= low && value <= high)
      .sort((a, b) => a - b);
  const dayOf = (name: string) => (day.test(query.get(name) ?? "") ? query.get(name) : null);
  const known = (query.get("v") ?? schemaVersion) === schemaVersion;
  const filter: IncidentFilter = {
    fromDay: dayOf("from"),
    toDay: dayOf("to"),
    categories: list("category"),
    statuses: list("status"),
    hours: numbers("hour", 0, 23),
    weekdays: numbers("weekday", 1, 7),
    communities: numbers("community", 1, Number.MAX_SAFE_INTEGER),
  };
  return {
    theme: themes.find((theme) => theme === query.get("theme")) ?? null,
    lang: languages.find((language) => language === query.get("lang")) ?? null,
    camera: known ? parseCamera(query.get("cam")) : null,
    filter: known ? filter : noFilter,
  };
}

function parseCamera(text: string | null): Camera | null {
  const parts = (text ?? "").split(",").map(Number);
  const [lng, lat, zoom] = parts;
  if (
    parts.length !== 3 ||
    lng === undefined ||
    lat === undefined ||
    zoom === undefined ||
    !parts.every(Number.isFinite)
  )
    return null;
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 22 ? { lng, lat, zoom } : null;
}

/** The query of a view; parameters of the address that are not part of a view are kept. */
export function formatView(view: View, search: string): string {
  const query = new URLSearchParams(search);
  const { theme, lang, camera, filter } = view;
  const put = (name: string, value: string | null) =>
    value === null || value === "" ? query.delete(name) : query.set(name, value);
  put("theme", theme);
  put("lang", lang);
  put("cam", camera && [camera.lng.toFixed(5), camera.lat.toFixed(5), camera.zoom.toFixed(2)].map(Number).join(","));
  put("from", filter.fromDay);
  put("to", filter.toDay);
  put("category", filter.categories.join(","));
  put("status", filter.statuses.join(","));
  put("hour", filter.hours.join(","));
  put("weekday", filter.weekdays.join(","));
  put("community", filter.communities.join(","));
  query.set("v", schemaVersion);
  return query.toString();
}
