import { createStore, type StoreApi } from "zustand/vanilla";

export const modes = ["points", "heat", "communities", "coverage"] as const;
export type Mode = (typeof modes)[number];

/** Reaches of the kernel on offer, and the cell that draws each smoothly. */
export const bandwidths = [200, 400, 800, 1_600] as const;
export const cellOfBandwidth = (bandwidthMeters: number) => Math.max(75, bandwidthMeters / 4);

export const measures = ["count", "rate"] as const;
export const coverageSubjects = ["both", "venues", "residences"] as const;
export const coverageGrounds = ["community", "cell"] as const;
export const thresholds = [30, 60, 90, 180, 365] as const;
export const cellSizes = [250, 500, 1_000, 2_000] as const;

/** How the analyst looks at things, beside the filter. */
export interface Settings {
  readonly mode: Mode;
  readonly bandwidthMeters: (typeof bandwidths)[number];
  readonly measure: (typeof measures)[number];
  readonly of: (typeof coverageSubjects)[number];
  readonly ground: (typeof coverageGrounds)[number];
  readonly thresholdDays: (typeof thresholds)[number];
  readonly cellMeters: (typeof cellSizes)[number];
}

export const defaultSettings: Settings = {
  mode: "points",
  bandwidthMeters: 400,
  measure: "count",
  of: "both",
  ground: "community",
  thresholdDays: 90,
  cellMeters: 500,
};

/** Name of each setting in the address, and what it may be. */
const table = {
  mode: ["mode", modes],
  bandwidthMeters: ["bandwidth", bandwidths],
  measure: ["measure", measures],
  of: ["of", coverageSubjects],
  ground: ["by", coverageGrounds],
  thresholdDays: ["threshold", thresholds],
  cellMeters: ["cell", cellSizes],
} as const satisfies Record<keyof Settings, readonly [string, readonly (string | number)[]]>;

/** Settings of an address; what cannot be read is the default. */
export function parseSettings(search: string): Settings {
  const query = new URLSearchParams(search);
  const read = Object.entries(table).map(([key, [name, values]]) => [
    key,
    (values as readonly (string | number)[]).find((value) => String(value) === query.get(name)) ??
      defaultSettings[key as keyof Settings],
  ]);
  return Object.fromEntries(read) as unknown as Settings;
}

/** The query with these settings; defaults are left out, all other parameters stay. */
export function formatSettings(settings: Settings, search: string): string {
  const query = new URLSearchParams(search);
  for (const [key, [name]] of Object.entries(table)) {
    const value = settings[key as keyof Settings];
    if (value === defaultSettings[key as keyof Settings]) query.delete(name);
    else query.set(name, String(value));
  }
  return query.toString();
}

/** Settings of the page, written back to the address with every change. */
export function newSettingsStore(location: Location): StoreApi<Settings> {
  const store = createStore<Settings>(() => parseSettings(location.search));
  store.subscribe((settings) => {
    history.replaceState(null, "", `${location.pathname}?${formatSettings(settings, location.search)}`);
  });
  return store;
}
