import { createRoot } from "react-dom/client";
import "../styles/base.css";
import "../styles/wall.css";
import { onSignedOut } from "../api/not-signed-in.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { withCalibrating } from "../state/calibration.ts";
import { applyToDocument } from "../state/page.ts";
import { themes } from "../state/view.ts";
import type { WallType } from "../state/wall-type.ts";
import { Chime } from "./wall-chime.ts";
import { startMaps } from "./wall-maps.ts";
import { hidePointer } from "./wall-pointer.ts";
import { startRecovery } from "./wall-recovery.ts";
import { startLink } from "./wall-remote-link.ts";
import { stage } from "./wall-stage.ts";
import { city, language, live, screen, settings, wall } from "./wall-stores.ts";
import { Wall } from "./wall-view.tsx";

const title = `${sharedMessages[language].product} · ${sharedMessages[language].wall}`;
const isCalibrating = new URLSearchParams(location.search).has("calibrate");
const chime = new Chime(!settings.hasSound);

function setType({ name, digits, headline, small, scale }: WallType): void {
  const { style } = document.documentElement;
  for (const [key, pixels] of Object.entries({ name, digits, headline, small, stroke: Math.max(1, scale) }))
    style.setProperty(`--${key}`, `${pixels}px`);
}

/** Palette and light of the panel. */
function applyLight(): void {
  const { theme } = stage.getState();
  applyToDocument({ theme, lang: language }, title);
  const light = settings.brightness[themes.indexOf(theme)] ?? 100;
  document.documentElement.style.setProperty("--dim", String(1 - light / 100));
}

const root = createRoot(document.querySelector("#page") as HTMLElement);
setType(screen.getState().type);
screen.subscribe(({ type }) => setType(type));
applyLight();
stage.subscribe((after, before) => {
  if (after.theme !== before.theme) applyLight();
  chime.setMuted(after.isMuted);
  if (after.cue !== before.cue && after.cue.isChimeDue) chime.ring();
});
wall.store.subscribe(({ data }) => {
  if (data !== null && city.store.getState().data === null) void city.readNow();
});
if (isCalibrating) {
  document.documentElement.classList.add("has-pointer");
  void import("./wall-calibration.tsx").then(({ Calibration }) => root.render(<Calibration />));
} else {
  hidePointer();
  // Neither is anybody signed in here, nor has the screen been let in: it waits until it is.
  onSignedOut(live, city.readNow, () => location.replace(`/screen.html${location.search}`));
  startRecovery();
  startMaps();
  startLink();
  root.render(<Wall chime={chime} onCalibrate={() => location.assign(`?${withCalibrating(location.search, true)}`)} />);
}
