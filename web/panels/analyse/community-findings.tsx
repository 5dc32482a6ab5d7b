import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { formatNumber } from "../../i18n/format.ts";
import { type Language, nameIn } from "../../i18n/language.ts";
import { measures, type Settings } from "../../state/analyse-settings.ts";
import type { CommunityRow } from "../../state/community-rows.ts";
import { useInView } from "../use-in-view.ts";
import { OneOf } from "./toggles.tsx";
import { useBatches } from "./use-batches.ts";

/** Every community with its count and rate, highest first; a press shows it on the map. */
export function CommunityFindings({
  rows,
  outside,
  settings: { measure },
  selected,
  language,
  messages: m,
  onChange,
  onSelect,
  onOnly,
}: {
  rows: readonly CommunityRow[];
  /** Incidents that lie in no community. */
  outside: number;
  settings: Settings;
  selected: number | null;
  language: Language;
  messages: AnalyseMessages;
  onChange: (change: Partial<Settings>) => void;
  onSelect: (communityId: number) => void;
  onOnly: (communityId: number) => void;
}) {
  const most = Math.max(...rows.map((row) => row[measure] ?? 0), Number.MIN_VALUE);
  const { shown, more, showMore } = useBatches(rows, measure, ({ community: { id } }) => id === selected);
  return (
    <section className="finding">
      <OneOf
        label={m.measure}
        options={measures.map((name) => [name, m.measures[name]] as const)}
        value={measure}
        onChange={(name) => onChange({ measure: name })}
      />
      <p className="small quiet">
        {measure === "rate" && `${m.rateLong}. `}
        {m.fifths}
        {outside > 0 && ` ${m.outside(formatNumber(outside))}`}
      </p>
      <table className="rows" aria-label={m.communityTable}>
        <thead>
          <tr>
            <th scope="col">{m.community}</th>
            <th scope="col" className="number">
              {m.measures.count}
            </th>
            <th scope="col" className="number">
              {m.measures.rate}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row
              key={row.community.id}
              row={row}
              share={(row[measure] ?? 0) / most}
              isSelected={row.community.id === selected}
              language={language}
              messages={m}
              onSelect={onSelect}
              onOnly={onOnly}
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

function Row({
  row: { community, count, rate },
  share,
  isSelected,
  language,
  messages: m,
  onSelect,
  onOnly,
}: {
  row: CommunityRow;
  /** Length of its bar, 0 to 1. */
  share: number;
  isSelected: boolean;
  language: Language;
  messages: AnalyseMessages;
  onSelect: (communityId: number) => void;
  onOnly: (communityId: number) => void;
}) {
  const name = nameIn(language, community.names);
  const line = useInView<HTMLTableRowElement>(isSelected);
  return (
    <tr ref={line} className={isSelected ? "is-selected" : undefined}>
      <th scope="row">
        <button type="button" aria-pressed={isSelected} title={m.show(name)} onClick={() => onSelect(community.id)}>
          {name}
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={100 * share} height="10" />
          </svg>
        </button>
        {isSelected && (
          <button type="button" className="link" onClick={() => onOnly(community.id)}>
            {m.onlyThis}
          </button>
        )}
      </th>
      <td>{formatNumber(count)}</td>
      <td>{rate === null ? <span title={m.unknownPopulation}>–</span> : formatNumber(rate, 1)}</td>
    </tr>
  );
}
