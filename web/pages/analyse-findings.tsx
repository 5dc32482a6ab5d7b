import type { Schemas } from "../api/client.ts";
import { describeError } from "../api/errors.ts";
import { analyseMessages } from "../i18n/analyse.ts";
import { formatInstant, formatNumber } from "../i18n/format.ts";
import { nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { CategoryBars } from "../panels/analyse/category-bars.tsx";
import { CommunityFindings } from "../panels/analyse/community-findings.tsx";
import { CoverageFindings } from "../panels/analyse/coverage-findings.tsx";
import { Failure } from "../panels/analyse/failure.tsx";
import { AsOf, Headline } from "../panels/analyse/headline.tsx";
import { HeatFindings } from "../panels/analyse/heat-findings.tsx";
import { IncidentList } from "../panels/analyse/incident-list.tsx";
import { TimeChart } from "../panels/analyse/time-chart.tsx";
import { toggled } from "../panels/analyse/toggles.tsx";
import { WeekMatrix } from "../panels/analyse/week-matrix.tsx";
import { useStore } from "../panels/use-store.ts";
import { coverageCsvUrl } from "../state/analyse.ts";
import { pageAddress } from "../state/page.ts";
import { timelineOf } from "../state/timeline.ts";
import { noFilter } from "../state/view.ts";
import {
  analysis,
  city,
  communities,
  daysNow,
  listStep,
  me,
  mostListed,
  page,
  peaksNear,
  pickIncident,
  refresh,
  rowsOf,
  screen,
  selectCell,
  selectCommunity,
  setFilter,
  settings,
  showPlace,
  spanNow,
  timeZone,
} from "./analyse-stores.ts";

/** What the mode in force found: figures and lists, or why there are none. */
export function Findings() {
  const lang = useStore(page, (state) => state.lang);
  const mode = useStore(settings, (state) => state.mode);
  const cityState = useStore(city.store, (state) => state);
  const counts = useStore(analysis.counts.store, (state) => state);
  const coverage = useStore(analysis.coverage.store, (state) => state);
  const span = useStore(analysis.span.store, (state) => state);
  const m = analyseMessages[lang];
  const shared = sharedMessages[lang];
  const isCoverage = mode === "coverage";
  const { data, isLoading, error } = isCoverage ? coverage : counts;
  const failure = cityState.data === null ? cityState.error : (error ?? (isCoverage ? null : span.error));
  if (failure !== null)
    return (
      <Failure
        text={describeError(failure, shared)}
        shared={shared}
        onRetry={() => (cityState.data === null ? void city.readNow() : refresh())}
      />
    );
  return (
    <>
      <div className="answer-head">
        {!isCoverage && (
          <Headline
            total={counts.data?.total ?? null}
            ofTotal={counts.data?.ofTotal ?? null}
            isBusy={isLoading}
            messages={m}
          />
        )}
        <AsOf
          asOf={isLoading ? null : (data?.asOf ?? null)}
          timeZone={timeZone()}
          language={lang}
          messages={m}
          shared={shared}
          onRefresh={refresh}
        />
      </div>
      {!isCoverage && counts.data?.total === 0 && !isLoading ? (
        <div className="finding empty">
          <p>{counts.data.ofTotal === 0 ? m.noIncidents : m.empty}</p>
          {counts.data.ofTotal > 0 && (
            <button type="button" className="primary" onClick={() => setFilter(noFilter)}>
              {m.clear}
            </button>
          )}
        </div>
      ) : (
        <div className="answer">
          {mode === "points" && <IncidentFindings />}
          {mode === "heat" && <Heat />}
          {mode === "communities" && <Communities />}
          {isCoverage && <Coverage />}
        </div>
      )}
    </>
  );
}

function IncidentFindings() {
  const { lang, filter } = useStore(page, (state) => state);
  const counts = useStore(analysis.counts.store, (state) => state.data);
  const span = useStore(analysis.span.store, (state) => state.data);
  const names = useStore(city.store, ({ data }) => data?.incidentCategories);
  const m = analyseMessages[lang];
  if (counts === null || span === null) return null;
  const categories = (counts.groups.category ?? [])
    .map(({ key, count }) => ({
      code: String(key),
      name: nameIn(lang, names?.find(({ code }) => code === key)?.names, String(key)),
      count,
    }))
    .sort((a, b) => b.count - a.count);
  return (
    <>
      <PickedPlace />
      <TimeChart bins={timelineOf(counts.groups.day ?? [], filter, spanNow())} messages={m} />
      <CategoryBars
        counts={categories}
        total={counts.total}
        chosen={filter.categories}
        messages={m}
        onToggle={(code) => setFilter({ categories: toggled(filter.categories, [code]) })}
      />
      <WeekMatrix counts={counts.groups["weekday-hour"] ?? []} messages={m} />
      <InView />
    </>
  );
}

/** The newest incidents of what the map shows. */
function InView() {
  const lang = useStore(page, (state) => state.lang);
  const { data, isLoading, error } = useStore(analysis.newest.store, (state) => state);
  const { picked, listed } = useStore(screen, (state) => state);
  const names = useStore(city.store, (state) => state.data?.incidentCategories);
  const list = useStore(communities.store, (state) => state.data);
  if (error !== null) return <Again error={error} again={() => void analysis.newest.again()} />;
  if (data === null) return null;
  return (
    <IncidentList
      found={data}
      isLoading={isLoading}
      picked={picked?.id ?? null}
      nameOf={{
        category: (code) => nameIn(lang, names?.find((one) => one.code === code)?.names, code),
        community: (id) => nameIn(lang, list?.find((one) => one.id === id)?.names, String(id)),
      }}
      timeZone={timeZone()}
      language={lang}
      messages={analyseMessages[lang]}
      shared={sharedMessages[lang]}
      onPick={pickIncident}
      onMore={
        data.items.length < Math.min(data.total, mostListed)
          ? () => screen.setState({ listed: listed + listStep })
          : null
      }
    />
  );
}

/** What the tile says of the point or cell under the last click. */
function PickedPlace() {
  const { lang, theme } = useStore(page, (state) => state);
  const picked = useStore(screen, (state) => state.picked);
  const names = useStore(city.store, ({ data }) => data?.incidentCategories);
  const canGive = useStore(me, (state) => state.me?.duties.includes("assign") === true);
  if (picked === null) return null;
  const m = analyseMessages[lang];
  const shared = sharedMessages[lang];
  const nameOf = (code: unknown) =>
    nameIn(lang, names?.find((category) => category.code === code)?.names, String(code));
  const { count, top, top_count, category, priority, status, occurred_at } = picked.properties;
  const text =
    count !== undefined
      ? m.cellOf(formatNumber(Number(count)), nameOf(top), formatNumber(Number(top_count)))
      : [
          nameOf(category),
          shared.priority(Number(priority)),
          shared.statuses[status as keyof typeof shared.statuses],
          formatInstant(new Date(Number(occurred_at) * 1_000), timeZone(), lang),
        ].join(" · ");
  return (
    <p className="picked" role="status">
      <span className="quiet">{m.picked}</span> {text}{" "}
      {canGive && picked.id !== null && status !== "closed" && (
        <a href={pageAddress("desk", { lang, theme }, { tab: "tasks", incident: picked.id })}>{m.give}</a>
      )}
    </p>
  );
}

function Heat() {
  const lang = useStore(page, (state) => state.lang);
  const own = useStore(settings, (state) => state);
  const density = useStore(analysis.density.store, (state) => state);
  const list = useStore(communities.store, (state) => state.data);
  useStore(analysis.span.store, (state) => state.data);
  const days = daysNow();
  if (density.error !== null) return <Again error={density.error} again={() => void analysis.density.again()} />;
  const peaks = density.data === null || days === null ? null : peaksNear(density.data, days, list ?? noCommunities);
  return (
    <HeatFindings
      settings={own}
      days={days ?? 0}
      peaks={peaks?.map(({ names, ...peak }) => ({ ...peak, place: nameIn(lang, names) })) ?? null}
      messages={analyseMessages[lang]}
      onChange={(change) => settings.setState(change)}
      onShow={showPlace}
    />
  );
}

const noCommunities: readonly Schemas["Community"][] = [];

function Communities() {
  const lang = useStore(page, (state) => state.lang);
  const own = useStore(settings, (state) => state);
  const counts = useStore(analysis.counts.store, (state) => state.data);
  const { data: list, error } = useStore(communities.store, (state) => state);
  const selected = useStore(screen, (state) => state.selected);
  useStore(analysis.span.store, (state) => state.data);
  const days = daysNow();
  if (list === null && error !== null) return <Again error={error} again={() => void communities.readNow()} />;
  if (counts === null || list === null || days === null) return null;
  return (
    <CommunityFindings
      rows={rowsOf(counts, list, days, own.measure)}
      outside={counts.groups.community?.find(({ key }) => key === null)?.count ?? 0}
      settings={own}
      selected={selected === null ? null : Number(selected)}
      language={lang}
      messages={analyseMessages[lang]}
      onChange={(change) => settings.setState(change)}
      onSelect={selectCommunity}
      onOnly={(id) => setFilter({ communities: [id] })}
    />
  );
}

function Coverage() {
  const lang = useStore(page, (state) => state.lang);
  const { data, query } = useStore(analysis.coverage.store, (state) => state);
  const selected = useStore(screen, (state) => state.selected);
  if (data === null || query === null) return null;
  return (
    <CoverageFindings
      coverage={data}
      csvUrl={coverageCsvUrl(query)}
      selected={selected}
      language={lang}
      messages={analyseMessages[lang]}
      onSelect={(item) => (item.polygon === null ? selectCommunity(item.communityId ?? 0) : selectCell(item))}
    />
  );
}

function Again({ error, again }: { error: unknown; again: () => void }) {
  const shared = sharedMessages[useStore(page, (state) => state.lang)];
  return <Failure text={describeError(error, shared)} shared={shared} onRetry={again} />;
}
