import type { ReactNode } from "react";
import { formatAge, formatClock, formatDay } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { Freshness } from "../../state/freshness.ts";
import { FreshnessChip } from "../freshness-chip.tsx";
import { useFit } from "../use-fit.ts";

/** How true the picture is and of when; times are the server's, epoch milliseconds. */
export interface HeaderTruth {
  readonly freshness: Freshness;
  readonly ageSeconds: number | null;
  /** When the picture was true. */
  readonly asOf: number | null;
  readonly now: number;
}

/** Title, alarms, how true the picture is, day and time; an amber banner in its place when the picture is old. */
export function WallHeader({
  title,
  truth: { freshness, ageSeconds, asOf, now },
  alarmCount,
  sound,
  timeZone,
  language,
  children,
}: {
  title: string;
  truth: HeaderTruth;
  alarmCount: number;
  /** What is wrong with the sound, in words; null when it can be heard. */
  sound: string | null;
  timeZone: string;
  language: Language;
  children: ReactNode;
}) {
  const m = wallMessages[language];
  const shared = sharedMessages[language];
  const bar = useFit<HTMLElement>();
  const clock = <time className="clock">{formatClock(new Date(now), timeZone)}</time>;
  if (freshness === "stale" || freshness === "offline")
    return (
      <header ref={bar} className="wall-header is-stale">
        <h1 className="visually-hidden">{title}</h1>
        <p role="alert">
          <strong>{shared.serverAway}</strong>
          {asOf !== null && (
            <span>
              {m.staleBanner(formatClock(new Date(asOf), timeZone, true))}
              {ageSeconds !== null && <span data-drop={1}> · {shared.ago(formatAge(ageSeconds, language))}</span>}
            </span>
          )}
        </p>
        {clock}
        {children}
      </header>
    );
  return (
    <header ref={bar} className="wall-header">
      <h1 data-drop={1}>{title}</h1>
      {alarmCount > 0 && (
        <span className="alarm-count" role="alert">
          {m.alarms(alarmCount)}
        </span>
      )}
      <FreshnessChip freshness={freshness} ageSeconds={ageSeconds} language={language} />
      {sound !== null && (
        <span className="sound" data-drop={3}>
          {sound}
        </span>
      )}
      <span className="day" data-drop={2}>
        {formatDay(new Date(now), timeZone, language)}
      </span>
      {clock}
      {children}
    </header>
  );
}
