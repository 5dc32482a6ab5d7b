import { type ComponentType, useState } from "react";
import type { Schemas } from "../api/client.ts";
import { leave } from "../api/me.ts";
import { type AnalyseMessages, analyseMessages } from "../i18n/analyse.ts";
import { formatInstant, formatNumber } from "../i18n/format.ts";
import { nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { About } from "../panels/about.tsx";
import { AccountMenu } from "../panels/account-menu.tsx";
import { AnalyseScreen } from "../panels/analyse/analyse-screen.tsx";
import { Chips, chipsOf } from "../panels/analyse/chips.tsx";
import type { NamedCommunity } from "../panels/analyse/community-filter.tsx";
import { CoverageSettings } from "../panels/analyse/coverage-settings.tsx";
import { FilterRail } from "../panels/analyse/filter-rail.tsx";
import { Header } from "../panels/header.tsx";
import { LiveChip } from "../panels/live-chip.tsx";
import { MapSlot } from "../panels/map-slot.tsx";
import { useStore } from "../panels/use-store.ts";
import { memo } from "../state/memo.ts";
import { namesApart } from "../state/names-apart.ts";
import { type IncidentFilter, noFilter } from "../state/view.ts";
import { Findings } from "./analyse-findings.tsx";
import { Legends } from "./analyse-legends.tsx";
import {
  analysis,
  city,
  communities,
  live,
  me,
  page,
  screen,
  setFilter,
  settings,
  spanNow,
  timeZone,
} from "./analyse-stores.ts";

const named = memo((list: readonly Schemas["Community"][] | null, lang: keyof typeof analyseMessages) => {
  const called = namesApart(lang, list ?? []);
  return (list ?? [])
    .map(({ id, names }, i): NamedCommunity => ({ id, names, name: called[i] as string }))
    .sort((a, b) => a.name.localeCompare(b.name, lang));
});

/** The page, from its stores. */
export function Analyse({ mapElement }: { mapElement: HTMLElement }) {
  const { lang, filter } = useStore(page, (state) => state);
  const own = useStore(settings, (state) => state);
  const { isImpossible, isNarrow } = useStore(screen, (state) => state);
  const { data: cityData } = useStore(city.store, (state) => state);
  const { data: list } = useStore(communities.store, (state) => state);
  useStore(analysis.span.store, (state) => state);
  const m = analyseMessages[lang];
  const shared = sharedMessages[lang];
  const isBusy = useIsBusy();
  const categories = (cityData?.incidentCategories ?? []).map(
    ({ code, names }) => [code, nameIn(lang, names)] as const,
  );
  const places = named(list, lang);
  const isCoverage = own.mode === "coverage";
  const relevant: IncidentFilter = isCoverage ? { ...noFilter, communities: filter.communities } : filter;
  const chips = chipsOf(relevant, m, shared, {
    category: (code) => categories.find(([known]) => known === code)?.[1] ?? code,
    community: (id) => places.find((community) => community.id === id)?.name ?? String(id),
  });
  return (
    <AnalyseScreen
      header={
        <Header
          store={page}
          title={cityData === null || isNarrow ? shared.analyse : `${shared.analyse} · ${nameIn(lang, cityData.names)}`}
          account={<AccountMenu store={page} me={me} onSignOut={leave} />}
        >
          <Export label={m.export} />
          <AboutPage messages={m} />
        </Header>
      }
      mode={own.mode}
      filterCount={chips.length}
      isNarrow={isNarrow}
      isBusy={isBusy}
      filters={
        isCoverage ? (
          <CoverageSettings
            settings={own}
            communities={places}
            chosen={filter.communities}
            messages={m}
            onChange={(change) => settings.setState(change)}
            onCommunities={(chosen) => setFilter({ communities: chosen })}
          />
        ) : (
          <FilterRail
            filter={filter}
            span={spanNow()}
            categories={categories}
            communities={places}
            language={lang}
            messages={m}
            shared={shared}
            onChange={setFilter}
          />
        )
      }
      chips={<Chips chips={chips} messages={m} onChange={setFilter} />}
      map={
        <MapSlot element={mapElement} note={isImpossible ? shared.noWebGl : null}>
          <LiveChip store={live.store} language={lang} />
        </MapSlot>
      }
      legend={<Legends />}
      findings={<Findings />}
      messages={m}
      shared={shared}
      onMode={(mode) => settings.setState({ mode })}
    />
  );
}

/** For those who may take something out; the dialog comes when it is first asked for. */
function Export({ label }: { label: string }) {
  const may = useStore(me, (state) => state.me?.duties.includes("export"));
  const [dialog, setDialog] = useState<{ readonly of: ComponentType<{ onClose: () => void }> } | null>(null);
  if (may !== true) return null;
  const open = () => void import("./analyse-export.tsx").then(({ ExportDialog }) => setDialog({ of: ExportDialog }));
  return (
    <>
      <button type="button" className="round" aria-label={label} title={label} onClick={open}>
        <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3v12M7.5 10.5 12 15l4.5-4.5M4 20h16" />
        </svg>
      </button>
      {dialog !== null && <dialog.of onClose={() => setDialog(null)} />}
    </>
  );
}

/** Whether an answer that the mode needs is still on its way. */
function useIsBusy(): boolean {
  const mode = useStore(settings, (state) => state.mode);
  const isCounting = useStore(analysis.counts.store, (state) => state.isLoading);
  const isSpreading = useStore(analysis.density.store, (state) => state.isLoading);
  const isCovering = useStore(analysis.coverage.store, (state) => state.isLoading);
  return mode === "coverage" ? isCovering : isCounting || (mode === "heat" && isSpreading);
}

/** What the layer in force shows, of when, and from how many rows. */
function AboutPage({ messages: m }: { messages: AnalyseMessages }) {
  const { lang, filter } = useStore(page, (state) => state);
  const { mode } = useStore(settings, (state) => state);
  const counts = useStore(analysis.counts.store, (state) => state.data);
  const coverage = useStore(analysis.coverage.store, (state) => state.data);
  const isSynthetic = useStore(city.store, ({ data }) => Boolean(data?.seededWith));
  const shared = sharedMessages[lang];
  const { firstDay, today } = spanNow();
  const texts = {
    points: m.aboutPoints,
    heat: m.aboutHeat,
    communities: m.aboutCommunities,
    coverage: m.aboutCoverage,
  };
  const asOf = mode === "coverage" ? coverage?.asOf : counts?.asOf;
  const rows =
    mode === "coverage"
      ? coverage && m.aboutPlaces(formatNumber(coverage.places))
      : counts && m.aboutRows(formatNumber(counts.total), formatNumber(counts.ofTotal));
  return (
    <About
      close={shared.close}
      title={shared.about}
      rows={[
        [m.layer, `${m.modes[mode]}${lang === "en" ? ": " : "："}${texts[mode]}`],
        [m.rows, rows ?? shared.loading],
        ...(mode === "coverage"
          ? [[m.score, m.scoreMeaning] as const]
          : [[m.window, m.records(filter.fromDay ?? firstDay, filter.toDay ?? today)] as const]),
        [m.clock, asOf ? formatInstant(new Date(asOf), timeZone(), lang) : shared.noData],
        ...(isSynthetic ? [[shared.product, shared.synthetic] as const] : []),
      ]}
    />
  );
}
