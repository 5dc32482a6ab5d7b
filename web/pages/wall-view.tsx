import { steadyNow } from "../api/live/clock.ts";
import { formatAge, formatClock, formatNumber } from "../i18n/format.ts";
import { nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { wallMessages } from "../i18n/wall.ts";
import { densityRamp, palette, wallDensityBreaks } from "../map/palette.ts";
import { About } from "../panels/about.tsx";
import type { LegendEntry } from "../panels/legend.tsx";
import { MapSlot } from "../panels/map-slot.tsx";
import { useStore } from "../panels/use-store.ts";
import { AlarmInset } from "../panels/wall/alarm-inset.tsx";
import { DiagnosticsPanel } from "../panels/wall/diagnostics-panel.tsx";
import { Figures } from "../panels/wall/figures.tsx";
import { type ClassKey, MapLegend } from "../panels/wall/map-legend.tsx";
import { Newest } from "../panels/wall/newest.tsx";
import { OpenList } from "../panels/wall/open-list.tsx";
import { PairingCard } from "../panels/wall/pairing-card.tsx";
import { Resting } from "../panels/wall/resting.tsx";
import { WallHeader } from "../panels/wall/wall-header.tsx";
import { WallScreen } from "../panels/wall/wall-screen.tsx";
import { dayBounds } from "../state/coverage-classes.ts";
import type { Theme } from "../state/view.ts";
import { ageOf } from "../state/wall-input.ts";
import type { WallView } from "../state/wall-settings.ts";
import { Board, layerNote } from "./wall-boards.tsx";
import type { Chime } from "./wall-chime.ts";
import { insetElement, mapElement, maps } from "./wall-maps.ts";
import { diagnostics } from "./wall-recovery.ts";
import { endPairings, link } from "./wall-remote-link.ts";
import { type Stage, stage } from "./wall-stage.ts";
import { city, coverage, density, language, screen, settings, source } from "./wall-stores.ts";

const m = wallMessages[language];
const shared = sharedMessages[language];

/** The wall of the moment. */
export function Wall({ chime, onCalibrate }: { chime: Chime; onCalibrate: () => void }) {
  const on = useStore(stage, (state) => state);
  const { layout } = useStore(screen, (state) => state);
  const { data: cityData } = useStore(city.store, (state) => state);
  const sound = useStore(chime.store, (state) => state.sound);
  const { scene, view, theme, cue } = on;
  const timeZone = cityData?.timeZone ?? "UTC";
  const asOf = source.getState().freshness.live.asOf;
  const categoryNames = new Map(cityData?.incidentCategories.map(({ code, names }) => [code, names]));
  const { freshness, ageSeconds } = scene;
  // A code for the screen itself is shown where it waits, and not beside a wall that somebody's session shows.
  const code = useStore(link.pairing, (state) => (state.opens === "remote" ? state.code : null));
  const pairing = code !== null && (
    <PairingCard code={code} address={`${location.host}/remote.html`} language={language} />
  );
  // Beside the board it hides neither a call nor the name of a county; where there is no board, it is small.
  const hasBoard = layout === "roomy" || layout === "wide";
  const corner = useStore(maps, (state) => state.corner);
  return (
    <>
      <WallScreen
        {...{ layout, view, freshness }}
        title={m.views[view] ?? view}
        isSwapped={on.isSwapped}
        header={
          <WallHeader
            title={cityData ? m.title(nameIn(language, cityData.names)) : shared.product}
            truth={{ freshness, ageSeconds, asOf, now: on.now }}
            alarmCount={scene.alarms.length}
            sound={sound === "on" ? null : sound === "muted" ? m.soundMuted : m.soundBlocked}
            {...{ timeZone, language }}
          >
            <AboutWall asOf={asOf} timeZone={timeZone} onCalibrate={onCalibrate} />
          </WallHeader>
        }
        figures={<Figures figures={scene.figures} since={scene.since} at={scene.at} language={language} />}
        map={
          <>
            <MapArea on={on} timeZone={timeZone} categoryNames={categoryNames} />
            <AlarmInset
              call={on.replayAt === null ? cue.inset : null}
              at={scene.at}
              corner={corner}
              map={<MapSlot element={insetElement} />}
              {...{ categoryNames, language }}
            />
            {!hasBoard && pairing}
            <MapLegend
              title={shared.legend}
              entries={legendOf(view, theme)}
              classes={classesOf(view, theme)}
              note={layerNote(view, timeZone)}
            />
          </>
        }
        newest={<Newest calls={scene.newest} at={scene.at} {...{ categoryNames, language }} />}
        board={
          <>
            <Board view={view} />
            {hasBoard && pairing}
          </>
        }
      />
      {settings.hasDiagnostics && <Diagnostics on={on} />}
      {on.isResting && <Resting now={on.now} timeZone={timeZone} language={language} />}
    </>
  );
}

function MapArea({
  on,
  timeZone,
  categoryNames,
}: {
  on: Stage;
  timeZone: string;
  categoryNames: ReadonlyMap<string, { zhHans: string; zhHant: string | null; en: string | null }>;
}) {
  const isImpossible = useStore(maps, (state) => state.isImpossible);
  const incidents = useStore(source, (state) => state.incidents);
  return (
    <>
      <MapSlot element={mapElement} note={isImpossible ? shared.noWebGl : null} />
      {on.replayAt === null && <p className="view-title over-map">{turnText(on)}</p>}
      {on.replayAt !== null && (
        <p className="replay over-map" role="status">
          <strong>{m.replay(formatClock(new Date(on.replayAt), timeZone))}</strong> <span>{m.replayNote}</span>
        </p>
      )}
      {incidents !== null && on.scene.at !== null && (
        <OpenList
          incidents={incidents}
          categoryNames={categoryNames}
          asOf={on.scene.at}
          language={language}
          isHidden={!isImpossible}
        />
      )}
    </>
  );
}

function AboutWall({
  asOf,
  timeZone,
  onCalibrate,
}: {
  asOf: number | null;
  timeZone: string;
  onCalibrate: () => void;
}) {
  const { incidents, units } = useStore(source, (state) => state);
  const { data } = useStore(city.store, (state) => state);
  const remotes = useStore(link.store, (state) => state.state?.remotes ?? 0);
  const number = (value: number | undefined) => formatNumber(value ?? 0);
  return (
    <About
      close={shared.close}
      title={shared.about}
      rows={[
        [
          m.incidents,
          m.aboutIncidents(number(incidents?.length), asOf ? formatClock(new Date(asOf), timeZone, true) : "–"),
        ],
        [m.units, m.aboutUnits(number(units?.length))],
        [m.boundaries, m.aboutBoundaries(number(data?.counts.communities))],
        [m.figures, m.aboutFigures],
        ...(data?.seededWith ? [[shared.product, shared.synthetic] as const] : []),
      ]}
    >
      <p>
        <button type="button" onClick={onCalibrate}>
          {m.calibrate}
        </button>{" "}
        {remotes > 0 && (
          <button type="button" onClick={() => void endPairings()}>
            {m.endPairings}
          </button>
        )}
      </p>
    </About>
  );
}

/** Behind `?diag=1`. */
function Diagnostics({ on }: { on: Stage }) {
  const counts = useStore(diagnostics.store, (state) => state.counts);
  const now = steadyNow();
  const { freshness } = source.getState();
  const age = (takenAt: number | null) => ageOf({ asOf: null, takenAt, isReachable: true }, now);
  return (
    <DiagnosticsPanel
      feeds={[
        { name: m.feedLive, ageSeconds: on.scene.ageSeconds },
        { name: m.feedFigures, ageSeconds: age(freshness.aggregates.takenAt) },
        { name: m.feedDensity, ageSeconds: age(density.store.getState().takenAt) },
        { name: m.feedCoverage, ageSeconds: age(coverage.store.getState().takenAt) },
        { name: m.feedRemote, ageSeconds: age(link.store.getState().takenAt) },
      ]}
      counts={counts}
      language={language}
    />
  );
}

/** The view that is up, and when the next one comes. */
function turnText({ view, turn, isHeld, scene }: Stage): string {
  const rest =
    scene.alarms.length > 0
      ? m.pausedByAlarm
      : turn.remainingMs === null
        ? m.standing
        : isHeld
          ? ""
          : m.nextIn(formatAge(Math.ceil(turn.remainingMs / 1_000), language));
  return rest === "" ? (m.views[view] ?? "") : `${m.views[view]} · ${rest}`;
}

function legendOf(view: WallView, theme: Theme): LegendEntry[] {
  const priorities: LegendEntry[] = (["alarm", "warning", "caution", "info"] as const).map((symbol, i) => ({
    symbol,
    colour: palette[symbol][theme],
    text: m.priorities[i] as string,
  }));
  if (view === "coverage") return [...priorities, { symbol: "line", colour: palette.gap[theme], text: m.gap }];
  if (view === "density") return priorities;
  return [
    ...priorities,
    { symbol: "unit", colour: palette.unitAvailable[theme], text: m.unitAvailable },
    { symbol: "unit", colour: palette.unitBusy[theme], text: m.unitBusy },
    { symbol: "unit-silent", colour: palette.unitSilent[theme], text: m.unitSilent },
  ];
}

function classesOf(view: WallView, theme: Theme): ClassKey | null {
  if (view !== "density" && view !== "coverage") return null;
  const [title, bounds] = view === "density" ? [m.perArea, wallDensityBreaks] : [m.daysSince, dayBounds];
  return {
    title,
    steps: bounds.map((bound, i) => ({ colour: densityRamp[theme][i] as string, text: `≥ ${formatNumber(bound)}` })),
  };
}
