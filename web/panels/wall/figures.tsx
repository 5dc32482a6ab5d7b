import { formatAge, formatNumber, formatShare } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";

export interface WallFigures {
  readonly openCount: number;
  readonly unassignedCount: number;
  readonly unitsOut: number;
  readonly unitsOnDuty: number;
  readonly coverageShare: number | null;
  readonly oldestOpenReportedAt: string | null;
}

/** Five numbers, large; a number that nobody knows is a dash, never a nought. */
export function Figures({
  figures,
  asOf,
  language,
}: {
  figures: WallFigures | null;
  asOf: number | null;
  language: Language;
}) {
  const m = wallMessages[language];
  const number = (value: number | undefined) => (value === undefined ? "–" : formatNumber(value));
  const oldest =
    figures?.oldestOpenReportedAt != null && asOf !== null
      ? formatAge((asOf - Date.parse(figures.oldestOpenReportedAt)) / 1_000, language)
      : "–";
  const rows: readonly (readonly [label: string, value: string, of: string | undefined])[] = [
    [m.open, number(figures?.openCount), undefined],
    [m.unassigned, number(figures?.unassignedCount), undefined],
    [m.unitsOut, number(figures?.unitsOut), figures ? m.ofTotal(formatNumber(figures.unitsOnDuty)) : undefined],
    [m.coverage, figures?.coverageShare == null ? "–" : formatShare(figures.coverageShare), undefined],
    [m.oldest, oldest, undefined],
  ];
  return (
    <section className="figures" aria-label={m.figures} aria-busy={figures === null}>
      {figures === null && <p className="visually-hidden">{sharedMessages[language].loading}</p>}
      <dl>
        {rows.map(([label, value, of]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {of !== undefined && <small> {of}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
