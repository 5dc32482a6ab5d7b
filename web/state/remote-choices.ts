import type { WallControl } from "./wall-control.ts";

/** What a remote has asked for, as far as it can be shown before the server has answered. */
export type Choice = Partial<Pick<WallControl, "theme" | "view" | "isRotating" | "isMuted">>;

/** The control as it will be once everything asked for has been done, in the order of asking. */
export function withChoices<T extends Choice>(control: T, pending: readonly Choice[]): T {
  const merged = { ...control };
  for (const { theme, view, isRotating, isMuted } of pending)
    for (const [key, value] of Object.entries({ theme, view, isRotating, isMuted }))
      if (value !== undefined) Object.assign(merged, { [key]: value });
  return merged;
}

/** Says of answers that come back in any order which is newer than all before it. */
export function newestOnly(): { asked(): number; isNews(asked: number): boolean } {
  let last = 0;
  let taken = 0;
  return {
    asked: () => ++last,
    isNews: (asked) => {
      if (asked < taken) return false;
      taken = asked;
      return true;
    },
  };
}
