import { formatAge, formatChange, formatNumber, formatShare } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { SinceThen, WallFigures } from "../../state/wall-figures.ts";
import { useFit } from "../use-fit.ts";

/** Five numbers, large, with what has changed in a quarter of an hour; a number that nobody knows is a dash, never a nought. */
export function Figures({
  figures,
  since,
  at,
  language,
}: {
  figures: WallFigures | null;
  since: SinceThen | null;
  at: number | null;
  language: Language;
}) {
  const m = wallMessages[language];
  const box = useFit<HTMLElement>();
  const number = (value: number | undefined) => (value === undefined ? "–" : formatNumber(value));
  const oldest =
    figures?.oldestReportedAt != null && at !== null
      ? formatAge((at - figures.oldestReportedAt) / 1_000, language)
      : "–";
  const rows: readonly Row[] = [
    { label: m.open, value: number(figures?.open), change: since?.open },
    { label: m.unassigned, value: number(figures?.unassigned), change: since?.unassigned },
    {
      label: m.unitsOut,
      value: number(figures?.unitsOut),
      of: figures === null ? undefined : m.ofTotal(formatNumber(figures.unitsOnDuty)),
      change: since?.unitsOut,
    },
    {
      label: m.coverage,
      value: figures?.coverageShare == null ? "–" : formatShare(figures.coverageShare),
      change: since?.coveragePoints,
    },
    { label: m.oldest, value: oldest },
  ];
  return (
    <section ref={box} className="figures" aria-label={m.figures} aria-busy={figures === null}>
      {figures === null && <p className="visually-hidden">{sharedMessages[language].loading}</p>}
      <dl>
        {rows.map(({ label, value, of, change }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {of !== undefined && <small> {of}</small>}
              {change != null && change !== 0 && (
                <ins data-drop={2}>
                  {formatChange(change)}
                  <span className="visually-hidden"> {m.quarterAgo}</span>
                </ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {since !== null && (
        <p className="since" data-drop={3}>
          {m.newAndClosed(formatNumber(since.reported), formatNumber(since.closed))}
        </p>
      )}
    </section>
  );
}

interface Row {
  readonly label: string;
  readonly value: string;
  readonly of?: string | undefined;
  readonly change?: number | null | undefined;
}
