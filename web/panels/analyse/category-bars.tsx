import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { formatNumber, formatShare } from "../../i18n/format.ts";

export interface CategoryCount {
  readonly code: string;
  readonly name: string;
  readonly count: number;
}

/** Counts by category, most first; pressing one filters by it. */
export function CategoryBars({
  counts,
  total,
  chosen,
  messages: m,
  onToggle,
}: {
  counts: readonly CategoryCount[];
  total: number;
  chosen: readonly string[];
  messages: AnalyseMessages;
  onToggle: (code: string) => void;
}) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <section className="finding">
      <h2>{m.byCategory}</h2>
      <ul className="bars">
        {counts.map(({ code, name, count }) => (
          <li key={code}>
            <button type="button" aria-pressed={chosen.includes(code)} onClick={() => onToggle(code)}>
              <span className="name">{name}</span>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * count) / most} height="10" />
              </svg>
              <span className="number">{formatNumber(count)}</span>
              <span className="number quiet">{formatShare(count / Math.max(1, total))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
