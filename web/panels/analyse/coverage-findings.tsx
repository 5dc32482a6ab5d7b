import type { Schemas } from "../../api/client.ts";
import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { formatNumber, formatPosition, formatShare } from "../../i18n/format.ts";
import { type Language, nameIn } from "../../i18n/language.ts";
import { useInView } from "../use-in-view.ts";
import { useBatches } from "./use-batches.ts";

export type CoverageItem = Schemas["CoverageItem"];

/** Gaps by score with the figures behind them, then the rest; a press shows the place on the map. */
export function CoverageFindings({
  coverage,
  csvUrl,
  selected,
  language,
  messages: m,
  onSelect,
}: {
  coverage: Schemas["Coverage"];
  csvUrl: string;
  selected: string | null;
  language: Language;
  messages: AnalyseMessages;
  onSelect: (item: CoverageItem) => void;
}) {
  const { items, gaps, places, overdue } = coverage;
  const { shown, more, showMore } = useBatches(items, coverage.by, ({ key }) => key === selected);
  const all = formatNumber(items.length);
  if (items.length === 0) return <p className="finding empty">{m.noPlaces}</p>;
  return (
    <section className="finding">
      <dl className="tiles">
        <div>
          <dt>{m.gaps}</dt>
          <dd>
            <strong className="gap">{formatNumber(gaps)}</strong> <span className="quiet">{m.gapsOf(all)}</span>
          </dd>
        </div>
        <div>
          <dt>{m.overdueShare}</dt>
          <dd>
            <strong>{formatShare(overdue / Math.max(1, places))}</strong>{" "}
            <span className="quiet">{m.overdueOf(formatNumber(overdue), formatNumber(places))}</span>
          </dd>
        </div>
      </dl>
      <p className="small quiet">
        {m.gapsFirst(formatNumber(gaps), all)} {m.scoreMeaning}
      </p>
      <p>
        <a className="button" href={csvUrl} download>
          {m.csv}
        </a>
      </p>
      <table className="rows gaps" aria-label={m.gapTable}>
        <thead>
          <tr>
            <th scope="col">{m.name}</th>
            {[m.score, m.places, m.overdue, m.never, m.median].map((text) => (
              <th key={text} scope="col" className="number">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <GapRow
              key={item.key}
              item={item}
              isSelected={item.key === selected}
              language={language}
              messages={m}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <button type="button" onClick={showMore}>
          {m.more(more)}
        </button>
      )}
    </section>
  );
}

function GapRow({
  item,
  isSelected,
  language,
  messages: m,
  onSelect,
}: {
  item: CoverageItem;
  isSelected: boolean;
  language: Language;
  messages: AnalyseMessages;
  onSelect: (item: CoverageItem) => void;
}) {
  const name = nameIn(language, item.names, m.outsideCommunities);
  const where = cellPlace(item.polygon);
  const row = useInView<HTMLTableRowElement>(isSelected);
  return (
    <tr ref={row} className={`${item.isGap ? "is-gap" : ""}${isSelected ? " is-selected" : ""}`}>
      <th scope="row">
        <button type="button" aria-pressed={isSelected} title={m.show(name)} onClick={() => onSelect(item)}>
          {name}
          {where !== null && <span className="quiet small">{where}</span>}
        </button>
      </th>
      <td>
        <span className={item.isGap ? "score gap" : "score"}>{formatNumber(item.score, 1)}</span>
        {item.isGap && <span className="visually-hidden"> {m.gap}</span>}
      </td>
      <td>{formatNumber(item.places)}</td>
      <td>{formatNumber(item.overdue)}</td>
      <td>{formatNumber(item.neverVisited)}</td>
      <td>{item.medianDays === null ? "–" : formatNumber(item.medianDays)}</td>
    </tr>
  );
}

/** Where the middle of a cell is; null for a community. */
function cellPlace(polygon: CoverageItem["polygon"]): string | null {
  const [southWest, , northEast] = polygon ?? [];
  if (southWest === undefined || northEast === undefined) return null;
  const middle = (axis: number) => ((southWest[axis] ?? 0) + (northEast[axis] ?? 0)) / 2;
  return formatPosition(middle(0), middle(1));
}
