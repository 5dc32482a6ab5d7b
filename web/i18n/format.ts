import type { Language } from "./language.ts";

const tag = { "zh-Hans": "zh-Hans-CN", "zh-Hant": "zh-Hant-TW", en: "en-GB" } as const satisfies Record<
  Language,
  string
>;

/** Grouped digits, the same in every language. */
export function formatNumber(value: number, digits = 0): string {
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A change with its sign: +3, −1, ±0. */
export function formatChange(value: number): string {
  return `${value > 0 ? "+" : value < 0 ? "−" : "±"}${formatNumber(Math.abs(value))}`;
}

/** Hours and minutes in the city's zone. */
export function formatClock(at: Date, timeZone: string, withSeconds = false): string {
  return at.toLocaleTimeString("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    ...(withSeconds && { second: "2-digit" }),
  });
}

/** A day with its weekday, in the city's zone. */
export function formatDay(at: Date, timeZone: string, language: Language): string {
  return at.toLocaleDateString(tag[language], {
    timeZone,
    year: "numeric",
    month: "short",
    day: "numeric",
    weekday: "short",
  });
}

/** Day and time in the city's zone. */
export function formatInstant(at: Date, timeZone: string, language: Language): string {
  return at.toLocaleString(tag[language], {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
}

/** How long ago, in the largest unit that fits: 40 s, 12 min, 3 h, 9 d. */
export function formatAge(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [value, unit] =
    whole < 60
      ? [whole, "second"]
      : whole < 3_600
        ? [Math.floor(whole / 60), "minute"]
        : whole < 172_800
          ? [Math.floor(whole / 3_600), "hour"]
          : [Math.floor(whole / 86_400), "day"];
  return new Intl.NumberFormat(tag[language], { style: "unit", unit: unit as string, unitDisplay: "short" }).format(
    value as number,
  );
}

/** Metres up to a kilometre, then kilometres with one decimal. */
export function formatDistance(meters: number, language: Language): string {
  const [value, unit, digits] =
    meters < 1_000 ? [Math.round(meters / 10) * 10, "meter", 0] : [meters / 1_000, "kilometer", 1];
  return new Intl.NumberFormat(tag[language], {
    style: "unit",
    unit: unit as string,
    unitDisplay: "short",
    maximumFractionDigits: digits as number,
  }).format(value as number);
}

/** A share as a percentage without decimals. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A position as people write it: latitude first, a hundred metres exact. */
export function formatPosition(lng: number, lat: number): string {
  const part = (degrees: number, [plus, minus]: readonly [string, string]) =>
    `${Math.abs(degrees).toFixed(3)}°${degrees < 0 ? minus : plus}`;
  return `${part(lat, ["N", "S"])} ${part(lng, ["E", "W"])}`;
}
