import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { formatNumber } from "../../i18n/format.ts";
import type { TimeBin } from "../../state/timeline.ts";
import { TableTwin } from "./table-twin.tsx";

const height = 60;

/** Incidents by day or month; months that are not whole are drawn pale. */
export function TimeChart({ bins, messages: m }: { bins: readonly TimeBin[]; messages: AnalyseMessages }) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const busiest = bins.find(({ count }) => count === most);
  const title = bins[0] !== undefined && bins[0].label.length > 7 ? m.byDay : m.byMonth;
  const gap = bins.length > 60 ? 0.1 : 0.16;
  const summary = busiest === undefined ? "" : m.busiest(busiest.label, formatNumber(most));
  if (bins.length === 0) return null;
  return (
    <section className="finding">
      <h2>
        {title} <span className="quiet">{summary}</span>
      </h2>
      <svg
        className="time-chart"
        viewBox={`0 0 ${bins.length} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: ${summary}`}
      >
        {bins.map(({ label, count, isPartial }, i) => (
          <rect
            key={label}
            className={isPartial ? "partial" : undefined}
            x={i + gap / 2}
            width={1 - gap}
            y={height - (height * count) / most}
            height={(height * count) / most}
          >
            <title>{`${label}: ${formatNumber(count)}`}</title>
          </rect>
        ))}
      </svg>
      <p className="axis quiet" aria-hidden="true">
        <span>{bins[0]?.label}</span>
        <span>{bins.at(-1)?.label}</span>
      </p>
      <TableTwin
        label={m.asTable}
        caption={title}
        head={[m.date, m.count]}
        rows={bins.map(({ label, count }) => [label, formatNumber(count)])}
      />
    </section>
  );
}
