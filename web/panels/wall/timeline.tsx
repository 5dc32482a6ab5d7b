import { formatChange, formatClock, formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { wallMessages } from "../../i18n/wall.ts";

const quarterMs = 15 * 60_000;

/** Calls per quarter of an hour over the last day, with the total against the day before. */
export function Timeline({
  quarters,
  count,
  previousCount,
  asOf,
  timeZone,
  language,
}: {
  quarters: readonly number[];
  count: number;
  previousCount: number;
  asOf: number;
  timeZone: string;
  language: Language;
}) {
  const m = wallMessages[language];
  const most = Math.max(4, ...quarters);
  const summary = m.comparedWith(formatNumber(count), formatChange(count - previousCount));
  const hourMarks = [24, 18, 12, 6];
  const quarterOf = (i: number) => asOf - (quarters.length - i) * quarterMs;
  return (
    <section className="timeline" aria-label={m.last24h}>
      <p className="caption">
        {m.last24h}
        <strong>{summary}</strong>
      </p>
      <svg
        viewBox={`0 0 ${quarters.length} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${m.last24h}: ${summary}`}
      >
        {quarters.map((value, i) => (
          <rect
            key={quarterOf(i)}
            x={i + 0.12}
            width={0.76}
            y={10 - (9.6 * value) / most}
            height={(9.6 * value) / most}
          />
        ))}
      </svg>
      <p className="hours" aria-hidden="true">
        {hourMarks.map((hours) => (
          <span key={hours}>{formatClock(new Date(asOf - hours * 4 * quarterMs), timeZone)}</span>
        ))}
        <span>{m.now}</span>
      </p>
    </section>
  );
}
