import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { presetDays, presetWindow, type Span } from "../../state/incident-query.ts";
import type { IncidentFilter } from "../../state/view.ts";
import { OneOf } from "./toggles.tsx";

/** The time window: a preset up to today, or two local days, both included. */
export function PeriodFilter({
  filter: { fromDay, toDay },
  span,
  messages: m,
  onChange,
}: {
  filter: IncidentFilter;
  span: Span;
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
        <label>
          {m.from}
          <input
            type="date"
            value={fromDay ?? ""}
            max={span.today}
            onChange={(event) => setFrom(event.target.value || null)}
          />
        </label>
        <label>
          {m.to}
          <input
            type="date"
            value={toDay ?? ""}
            max={span.today}
            onChange={(event) => setTo(event.target.value || null)}
          />
        </label>
      </div>
    </>
  );
}
