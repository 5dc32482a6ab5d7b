import type { Names } from "../i18n/language.ts";
import type { ThemeChoice } from "./light.ts";
import type { WallSettings, WallView } from "./wall-settings.ts";

/** What the remotes of a screen have chosen; null where none has, and the address decides. */
export interface WallControl {
  readonly theme: ThemeChoice | null;
  readonly view: WallView | null;
  readonly isRotating: boolean | null;
  /** The part of the city that is shown; null for all of it. */
  readonly place: { readonly names: Names; readonly bbox: readonly number[] } | null;
  readonly isMuted: boolean | null;
  /** When the last hour was asked for again; null when it was not, or was stopped. */
  readonly replayAt: string | null;
  /** When a code for another remote was asked for. */
  readonly pairAt: string | null;
}

export const noControl: WallControl = {
  theme: null,
  view: null,
  isRotating: null,
  place: null,
  isMuted: null,
  replayAt: null,
  pairAt: null,
};

/** The settings in force: the remote's word before the address's. */
export function inForce(settings: WallSettings, control: WallControl) {
  const isRotating = control.isRotating ?? true;
  return {
    theme: control.theme ?? settings.theme,
    dwellMs: isRotating ? settings.rotateSeconds * 1_000 : 0,
    isMuted: control.isMuted ?? !settings.hasSound,
  };
}
