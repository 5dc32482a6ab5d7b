import type { StoreApi } from "zustand/vanilla";
import type { Schemas } from "../api/client.ts";
import { cellOfBandwidth, type Settings } from "./analyse-settings.ts";
import { type IncidentQuery, type Span, toQuery } from "./incident-query.ts";
import { newQuestion, type Question } from "./latest.ts";
import { dayOf } from "./local-day.ts";
import type { PageStore } from "./page.ts";

const countGroups = "category,community,day,weekday-hour";

type CountsQuery = IncidentQuery & { by: string };
type NewestQuery = IncidentQuery & { limit: number; bbox?: string };
type DensityQuery = IncidentQuery & { bandwidthMeters: number; cellMeters: number };
export type CoverageQuery = {
  by: Settings["ground"];
  of: Settings["of"];
  thresholdDays: number;
  cellMeters: number;
  communityId?: number;
};

/** What the analyst's page asks the server. */
export interface AnalysisApi {
  getCounts(query: CountsQuery, signal: AbortSignal): Promise<Schemas["Counts"]>;
  getNewest(query: NewestQuery, signal: AbortSignal): Promise<Schemas["NewestIncidents"]>;
  getDensity(query: DensityQuery, signal: AbortSignal): Promise<Schemas["Density"]>;
  getCoverage(query: CoverageQuery, signal: AbortSignal): Promise<Schemas["Coverage"]>;
}

export interface Analysis {
  readonly counts: Question<CountsQuery, Schemas["Counts"]>;
  /** The newest of what the map shows. */
  readonly newest: Question<NewestQuery, Schemas["NewestIncidents"]>;
  readonly density: Question<DensityQuery, Schemas["Density"]>;
  readonly coverage: Question<CoverageQuery, Schemas["Coverage"]>;
  /** All incidents by day, asked once: says since when there are records. */
  readonly span: Question<CountsQuery, Schemas["Counts"]>;
  /** Asks what the mode in force needs; called with every change of filter, settings, city or view. */
  update(around: Surroundings): void;
  /** Asks the same again. */
  refresh(): void;
  /** The same without a word, because something has changed; rejects when that fails. */
  follow(): Promise<void>;
}

/** What the page knows beside filter and settings. */
export interface Surroundings {
  readonly timeZone: string;
  /** False while there is no city to spread a surface over. */
  readonly hasGround: boolean;
  /** Null while it is not known what the map shows. */
  readonly list: IncidentListing | null;
}

/** What to list: the part of the map in view, null for all of it, and how many at most. */
export interface IncidentListing {
  readonly bbox: readonly number[] | null;
  readonly limit: number;
}

/** Questions of each mode, under the filter of the page. */
export function newAnalysis(page: PageStore, settings: StoreApi<Settings>, api: AnalysisApi): Analysis {
  const counts = newQuestion(api.getCounts);
  const newest = newQuestion(api.getNewest);
  const density = newQuestion(api.getDensity);
  const coverage = newQuestion(api.getCoverage);
  const span = newQuestion(api.getCounts);
  const update = ({ timeZone, hasGround, list }: Surroundings) => {
    const { filter } = page.getState();
    const { mode, bandwidthMeters } = settings.getState();
    const query = toQuery(filter, timeZone);
    void span.ask({ by: "day" });
    if (mode === "coverage") void coverage.ask(coverageQuery(settings.getState(), filter.communities));
    else coverage.drop();
    if (mode !== "coverage") void counts.ask({ ...query, by: countGroups });
    else counts.drop();
    if (mode === "points" && list !== null) void newest.ask({ ...query, ...listing(list) });
    else newest.drop();
    if (mode === "heat" && hasGround)
      void density.ask({ ...query, bandwidthMeters, cellMeters: cellOfBandwidth(bandwidthMeters) });
    else density.drop();
  };
  const refresh = () => {
    for (const question of settings.getState().mode === "coverage" ? [coverage] : [counts, newest, density])
      void question.again();
    if (span.store.getState().error !== null) void span.again();
  };
  const follow = async () => {
    const questions = settings.getState().mode === "coverage" ? [coverage] : [counts, newest, density];
    await Promise.all(questions.map((question) => question.update()));
  };
  return { counts, newest, density, coverage, span, update, refresh, follow };
}

/** Four decimals are eleven metres: enough for a view, and the same view asks the same question. */
function listing({ bbox, limit }: IncidentListing): { limit: number; bbox?: string } {
  const edge = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value)).toFixed(4);
  return {
    limit,
    ...(bbox !== null && {
      bbox: bbox.map((value, i) => (i % 2 === 0 ? edge(value, -180, 180) : edge(value, -90, 90))).join(","),
    }),
  };
}

/** The question about coverage; a single community of the filter narrows it, more than one do not. */
function coverageQuery(
  { ground, of, thresholdDays, cellMeters }: Settings,
  communities: readonly number[],
): CoverageQuery {
  const [communityId] = communities;
  return {
    by: ground,
    of,
    thresholdDays,
    cellMeters,
    ...(communities.length === 1 && communityId !== undefined && { communityId }),
  };
}

/** Address of the same answer as a spreadsheet. */
export function coverageCsvUrl(query: CoverageQuery): string {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return `/api/coverage.csv?${new URLSearchParams(entries)}`;
}

/** First day with a record, and today. */
export function spanOf(answer: Schemas["Counts"] | null, timeZone: string, now: Date): Span {
  const today = dayOf(now, timeZone);
  const first = answer?.groups.day?.[0]?.key;
  return { firstDay: typeof first === "string" && first < today ? first : today, today };
}
