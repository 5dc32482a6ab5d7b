import type { ThemeChoice } from "./light.ts";
import { themes } from "./view.ts";

export const wallViews = ["incidents", "units", "density", "coverage"] as const;
export type WallView = (typeof wallViews)[number];

/** How a wall behaves, beside what its remote says. */
export interface WallSettings {
  readonly theme: ThemeChoice;
  readonly view: WallView;
  /** Seconds that a view stays up; 0 keeps the first. */
  readonly rotateSeconds: number;
  /** Reports of this priority or a more urgent one are alarms; 0 for none. */
  readonly alarmPriority: number;
  readonly hasSound: boolean;
  /** Minutes of the local day when the panel rests for ten minutes; null for never. */
  readonly careAt: number | null;
  /** Minutes of the local day when a shift begins: the sides change and the page starts afresh. */
  readonly shiftsAt: readonly number[];
  /** Light of the panel in percent, by palette: day, dusk, night. */
  readonly brightness: readonly [number, number, number];
  /** Whether phones may be paired to steer it. */
  readonly hasRemote: boolean;
  /** Shows the counters of the page. */
  readonly hasDiagnostics: boolean;
}

export const defaultWallSettings: WallSettings = {
  theme: "auto",
  view: "incidents",
  rotateSeconds: 30,
  alarmPriority: 1,
  hasSound: true,
  careAt: 270,
  shiftsAt: [480, 1_200],
  brightness: [85, 100, 80],
  hasRemote: true,
  hasDiagnostics: false,
};

/** Settings of an address: theme, view, rotate, alarm, sound, care, shifts, brightness, remote, diag; nonsense is the default. */
export function parseWallSettings(search: string): WallSettings {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? "";
  const whole = (name: string, low: number, high: number, fallback: number) => {
    const value = Number(text(name));
    return /^\d+$/.test(text(name)) && value >= low && value <= high ? value : fallback;
  };
  const d = defaultWallSettings;
  const shifts = text("shifts").split(",").map(minutesOf);
  const brightness = text("brightness").split(",").map(Number);
  return {
    theme: ([...themes, "auto"] as const).find((name) => name === text("theme")) ?? d.theme,
    view: wallViews.find((name) => name === text("view")) ?? d.view,
    rotateSeconds: whole("rotate", 0, 3_600, d.rotateSeconds),
    alarmPriority: whole("alarm", 0, 5, d.alarmPriority),
    hasSound: text("sound") !== "off",
    careAt: text("care") === "off" ? null : (minutesOf(text("care")) ?? d.careAt),
    shiftsAt: shifts.every((at) => at !== null) ? shifts.sort((a, b) => a - b) : d.shiftsAt,
    brightness:
      brightness.length === 3 && brightness.every((value) => value >= 30 && value <= 100)
        ? (brightness as [number, number, number])
        : d.brightness,
    hasRemote: text("remote") !== "off",
    hasDiagnostics: text("diag") === "1",
  };
}

/** Minutes of the day of a time such as 04:30; null for anything else. */
function minutesOf(time: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}
