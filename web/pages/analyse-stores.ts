import { createStore } from "zustand/vanilla";
import { getCity, getCounts, getCoverage, getDensity, listCommunities, type Schemas } from "../api/client.ts";
import { classOf, fifths } from "../spatial/classes.ts";
import { nearestTo } from "../spatial/nearest-box.ts";
import { peaksOf } from "../spatial/peaks.ts";
import { newAnalysis, spanOf } from "../state/analyse.ts";
import { newSettingsStore, type Settings } from "../state/analyse-settings.ts";
import { type CommunityRow, communityRows, daysOfYear } from "../state/community-rows.ts";
import { dayClass } from "../state/coverage-classes.ts";
import { toQuery, windowDays } from "../state/incident-query.ts";
import { memo } from "../state/memo.ts";
import { newPageStore } from "../state/page.ts";
import { poll } from "../state/poll.ts";
import type { IncidentFilter } from "../state/view.ts";
import type { AnalyseMap, Picked, Picture } from "./analyse-map.ts";

const rereadMs = 300_000;
const mostPeaks = 10;

export const page = newPageStore(location, navigator.languages, "day");
export const settings = newSettingsStore(location);
export const city = poll(getCity, rereadMs);
export const communities = poll(listCommunities, rereadMs);
export const analysis = newAnalysis(page, settings, { getCounts, getDensity, getCoverage });

/** What the page itself remembers and no link carries. */
export const screen = createStore<{
  readonly opened: AnalyseMap | null;
  readonly isImpossible: boolean;
  readonly picked: Picked | null;
  /** Id of a community or key of a cell. */
  readonly selected: string | null;
  readonly isNarrow: boolean;
}>(() => ({ opened: null, isImpossible: false, picked: null, selected: null, isNarrow: false }));

export const setFilter = (change: Partial<IncidentFilter>) =>
  page.setState(({ filter }) => ({ filter: { ...filter, ...change } }));

/** The zone that days and hours are counted in. */
export const timeZone = () => city.store.getState().data?.timeZone ?? "UTC";

const span = memo((answer: Schemas["Counts"] | null, zone: string, minute: number) =>
  spanOf(answer, zone, new Date(minute * 60_000)),
);
export const spanNow = () => span(analysis.span.store.getState().data, timeZone(), Math.floor(Date.now() / 60_000));

export const rowsOf = memo(
  (counts: Schemas["Counts"], list: readonly Schemas["Community"][], days: number, measure: Settings["measure"]) =>
    communityRows(counts.groups.community ?? [], list, days, measure),
);

export const boundsOf = memo((rows: readonly CommunityRow[], measure: Settings["measure"]) =>
  fifths(rows.map((row) => row[measure] ?? 0)),
);

export const peaksNear = memo((density: Schemas["Density"], days: number, list: readonly Schemas["Community"][]) =>
  peaksOf(density, Math.max(500, 2 * density.bandwidthMeters), mostPeaks).map(({ position, value }) => ({
    position,
    perYear: (value * daysOfYear) / days,
    names: nearestTo(position, list)?.names ?? null,
  })),
);

const surfaceOf = memo((density: Schemas["Density"] | null, days: number | null) =>
  density === null || days === null ? null : { density, days },
);

const communityClasses = memo((rows: readonly CommunityRow[], measure: Settings["measure"]) => {
  const bounds = boundsOf(rows, measure);
  return new Map(
    rows.filter((row) => (row[measure] ?? 0) > 0).map((row) => [row.community.id, classOf(row[measure] ?? 0, bounds)]),
  );
});

const coverageClasses = memo(
  (items: readonly Schemas["CoverageItem"][]) =>
    new Map(
      items.flatMap(({ communityId, medianDays }) =>
        communityId === null ? [] : [[communityId, dayClass(medianDays)]],
      ),
    ),
);

const gapCodesOf = memo((items: readonly Schemas["CoverageItem"][], list: readonly Schemas["Community"][]) => {
  const gaps = new Set(items.filter(({ isGap }) => isGap).map(({ communityId }) => communityId));
  return list.filter(({ id }) => gaps.has(id)).map(({ code }) => code);
});

const tileQueryOf = memo((filter: IncidentFilter, zone: string) =>
  new URLSearchParams(toQuery(filter, zone)).toString(),
);

const nothing: ReadonlyMap<number, number> = new Map();
const noItems: readonly Schemas["CoverageItem"][] = [];

/** Days that the window covers; null until it is known since when there are records. */
export function daysNow(): number | null {
  return analysis.span.store.getState().data === null ? null : windowDays(page.getState().filter, spanNow());
}

/** What the map shows of all this. */
export function picture(): Picture {
  const { theme, filter } = page.getState();
  const { mode, measure } = settings.getState();
  const { selected } = screen.getState();
  const list = communities.store.getState().data ?? [];
  const counts = analysis.counts.store.getState().data;
  const coverage = analysis.coverage.store.getState().data;
  const days = daysNow();
  const isByCommunity = coverage?.by === "community";
  const base = { mode, theme, tileQuery: tileQueryOf(filter, timeZone()) };
  const chosenCode = list.find(({ id }) => String(id) === selected)?.code ?? "";
  const rows = counts !== null && days !== null && mode === "communities" ? rowsOf(counts, list, days, measure) : null;
  return {
    ...base,
    chosenCode,
    hasAreas: mode === "communities" || (mode === "coverage" && settings.getState().ground === "community"),
    surface: mode === "heat" ? surfaceOf(analysis.density.store.getState().data, days) : null,
    classes:
      rows !== null
        ? communityClasses(rows, measure)
        : coverage && isByCommunity
          ? coverageClasses(coverage.items)
          : nothing,
    cells: coverage && !isByCommunity ? coverage.items : noItems,
    gapCodes: coverage && isByCommunity ? gapCodesOf(coverage.items, list) : [],
  };
}

/** Chooses a community and moves the map to it; chosen again, it is let go. */
export function selectCommunity(id: number): void {
  const { selected, opened } = screen.getState();
  const isChosen = selected === String(id);
  screen.setState({ selected: isChosen ? null : String(id) });
  const bbox = communities.store.getState().data?.find((community) => community.id === id)?.bbox;
  if (!isChosen && bbox !== undefined) opened?.map.fit(bbox, 60);
}

/** The same for a cell of the ground. */
export function selectCell({ key, polygon }: Schemas["CoverageItem"]): void {
  const { selected, opened } = screen.getState();
  screen.setState({ selected: selected === key ? null : key });
  const [[west = 0, south = 0] = [], , [east = 0, north = 0] = []] = polygon ?? [];
  if (selected !== key) opened?.map.fit([west, south, east, north], 160);
}

/** Moves the map to a place. */
export function showPlace(position: readonly [lng: number, lat: number]): void {
  screen.getState().opened?.map.focus(position, 14);
}

/** Asks everything in view again, tiles too. */
export function refresh(): void {
  analysis.refresh();
  void screen.getState().opened?.map.refreshTiles("incidents");
}
