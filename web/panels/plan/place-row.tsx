import type { Schemas } from "../../api/client.ts";
import { formatDistance } from "../../i18n/format.ts";
import type { Language, Names } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";
import { useInView } from "../use-in-view.ts";
import { placeKind, placeName, placeReason } from "./place-words.ts";
import { type Outcome, RecordForm } from "./record-form.tsx";

/** A place on the list: rank, name, why, how far from the one before; chosen, it opens to record a visit. */
export function PlaceRow({
  place,
  rank,
  legMeters,
  tried,
  isSelected,
  isFirst,
  isLast,
  classNames,
  language,
  onSelect,
  onMove,
  onRecord,
}: {
  place: Schemas["PlanItem"];
  rank: number;
  legMeters: number | null;
  /** Time of day at which nobody answered. */
  tried: string | null;
  isSelected: boolean;
  isFirst: boolean;
  isLast: boolean;
  classNames: ReadonlyMap<string, Names>;
  language: Language;
  onSelect: (isSelected: boolean) => void;
  onMove: (step: -1 | 1 | "top") => void;
  /** Null where nothing may be recorded. */
  onRecord: ((outcome: Outcome) => void) | null;
}) {
  const row = useInView<HTMLLIElement>(isSelected);
  const m = planMessages[language];
  const name = placeName(place, language, m);
  return (
    <li ref={row} className={isSelected ? "place is-selected" : "place"}>
      <button type="button" className="open" aria-expanded={isSelected} onClick={() => onSelect(!isSelected)}>
        <span className={`rank rank-${place.kind}`}>{rank}</span>
        <span className="words">
          <strong>{name}</strong>
          <span className="quiet facts">
            <span>{placeKind(place, classNames, language, m)}</span>
            <span className={`reason reason-${place.reason}`}>{placeReason(place, m)}</span>
            {tried !== null && <span className="tried">{m.tried(tried)}</span>}
            {legMeters !== null && <span>{m.leg(formatDistance(legMeters, language))}</span>}
          </span>
        </span>
      </button>
      <span className="order">
        <button type="button" aria-label={m.up(name)} disabled={isFirst} onClick={() => onMove(-1)}>
          <Chevron points="5 15 12 8 19 15" />
        </button>
        <button type="button" aria-label={m.down(name)} disabled={isLast} onClick={() => onMove(1)}>
          <Chevron points="5 9 12 16 19 9" />
        </button>
      </span>
      {isSelected && onRecord !== null && (
        <RecordForm
          kind={place.kind}
          language={language}
          onSave={onRecord}
          onCancel={() => onSelect(false)}
          onToTop={isFirst ? null : () => onMove("top")}
        />
      )}
    </li>
  );
}

function Chevron({ points }: { points: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <polyline points={points} />
    </svg>
  );
}
