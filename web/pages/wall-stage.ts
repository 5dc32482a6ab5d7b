import { createStore } from "zustand/vanilla";
import { steadyNow } from "../api/live/clock.ts";
import { type AlarmCue, newAlarmWatch } from "../state/alarms.ts";
import { middleOf, themeOf } from "../state/light.ts";
import { areSidesSwapped, isResting, localMinutes, shiftOf } from "../state/panel-care.ts";
import { callsAt, type Replay, replayMoment } from "../state/replay.ts";
import { type Turn, turned } from "../state/rotation.ts";
import type { Theme } from "../state/view.ts";
import { inForce, noControl, type WallControl } from "../state/wall-control.ts";
import { withSample } from "../state/wall-figures.ts";
import type { WallCall } from "../state/wall-input.ts";
import { type Scene, sceneOf } from "../state/wall-scene.ts";
import type { WallView } from "../state/wall-settings.ts";
import { city, clock, samples, settings, source } from "./wall-stores.ts";

/** Everything that the wall shows of a moment. Panels and maps read it; only the beat below writes it. */
export interface Stage {
  readonly scene: Scene;
  readonly theme: Theme;
  readonly view: WallView;
  readonly turn: Turn;
  readonly isHeld: boolean;
  readonly cue: AlarmCue;
  /** The moment of a replay, server's clock; null while the present is shown. */
  readonly replayAt: number | null;
  /** What the map shows: the present, or a moment of the past. */
  readonly calls: readonly WallCall[];
  readonly isResting: boolean;
  readonly isSwapped: boolean;
  /** 0, 1, …: the shift on duty. */
  readonly shift: number;
  readonly isMuted: boolean;
  /** Server's clock, this machine's until the server has spoken; epoch milliseconds. */
  readonly now: number;
}

/** What remotes have chosen, and what the room has taken in hand as far as a remote has just said so. */
export const control = createStore<{ control: WallControl; acknowledged: ReadonlySet<number>; replay: Replay | null }>(
  () => ({ control: noControl, acknowledged: new Set(), replay: null }),
);

const watch = newAlarmWatch();
let beatAt = steadyNow();

function next(before: Stage | null): Stage {
  const steady = steadyNow();
  const elapsed = steady - beatAt;
  beatAt = steady;
  const input = source.getState();
  const { control: chosen, acknowledged, replay } = control.getState();
  const { data: cityData } = city.store.getState();
  const { theme: choice, dwellMs, isMuted } = inForce(settings, chosen);
  const scene = sceneOf(input, {
    acknowledged: new Set([...(input.aggregates?.acknowledged ?? []), ...acknowledged]),
    alarmPriority: settings.alarmPriority,
    samples: samples.getState().samples,
    now: steady,
  });
  const now = scene.at ?? Date.now();
  const minutes = localMinutes(now, cityData?.timeZone ?? "UTC");
  const isAlarmed = scene.alarms.length > 0;
  // An alarm ends a replay: the present comes first.
  const replayAt = replay === null || isAlarmed ? null : replayMoment(replay, steady);
  const held = isAlarmed || replayAt !== null;
  const turn = turned(before?.turn ?? { view: settings.view, remainingMs: null }, elapsed, dwellMs, held);
  return {
    scene,
    theme: themeOf(choice, now, middleOf(cityData?.bbox ?? null)),
    view: replayAt === null ? turn.view : "incidents",
    turn,
    isHeld: held,
    cue: watch(scene.alarms, steady),
    replayAt,
    calls: replayAt === null || replay === null ? (input.incidents ?? []) : callsAt(replay.calls, replayAt),
    isResting: isResting(minutes, settings.careAt) && !isAlarmed,
    isSwapped: areSidesSwapped(minutes, settings.shiftsAt),
    shift: shiftOf(minutes, settings.shiftsAt),
    isMuted,
    now,
  };
}

export const stage = createStore<Stage>(() => next(null));

function beat(): void {
  const following = next(stage.getState());
  const { figures, at } = following.scene;
  if (figures !== null && at !== null) {
    const { unitsOut, coverageShare } = figures;
    const kept = withSample(samples.getState().samples, { at, unitsOut, coverageShare });
    if (kept !== samples.getState().samples) samples.setState({ samples: kept });
  }
  stage.setState(following);
}

clock.subscribe(beat);
source.subscribe(beat);
city.store.subscribe(beat);
control.subscribe((state, before) => {
  const { view } = state.control;
  if (view !== null && view !== before.control.view) stage.setState({ turn: { view, remainingMs: null } });
  beat();
});
