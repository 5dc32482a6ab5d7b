import { useId } from "react";
import type { AnalyseMessages } from "../../i18n/analyse.ts";
import type { Language } from "../../i18n/language.ts";
import { presetDays, presetWindow, type Span } from "../../state/incident-query.ts";
import type { IncidentFilter } from "../../state/view.ts";
import { dayWords } from "../day-input.tsx";
import { OneOf } from "./toggles.tsx";

/** The time window: a preset up to today, or two local days, both included. */
export function PeriodFilter({
  filter: { fromDay, toDay },
  span,
  language,
  messages: m,
  onChange,
}: {
  filter: IncidentFilter;
  span: Span;
  language: Language;
  messages: AnalyseMessages;
  onChange: (change: Pick<IncidentFilter, "fromDay" | "toDay">) => void;
}) {
  const preset = presetDays.find((days) => {
    const window = presetWindow(days, span.today);
    return window.fromDay === fromDay && window.toDay === toDay;
  });
  const chosen = preset ?? (fromDay === null && toDay === null ? 0 : null);
  const setFrom = (day: string | null) =>
    onChange({ fromDay: day, toDay: day !== null && toDay !== null && toDay < day ? day : toDay });
  const setTo = (day: string | null) =>
    onChange({ toDay: day, fromDay: day !== null && fromDay !== null && fromDay > day ? day : fromDay });
  return (
    <>
      <OneOf<number>
        label={m.period}
        options={[...presetDays.map((days) => [days, m.presets[days]] as const), [0, m.all]]}
        value={chosen}
        onChange={(days) => onChange(days === 0 ? { fromDay: null, toDay: null } : presetWindow(days, span.today))}
      />
      <div className="days">
        <Day label={m.from} day={fromDay} last={span.today} language={language} onChange={setFrom} />
        <Day label={m.to} day={toDay} last={span.today} language={language} onChange={setTo} />
      </div>
    </>
  );
}

/** One end of it, said again in words of the page. */
function Day({
  label,
  day,
  last,
  language,
  onChange,
}: {
  label: string;
  day: string | null;
  last: string;
  language: Language;
  onChange: (day: string | null) => void;
}) {
  const words = useId();
  return (
    <div>
      <label>
        {label}
        <input
          type="date"
          value={day ?? ""}
          max={last}
          aria-describedby={words}
          onChange={(event) => onChange(event.target.value || null)}
        />
      </label>
      <span id={words} className="day-words">
        {day !== null && dayWords(day, language)}
      </span>
    </div>
  );
}
