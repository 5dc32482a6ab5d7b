import { createStore } from "zustand/vanilla";

import { getCity, getCounts, getCoverage, getDensity, type Schemas } from "../api/client.ts";
import { listCommunities } from "../api/communities.ts";
import { followLive } from "../api/live.ts";
import { newOwnMe } from "../api/me.ts";
import { getNewest } from "../api/newest.ts";
import { onSignedOut } from "../api/not-signed-in.ts";
import { mostPointsOfTile } from "../layers/sources.ts";

import { classOf, fifths } from "../spatial/classes.ts";
import { nearestTo } from "../spatial/nearest-box.ts";
import { peaksOf } from "../spatial/peaks.ts";
import { type IncidentListing, newAnalysis, spanOf } from "../state/analyse.ts";
import { newSettingsStore, type Settings } from "../state/analyse-settings.ts";
import { cellsBelow } from "../state/cells-below.ts";
import { type CommunityRow, communityRows, daysOfYear } from "../state/community-rows.ts";
import { dayClass } from "../state/coverage-classes.ts";
import { rereadOnChange } from "../state/follow-live.ts";
import { toQuery, windowDays } from "../state/incident-query.ts";
import { newLive } from "../state/live.ts";
import { memo } from "../state/memo.ts";
import { newPageStore } from "../state/page.ts";
import { poll } from "../state/poll.ts";
import { goToSignIn } from "../state/sign-in-address.ts";
import type { IncidentFilter } from "../state/view.ts";
import type { AnalyseMap, GapScore, Picture } from "./analyse-map.ts";

const rereadMs = 300_000;
const mostPeaks = 10;
/** Numbers that change under the reader's eyes are hard to read: they follow the feed at a walk. */
const followPace = { settleMs: 3_000, atMostEveryMs: 15_000, everyMs: 3_600_000, everyMsWithoutFeed: 3_600_000 };
export const listStep = 50;
export const mostListed = 500;

