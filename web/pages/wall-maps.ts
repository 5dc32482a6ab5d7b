import { createStore } from "zustand/vanilla";
import { sharedMessages } from "../i18n/shared.ts";
import { wallMessages } from "../i18n/wall.ts";
import type { Frame } from "../spatial/city-view.ts";
import { type InsetCorner, insetCorner } from "../state/inset-corner.ts";
import type { Camera } from "../state/view.ts";
import { WallMap } from "./wall-map.ts";
import { control, stage } from "./wall-stage.ts";
import { camera, city, coverage, density, densityDays, language, live, screen, source } from "./wall-stores.ts";

/** Close enough for the names of streets. */
const insetZoom = 15.2;

/** The two maps of the wall: elements of the page, owned here for its whole life. */
export const mapElement = document.createElement("div");
export const insetElement = document.createElement("div");
export const maps = createStore<Maps>(() => ({ main: null, inset: null, isImpossible: false, corner: "bottom-left" }));

interface Maps {
  readonly main: WallMap | null;
  readonly inset: WallMap | null;
  readonly isImpossible: boolean;
  readonly corner: InsetCorner;
}

let isOpened = false;
let isInsetOpened = false;

async function openMain(frame: Frame | null, from: Camera | null = camera): Promise<void> {
  isOpened = true;
  const { theme } = stage.getState();
  const { type } = screen.getState();
  const label = sharedMessages[language].mapOf;
  const main = await WallMap.open({ container: mapElement, label, theme, language, type, camera: from, frame });
  maps.setState({ main, isImpossible: main === null });
  if (from === camera) showPlace();
  showLayers();
  draw();
}

async function openInset([lng, lat]: readonly number[]): Promise<void> {
  isInsetOpened = true;
  const { theme } = stage.getState();
  const { type } = screen.getState();
  const label = wallMessages[language].mapOfAlarm;
  const at = { lng: lng as number, lat: lat as number, zoom: insetZoom };
  maps.setState({
    inset: await WallMap.open({ container: insetElement, label, theme, language, type, camera: at, frame: null }),
  });
  draw();
}

/** Makes the large map anew in its place, looking where it looked. */
export async function recreateMain(): Promise<void> {
  const { main } = maps.getState();
  if (main === null) return;
  const from = main.map.camera;
  maps.setState({ main: null });
  main.map.remove();
  await openMain(null, from);
}

/** Puts the moment on the maps. */
function draw(): void {
  const { main, inset } = maps.getState();
  const { scene, calls, view, theme, replayAt, now, cue } = stage.getState();
  const { units, aggregates } = source.getState();
  if (main === null || scene.at === null) return;
  const isLive = replayAt === null;
  const standards = aggregates?.standards ?? [];
  // Titles change, cards come and go: whatever has happened since the moment before.
  main.map.keepClear();
  main.setTheme(theme);
  main.setView(view);
  main.draw(
    { calls, alarms: scene.alarms, units: isLive ? (units ?? []) : [], standards, at: replayAt ?? now },
    isLive,
  );
  if (cue.inset === null || !isLive) return;
  if (!isInsetOpened) void openInset(cue.inset.position);
  inset?.setTheme(theme);
  inset?.draw({ calls, alarms: scene.alarms, units: units ?? [], standards, at: now }, false);
}

function showLayers(): void {
  const { main } = maps.getState();
  const { data: surface } = density.store.getState();
  const { data: gaps } = coverage.store.getState();
  if (surface !== null) main?.showDensity(surface.surface, densityDays);
  if (gaps !== null) main?.showCoverage(gaps);
}

/** The camera moves on command, and never otherwise. */
function showPlace(): void {
  const { place } = control.getState().control;
  if (place !== null) maps.getState().main?.look(place);
}

/** Opens the map once the city is known, and keeps both in step with the stage. */
export function startMaps(): void {
  city.store.subscribe(({ data }) => {
    if (data !== null && !isOpened) void openMain(data);
  });
  stage.subscribe((after, before) => {
    draw();
    const call = after.cue.inset;
    const { main, inset } = maps.getState();
    if (call === null || main === null || call.id === before.cue.inset?.id) return;
    maps.setState({ corner: insetCorner(main.map.placeOf(call.position)) });
    inset?.map.focus(call.position as [number, number], insetZoom);
  });
  density.store.subscribe(showLayers);
  coverage.store.subscribe(showLayers);
  control.subscribe((after, before) => {
    const { main } = maps.getState();
    if (main === null || after.control.place?.bbox.join() === before.control.place?.bbox.join()) return;
    const frame = after.control.place ?? city.store.getState().data;
    if (frame !== null) main.look(frame);
  });
  live.onTiles((news) => {
    const { main, inset } = maps.getState();
    void main?.map.hearOfTiles(news);
    void inset?.map.hearOfTiles(news);
  });
}
