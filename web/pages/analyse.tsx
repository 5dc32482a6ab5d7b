import { createRoot } from "react-dom/client";
import "../map/control-styles.ts";
import "../styles/base.css";
import "../styles/analyse.css";
import type { Language } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { fontsOf } from "../map/fonts.ts";
import { applyToDocument } from "../state/page.ts";
import { AnalyseMap, areaLayerId, cellLayerId, incidentLayerIds } from "./analyse-map.ts";
import {
  analysis,
  city,
  communities,
  listingNow,
  listStep,
  page,
  picture,
  screen,
  selectCell,
  selectCommunity,
  settings,
  timeZone,
} from "./analyse-stores.ts";
import { Analyse } from "./analyse-view.tsx";

const mapElement = document.createElement("div");
const fonts = fontsOf(page.getState().lang);

/** Opens the map once the city is known, and keeps it for the life of the page. */
async function openMap(): Promise<void> {
  const tables = await fonts;
  const { data } = city.store.getState();
  const { opened, isImpossible } = screen.getState();
  if (data === null || opened !== null || isImpossible) return;
  const map = AnalyseMap.open(mapElement, page, data, tables, picture());
  if (map === null) {
    screen.setState({ isImpossible: true });
    return;
  }
  map.map.onMoved((camera) => page.setState({ camera }));
  map.map.onPick(incidentLayerIds, ({ id, sourceLayer, properties, geometry }) => {
    if (geometry.type !== "Point") return;
    const position = geometry.coordinates as [number, number];
    screen.setState({ picked: { id: sourceLayer === "incidents" ? Number(id) : null, position, properties } });
  });
  map.map.onPick([areaLayerId], ({ id }) => selectCommunity(Number(id)));
  map.map.onPick([cellLayerId], ({ properties }) => {
    const cell = analysis.coverage.store.getState().data?.items.find(({ key }) => key === properties.key);
    if (cell !== undefined) selectCell(cell);
  });
  screen.setState({ opened: map });
}

/** Asks for what filter and settings need now, and draws what is there. */
function follow(): void {
  const { data } = city.store.getState();
  if (data !== null) analysis.update({ timeZone: timeZone(), hasGround: data.bbox !== null, list: listingNow() });
  screen.getState().opened?.show(picture());
}

const title = () => `${sharedMessages[page.getState().lang].analyse} · ${sharedMessages[page.getState().lang].product}`;
/** Turns the map to another language, whose font it may not know yet. */
async function speak(language: Language): Promise<void> {
  const map = screen.getState().opened?.map;
  await map?.addFonts(await fontsOf(language));
  if (page.getState().lang === language) map?.set({ language });
}

page.subscribe((state, before) => {
  applyToDocument(state, title());
  screen.getState().opened?.map.set({ theme: state.theme });
  if (state.lang !== before.lang) void speak(state.lang);
  if (state.filter !== before.filter) screen.setState({ picked: null, listed: listStep });
  follow();
});
settings.subscribe((state, before) => {
  if (state.mode !== before.mode || state.ground !== before.ground) screen.setState({ picked: null, selected: null });
  follow();
});
for (const store of [
  communities.store,
  analysis.counts.store,
  analysis.density.store,
  analysis.coverage.store,
  analysis.span.store,
])
  (store as { subscribe(listener: () => void): void }).subscribe(() => screen.getState().opened?.show(picture()));
screen.subscribe(follow);
city.store.subscribe(() => {
  void openMap();
  follow();
});

const narrow = matchMedia("(max-width: 1199px)");
const applyWidth = () => screen.setState({ isNarrow: narrow.matches });
narrow.addEventListener("change", applyWidth);
applyWidth();
applyToDocument(page.getState(), title());
createRoot(document.querySelector("#page") as HTMLElement).render(<Analyse mapElement={mapElement} />);
