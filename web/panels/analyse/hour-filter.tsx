import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { toggled } from "./toggles.tsx";

const quarters = [0, 6, 12, 18].map((first) => Array.from({ length: 6 }, (_, i) => first + i));

/** Local hours, one by one or a quarter of the day at a time; none pressed means all. */
export function HourFilter({
  hours,
  messages: m,
  onChange,
}: {
  hours: readonly number[];
  messages: AnalyseMessages;
  onChange: (hours: number[]) => void;
}) {
  return (
    <fieldset className="choice hours">
      <legend>{m.hour}</legend>
      {quarters.map((own, i) => (
        <div key={own[0]}>
          <button
            type="button"
            className="quarter"
            aria-pressed={own.every((hour) => hours.includes(hour))}
            onClick={() => onChange(toggled(hours, own))}
          >
            {m.quarters[i]}
          </button>
          {own.map((hour) => (
            <button
              key={hour}
              type="button"
              aria-label={m.hourOf(String(hour))}
              aria-pressed={hours.includes(hour)}
              onClick={() => onChange(toggled(hours, [hour]))}
            >
              {hour}
            </button>
          ))}
        </div>
      ))}
    </fieldset>
  );
}
