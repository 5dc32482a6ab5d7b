import { steadyNow } from "../api/live/clock.ts";
import { drawsAgain, reviveWorkers, watchContext } from "../map/map-health.ts";
import { newDiagnostics } from "../state/diagnostics.ts";
import { newGatedReload, newGpuLadder, newHeapWatch } from "../state/recovery.ts";
import { maps, recreateMain } from "./wall-maps.ts";
import { stage } from "./wall-stage.ts";
import { city } from "./wall-stores.ts";

const watchEveryMs = 5 * 60_000;
const drawWithinMs = 5_000;
const pingWithinMs = 2_000;
const probeWithinMs = 5_000;
/** A page younger than this is not started afresh because a shift begins. */
const youngMs = 10 * 60_000;

export const diagnostics = newDiagnostics(sessionStorage);

const startedAt = steadyNow();
const answers = async () => (await fetch("/healthz", { signal: AbortSignal.timeout(probeWithinMs) })).ok;
const gatedReload = newGatedReload(answers, () => location.reload());

function startAfresh(why: string): void {
  diagnostics.count(`reload: ${why}`);
  void gatedReload();
}

const ladder = newGpuLadder(
  { recreate: () => void recreateMain(), reload: () => startAfresh("map"), count: diagnostics.count },
  steadyNow,
);
const isHeapTooLarge = newHeapWatch(startedAt);

/** Looks after map, workers and memory now and then: a wall has nobody else who would. */
async function watch(): Promise<void> {
  const { main } = maps.getState();
  const { memory } = performance as Performance & { memory?: { readonly usedJSHeapSize: number } };
  if (memory !== undefined && isHeapTooLarge(memory.usedJSHeapSize, steadyNow())) startAfresh("memory");
  if (main === null || document.visibilityState !== "visible") return;
  if (!(await reviveWorkers(pingWithinMs))) diagnostics.count("workers replaced");
  if (maps.getState().main === main && !(await drawsAgain(main.map, drawWithinMs))) ladder.isStuck();
}

/** Mends what breaks, and counts it. */
export function startRecovery(): void {
  maps.subscribe(({ main }, { main: before }) => {
    if (main !== null && main !== before) watchContext(main.map, ladder);
  });
  stage.subscribe((after, before) => {
    const isKnown = city.store.getState().data !== null && steadyNow() - startedAt > youngMs;
    if (isKnown && after.shift !== before.shift && after.scene.alarms.length === 0) startAfresh("shift");
  });
  addEventListener("error", () => diagnostics.count("error"));
  addEventListener("unhandledrejection", () => diagnostics.count("error"));
  setInterval(() => void watch(), watchEveryMs);
}
