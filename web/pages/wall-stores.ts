import { createStore } from "zustand/vanilla";
import { getCity, getCounts, getCoverage, getDensity, getWall } from "../api/client.ts";
import { steadyNow } from "../api/live/clock.ts";
import { followLive } from "../api/live.ts";
import { pickLanguage } from "../i18n/language.ts";
import { calibrationOf } from "../state/calibration.ts";
import { newLive } from "../state/live.ts";
import { newLiveWall } from "../state/live-wall.ts";
import { newClock, poll } from "../state/poll.ts";
import { parseView } from "../state/view.ts";
import { keptAddress } from "../state/wall-address.ts";
import type { Sample } from "../state/wall-figures.ts";
import { pollSource } from "../state/wall-input.ts";
import { wallLayoutOf } from "../state/wall-layout.ts";
import { parseWallSettings } from "../state/wall-settings.ts";
import { newWallType } from "../state/wall-type.ts";

const slowRereadMs = 300_000;

/** The address, with what this machine has kept of an earlier one. */
const address = keptAddress(localStorage, location.search);
const view = parseView(address);

export const settings = parseWallSettings(address);
export const language = pickLanguage(view.lang, navigator.languages);
export const camera = view.camera;

/** What is known of the city, and how it is counted. */
export const live = newLive(followLive);
export const wall = newLiveWall(live, getWall);
export const source = pollSource(wall.store);
export const city = poll(getCity, 60_000, steadyNow);
export const clock = newClock(steadyNow);

/** Days, kernel and cell of the density; a threshold of the coverage. All are printed beside the picture. */
export const densityDays = 7;
export const bandwidthMeters = 800;
const cellMeters = 200;
export const thresholdDays = 90;
const weekAgo = () => new Date(Date.now() - densityDays * 86_400_000).toISOString();

export const density = poll(
  async () => {
    const from = weekAgo();
    const [surface, counts] = await Promise.all([
      getDensity({ from, bandwidthMeters, cellMeters }),
      getCounts({ from, by: "community" }),
    ]);
    return { surface, counts };
  },
  slowRereadMs,
  steadyNow,
);
export const coverage = poll(
  () => getCoverage({ by: "community", of: "both", thresholdDays, cellMeters: 500 }),
  slowRereadMs,
  steadyNow,
);

/** What the screen measures, and the letters that follow from it. */
function measure() {
  const calibration = calibrationOf(address, innerWidth);
  const type = newWallType(calibration);
  return { calibration, type, layout: wallLayoutOf(innerWidth, innerHeight, type.digits) };
}

export const screen = createStore(measure);
addEventListener("resize", () => screen.setState(measure()));

/** What this screen has seen of the figures that leave no trace elsewhere. */
const samplesKey = "one-map.wall.samples";
export const samples = createStore<{ samples: readonly Sample[] }>(() => ({ samples: readSamples() }));
samples.subscribe((state) => localStorage.setItem(samplesKey, JSON.stringify(state.samples)));

function readSamples(): readonly Sample[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(samplesKey) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter(({ at, unitsOut }) => Number.isFinite(at) && Number.isFinite(unitsOut))
      : [];
  } catch {
    return [];
  }
}
