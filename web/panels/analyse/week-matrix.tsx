import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { formatNumber } from "../../i18n/format.ts";
import { TableTwin } from "./table-twin.tsx";

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const steps = 5;

/** Incidents by weekday and local hour; darker is more, in five equal steps up to the most. */
export function WeekMatrix({
  counts,
  messages: m,
}: {
  counts: readonly { readonly key: string | number | null; readonly count: number }[];
  messages: AnalyseMessages;
}) {
  const byKey = new Map(counts.map(({ key, count }) => [key, count]));
  const countOf = (day: number, hour: number) => byKey.get(`${day}-${hour}`) ?? 0;
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const [day = "1", hour = "0"] = String(counts.find(({ count }) => count === most)?.key ?? "").split("-");
  const summary = m.busiest(`${m.weekdays[Number(day) - 1] ?? ""} ${m.hourOf(hour)}`, formatNumber(most));
  return (
    <section className="finding">
      <h2>
        {m.byWeek} <span className="quiet">{summary}</span>
      </h2>
      <div className="matrix">
        <ul aria-hidden="true">
          {m.weekdays.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        <svg viewBox="0 0 240 84" preserveAspectRatio="none" role="img" aria-label={`${m.byWeek}: ${summary}`}>
          {m.weekdays.map((name, row) =>
            hours.map((at) => {
              const count = countOf(row + 1, at);
              return (
                <rect
                  key={`${name}${at}`}
                  className={`step-${Math.ceil((count / most) * steps)}`}
                  x={at * 10 + 0.5}
                  y={row * 12 + 0.5}
                  width="9"
                  height="11"
                >
                  <title>{`${name} ${m.hourOf(String(at))}: ${formatNumber(count)}`}</title>
                </rect>
              );
            }),
          )}
        </svg>
        <p className="axis quiet" aria-hidden="true">
          {[0, 6, 12, 18].map((at) => (
            <span key={at}>{at}</span>
          ))}
        </p>
        <p className="scale quiet">
          {formatNumber(0)}
          <svg viewBox="0 0 60 10" aria-hidden="true">
            {[0, 1, 2, 3, 4, 5].map((step) => (
              <rect key={step} className={`step-${step}`} x={step * 10} width="9.4" height="10" />
            ))}
          </svg>
          {formatNumber(most)} {m.perCell}
        </p>
      </div>
      <TableTwin
        label={m.asTable}
        caption={m.byWeek}
        head={["", ...m.weekdays]}
        rows={hours.map((at) => [
          m.hourOf(String(at)),
          ...m.weekdays.map((_, row) => formatNumber(countOf(row + 1, at))),
        ])}
      />
    </section>
  );
}
