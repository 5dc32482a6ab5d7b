import type { Theme } from "../state/view.ts";

/** A colour in each theme. */
export type Themed = Readonly<Record<Theme, string>>;

const themed = (day: string, dusk: string, night: string): Themed => ({ day, dusk, night });

/**
 * Colours by meaning. A grey field; red, amber and yellow are kept for what is urgent and never appear in a ramp.
 * Alarm colours follow the palettes for ship bridges (OpenBridge), which are made for day, dusk and night.
 */
export const palette = {
  land: themed("#e9ebec", "#14181d", "#050607"),
  urban: themed("#f5f6f6", "#1b2127", "#0b0e10"),
  rural: themed("#e1e4e4", "#101418", "#040505"),
  water: themed("#cbd6de", "#1c2936", "#0a0f14"),
  cityLine: themed("#3a444d", "#94a3b0", "#5d4f3a"),
  districtLine: themed("#6f7a84", "#6b7884", "#4a402f"),
  communityLine: themed("#98a2ab", "#4a555f", "#332d22"),
  roadMajor: themed("#c3c9ce", "#333d46", "#1f1c16"),
  roadMinor: themed("#d6dadd", "#262d34", "#15130f"),
  label: themed("#20272d", "#dfe6ec", "#c4a873"),
  halo: themed("#f5f6f6", "#14181d", "#050607"),
  place: themed("#2f6f8f", "#6fb1cf", "#35586a"),
  policeRoom: themed("#1f4e79", "#8fb8de", "#3e5670"),
  unitAvailable: themed("#1d6b5f", "#62c6b8", "#2c6e63"),
  unitBusy: themed("#284b8c", "#8ea8ff", "#4a5a94"),
  unitSilent: themed("#7a828a", "#7d8791", "#4d4a44"),
  alarm: themed("#e30019", "#ff4a55", "#e90f20"),
  warning: themed("#c25e00", "#fa9a32", "#ba5a00"),
  caution: themed("#8a6d00", "#ffcc16", "#897300"),
  info: themed("#4f5b66", "#a9b6c2", "#6f6552"),
  selected: themed("#0b5fff", "#ffffff", "#d9c08c"),
  gap: themed("#5b2a86", "#d3b3ff", "#8c6fb5"),
} as const satisfies Record<string, Themed>;

export type PaletteName = keyof typeof palette;

/** Ramp of areas, low near the background, high bright (dark themes) or dark (day); single hue, no alarm colours. */
export const densityRamp: Readonly<Record<Theme, readonly string[]>> = {
  day: ["#cfe6e3", "#9fd0ca", "#66b2aa", "#2f8c84", "#0f6159"],
  dusk: ["#173a3b", "#1f5c5a", "#2b8580", "#48a89d", "#7ecabe"],
  night: ["#0a1f1f", "#113636", "#1a5250", "#28736e", "#4a9a92"],
};

/** The same in seven steps, for a surface: a city's heart is a hundred times as dense as its edge. */
export const surfaceRamp: Readonly<Record<Theme, readonly string[]>> = {
  day: ["#d9ece9", "#b3dad5", "#85c3bc", "#55a69f", "#2c8880", "#10675f", "#04433f"],
  dusk: ["#163536", "#1c4d4d", "#236865", "#2f8580", "#48a89d", "#74c9bc", "#b5ebdf"],
  night: ["#0a1c1c", "#0f2d2d", "#154140", "#1d5855", "#28736e", "#3e9089", "#63b5ab"],
};

/** Lower bounds of the classes of a surface, incidents per km² and year; fixed, so that two maps can be compared. */
export const densityBreaks = [5, 20, 60, 150, 400, 1_000, 2_500] as const;

/** The same for the wall in five classes, one a colour of `densityRamp`: more are not told apart from the last row. */
export const wallDensityBreaks = [20, 60, 150, 400, 1_000] as const;

/** A style expression that gives the colour in the theme in force. */
export function colour(name: PaletteName): unknown[] {
  const { day, dusk, night } = palette[name];
  return ["match", ["global-state", "theme"], "day", day, "night", night, dusk];
}

/** Contrast of two colours by WCAG 2.2, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