/** An incident or a cell of them that was picked, on the map or in the list. */
export interface Picked {
  /** Id of the incident; null for a cell. */
  readonly id: number | null;
  readonly position: readonly [lng: number, lat: number];
  /** As in the tiles. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export const page = newPageStore(location, navigator.languages, "day");
export const settings = newSettingsStore(location);
export const me = newOwnMe();
export const city = poll(() => me.ready.then(getCity), rereadMs);
export const communities = poll(() => me.ready.then(listCommunities), rereadMs);
export const analysis = newAnalysis(page, settings, {
  getCounts: (...asked) => me.ready.then(() => getCounts(...asked)),
  getNewest: (...asked) => me.ready.then(() => getNewest(...asked)),
  getDensity: (...asked) => me.ready.then(() => getDensity(...asked)),
  getCoverage: (...asked) => me.ready.then(() => getCoverage(...asked)),
});

export const live = newLive(followLive);
onSignedOut(live, me.readNow, goToSignIn);
rereadOnChange(live, analysis.follow, {
  ...followPace,
  kinds: () => (settings.getState().mode === "coverage" ? ["venue", "residence", "visit"] : ["incident"]),
});

/** What the page itself remembers and no link carries. */
export const screen = createStore<{
  readonly opened: AnalyseMap | null;
  readonly isImpossible: boolean;
  readonly picked: Picked | null;
  /** Incidents listed at most. */
  readonly listed: number;
  /** Id of a community or key of a cell. */
  readonly selected: string | null;
  readonly isNarrow: boolean;
}>(() => ({ opened: null, isImpossible: false, picked: null, listed: listStep, selected: null, isNarrow: false }));

export const setFilter = (change: Partial<IncidentFilter>) =>
  page.setState(({ filter }) => ({ filter: { ...filter, ...change } }));

/** The zone that days and hours are counted in. */
export const timeZone = () => city.store.getState().data?.timeZone ?? "UTC";

const span = memo((answer: Schemas["Counts"] | null, zone: string, minute: number) =>
  spanOf(answer, zone, new Date(minute * 60_000)),
);
export const spanNow = () => span(analysis.span.store.getState().data, timeZone(), Math.floor(Date.now() / 60_000));

const rows = memo(
  (
    counts: Schemas["Counts"],
    list: readonly Schemas["Community"][],
    days: number,
    measure: Settings["measure"],
    chosen: readonly number[],
  ) => {
    const asked = chosen.length === 0 ? list : list.filter(({ id }) => chosen.includes(id));
    return communityRows(counts.groups.community ?? [], asked, days, measure);
  },
);
/** Communities with their counts; of those that the filter leaves out nothing can be said. */
export const rowsOf = (
  counts: Schemas["Counts"],
  list: readonly Schemas["Community"][],
  days: number,
  measure: Settings["measure"],
) => rows(counts, list, days, measure, page.getState().filter.communities);

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

const gapScoresOf = memo(
  (items: readonly Schemas["CoverageItem"][], list: readonly Schemas["Community"][]): readonly GapScore[] =>
    items
      .filter(({ isGap }) => isGap)
      .flatMap(({ polygon, communityId, score }) => {
        const [southWest, , northEast] = polygon ?? [];
        const bbox = polygon
          ? [...(southWest ?? []), ...(northEast ?? [])]
          : list.find(({ id }) => id === communityId)?.bbox;
        const [west, south, east, north] = bbox ?? [];
        if (west === undefined || south === undefined || east === undefined || north === undefined) return [];
        return [{ position: [(west + east) / 2, (south + north) / 2] as const, score }];
      }),
);

const tileQueryOf = memo((filter: IncidentFilter, zone: string) =>
  new URLSearchParams(toQuery(filter, zone)).toString(),
);

const nothing: ReadonlyMap<number, number> = new Map();
const noScores: readonly GapScore[] = [];
const noItems: readonly Schemas["CoverageItem"][] = [];

/** Days that the window covers; null until it is known since when there are records. */
export function daysNow(): number | null {
  return analysis.span.store.getState().data === null ? null : windowDays(page.getState().filter, spanNow());
}

/** Zoom below which the map draws cells; null until the incidents have been counted. */
export function cellsNow(): number | null {
  const counts = analysis.counts.store.getState().data;
  return counts === null ? null : cellsBelow(counts.total, mostPointsOfTile);
}

/** What of the incidents to list: nothing until it is known what the map shows. */
export function listingNow(): IncidentListing | null {
  const { opened, isImpossible, listed } = screen.getState();
  return opened === null && !isImpossible ? null : { bbox: opened?.map.bbox ?? null, limit: listed };
}

/** Rings an incident on the map and moves there; picked again, it is let go. */
export function pickIncident({ id, position, category, priority, status, occurredAt }: Schemas["FoundIncident"]): void {
  if (screen.getState().picked?.id === id) {
    screen.setState({ picked: null });
    return;
  }
  const [lng = 0, lat = 0] = position;
  const properties = { category, priority, status, occurred_at: Date.parse(occurredAt) / 1_000 };
  screen.setState({ picked: { id, position: [lng, lat], properties } });
  showPlace([lng, lat]);
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
  const picked = screen.getState().picked?.position ?? null;
  const base = { mode, picked, theme, tileQuery: tileQueryOf(filter, timeZone()) };
  const chosenCode = list.find(({ id }) => String(id) === selected)?.code ?? "";
  const counted =
    counts !== null && days !== null && mode === "communities" ? rowsOf(counts, list, days, measure) : null;
  return {
    ...base,
    chosenCode,
    chosenCell: selected ?? "",
    cellsBelow: cellsNow(),
    gapScores: coverage ? gapScoresOf(coverage.items, list) : noScores,
    hasAreas: mode === "communities" || (mode === "coverage" && settings.getState().ground === "community"),
    surface: mode === "heat" ? surfaceOf(analysis.density.store.getState().data, days) : null,
    classes:
      counted !== null
        ? communityClasses(counted, measure)
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
  const [width, height] = [east - west, north - south];
  // With its neighbours, so that it can be seen where it is.
  if (selected !== key) opened?.map.fit([west - 2 * width, south - 2 * height, east + 2 * width, north + 2 * height]);
}

/** Moves the map to a place. */
export function showPlace(position: readonly [lng: number, lat: number]): void {
  screen.getState().opened?.map.focus(position, 14);
}

live.onTiles((news) => void screen.getState().opened?.map.hearOfTiles(news));

/** Asks everything in view again, tiles too. */
export function refresh(): void {
  analysis.refresh();
  for (const source of ["incidents", "incident-cells"] as const)
    void screen.getState().opened?.map.refreshTiles(source);
}
