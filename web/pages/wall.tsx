import { createRoot } from "react-dom/client";
import "../styles/base.css";
import "../styles/wall.css";
import { createStore } from "zustand/vanilla";
import { getCity, getWall, type Schemas } from "../api/client.ts";
import { followLive } from "../api/live.ts";
import { formatAge } from "../i18n/format.ts";
import type { Language } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { wallMessages } from "../i18n/wall.ts";
import { openIncidentFeatures, unitFeatures } from "../layers/live-features.ts";
import { loadFontTables, registerPageFonts } from "../map/fonts.ts";
import { NoMapError, OneMap } from "../map/map.ts";
import { palette } from "../map/palette.ts";
import { MapSlot } from "../panels/map-slot.tsx";
import { useStore } from "../panels/use-store.ts";
import { CalibrationForm } from "../panels/wall/calibration-form.tsx";
import { OpenList } from "../panels/wall/open-list.tsx";
import { WallScreen } from "../panels/wall/wall-screen.tsx";
import { newArrivals } from "../state/arrivals.ts";
import { calibrationOf, withCalibration } from "../state/calibration.ts";
import { freshnessOf } from "../state/freshness.ts";
import { newLive } from "../state/live.ts";
import { newLiveWall } from "../state/live-wall.ts";
import { memo } from "../state/memo.ts";
import { applyToDocument, newPageStore } from "../state/page.ts";
import { newClock, poll } from "../state/poll.ts";
import { wallLayoutOf } from "../state/wall-layout.ts";
import { newWallType, type WallType } from "../state/wall-type.ts";

const minuteMs = 60_000;

const page = newPageStore(location, navigator.languages, "dusk");
const live = newLive(followLive);
const wall = newLiveWall(live, getWall, Date.now);
const city = poll(getCity, 60_000);
const clock = newClock();
const calibration = calibrationOf(location.search, innerWidth);
const mapState = createStore<{ map: OneMap | null; isImpossible: boolean }>(() => ({ map: null, isImpossible: false }));
const mapElement = document.createElement("div");

const fonts = loadFontTables();
void fonts.then(registerPageFonts);
const type = newWallType(calibration);
const layout = wallLayoutOf(innerWidth, type.digits);
setType(type);

function setType({ name, digits, headline, small }: WallType): void {
  const { style } = document.documentElement;
  style.setProperty("--name", `${name}px`);
  style.setProperty("--digits", `${digits}px`);
  style.setProperty("--headline", `${headline}px`);
  style.setProperty("--small", `${small}px`);
}

/** Opens the map once the city is known, and keeps it for the life of the page. */
async function openMap(): Promise<void> {
  const { data } = city.store.getState();
  const { map, isImpossible } = mapState.getState();
  if (data === null || map !== null || isImpossible) return;
  const tables = await fonts;
  if (mapState.getState().map !== null) return;
  const { theme, lang, camera } = page.getState();
  try {
    const opened = new OneMap({
      container: mapElement,
      page: "wall",
      theme,
      language: lang,
      scale: type.scale,
      fonts: tables,
      messages: sharedMessages[lang],
      camera,
      bbox: data.bbox,
      isInteractive: false,
      padding: { top: type.name, right: 2.5 * type.name, bottom: 2 * type.name, left: 2.5 * type.name },
    });
    mapState.setState({ map: opened });
    draw();
  } catch (error) {
    if (!(error instanceof NoMapError)) throw error;
    mapState.setState({ isImpossible: true });
  }
}

const arrivals = newArrivals<{ id: number; position: readonly number[] }>();

/** Puts the last answer on the map; a report that is new since the answer before is ringed. */
function draw(): void {
  const { map } = mapState.getState();
  const { data } = wall.store.getState();
  if (map === null || data === null) return;
  // Waits are told in whole minutes, so that between two of them an idle map draws nothing.
  show(map, data.open, data.units, Math.floor(Date.parse(data.asOf) / minuteMs), page.getState().lang);
}

const show = memo(
  (map: OneMap, open: Schemas["Wall"]["open"], units: Schemas["Wall"]["units"], minute: number, lang: Language) => {
    const asOf = minute * minuteMs;
    void map.show(
      "open-incidents",
      openIncidentFeatures(open, asOf, (seconds) => formatAge(seconds, lang)),
    );
    void map.show("live-units", unitFeatures(units, asOf));
    for (const { position } of arrivals(open).slice(0, 2)) map.pulse(position);
  },
);

function Wall() {
  const { lang, theme } = useStore(page, (state) => state);
  const { data, takenAt, isReachable } = useStore(wall.store, (state) => state);
  const { data: cityData } = useStore(city.store, (state) => state);
  const now = useStore(clock, (state) => state.now);
  const isImpossible = useStore(mapState, (state) => state.isImpossible);
  const ageSeconds = takenAt === null ? null : Math.max(0, (now - takenAt) / 1_000);
  const m = wallMessages[lang];
  const legend = [
    { symbol: "alarm", colour: palette.alarm[theme], text: m.priorities[0] as string },
    { symbol: "warning", colour: palette.warning[theme], text: m.priorities[1] as string },
    { symbol: "caution", colour: palette.caution[theme], text: m.priorities[2] as string },
    { symbol: "info", colour: palette.info[theme], text: m.priorities[3] as string },
    { symbol: "unit", colour: palette.unitAvailable[theme], text: m.unitAvailable },
    { symbol: "unit", colour: palette.unitBusy[theme], text: m.unitBusy },
    { symbol: "unit-silent", colour: palette.unitSilent[theme], text: m.unitSilent },
  ] as const;
  return (
    <WallScreen
      layout={layout}
      wall={data}
      city={cityData}
      freshness={freshnessOf(ageSeconds, isReachable)}
      ageSeconds={ageSeconds}
      now={now}
      language={lang}
      legend={legend}
      map={
        <>
          <MapSlot element={mapElement} note={isImpossible ? sharedMessages[lang].noWebGl : null} />
          {data !== null && (
            <OpenList
              incidents={data.open}
              categoryNames={new Map(cityData?.incidentCategories.map(({ code, names }) => [code, names]))}
              asOf={Date.parse(data.asOf)}
              language={lang}
              isHidden={!isImpossible}
            />
          )}
        </>
      }
      settings={
        <CalibrationForm
          {...calibration}
          language={lang}
          onApply={(measures) => location.assign(`?${withCalibration(location.search, measures)}`)}
        />
      }
    />
  );
}

const title = () => `${sharedMessages[page.getState().lang].product} · ${sharedMessages[page.getState().lang].wall}`;
page.subscribe((state) => {
  applyToDocument(state, title());
  mapState.getState().map?.set({ theme: state.theme, language: state.lang });
  draw();
});
applyToDocument(page.getState(), title());
city.store.subscribe(() => void openMap());
wall.store.subscribe(({ data }) => {
  if (data !== null && city.store.getState().data === null) void city.readNow();
  draw();
});
live.onTiles((news) => void mapState.getState().map?.hearOfTiles(news));
createRoot(document.querySelector("#page") as HTMLElement).render(<Wall />);
