import { formatClock, formatDistance, formatNumber } from "../../i18n/format.ts";
import type { Language, Names } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { batch, legsOf, type PlanPlace, type PlanRoom, placesOf } from "../../state/plan.ts";
import { keyOf } from "../../state/plan-order.ts";
import { useStore } from "../use-store.ts";
import { PlaceRow } from "./place-row.tsx";
import type { Outcome } from "./record-form.tsx";

/** The round as a list, twin of the map: every place of the one is in the other, under the same number. */
export function PlanList({
  room,
  classNames,
  timeZone,
  language,
  describe,
  onRecord,
}: {
  room: PlanRoom;
  classNames: ReadonlyMap<string, Names>;
  timeZone: string;
  language: Language;
  describe: (error: unknown) => string;
  onRecord: (place: PlanPlace, outcome: Outcome) => void;
}) {
  const state = useStore(room.store, (all) => all);
  const m = planMessages[language];
  const shared = sharedMessages[language];
  const { plan, error, isLoading, selected, order } = state;
  const places = placesOf(state);
  const legs = legsOf(places);
  const total = legs.reduce<number>((sum, leg) => sum + (leg ?? 0), 0);
  const hidden = (plan?.items.length ?? 0) - places.length;
  return (
    <section className="plan-list" aria-label={shared.list} aria-busy={isLoading}>
      {error !== null && (
        <p className="notice" role="alert">
          {describe(error)}{" "}
          <button type="button" onClick={() => void room.reload()}>
            {shared.retry}
          </button>
        </p>
      )}
      {plan === null && error === null && <p className="quiet pad">{shared.loading}</p>}
      {plan !== null && (
        <p className="summary">
          <strong>{m.due(formatNumber(plan.totalDue))}</strong>{" "}
          <span className="quiet">{shared.asOf(formatClock(new Date(plan.asOf), timeZone))}</span>
          {places.length > 1 && (
            <span className="quiet" title={m.straight}>
              {" "}
              · {m.total(formatDistance(total, language))}
            </span>
          )}
        </p>
      )}
      {plan !== null && places.length === 0 && <p className="pad">{m.nothingDue}</p>}
      <ol aria-label={m.listLabel}>
        {places.map((place, i) => (
          <PlaceRow
            key={keyOf(place)}
            place={place}
            rank={i + 1}
            legMeters={legs[i] ?? null}
            isSelected={selected === keyOf(place)}
            isFirst={i === 0}
            isLast={i === places.length - 1}
            classNames={classNames}
            language={language}
            onSelect={(isSelected) => room.select(isSelected ? keyOf(place) : null)}
            onMove={(step) => room.move(keyOf(place), step)}
            onRecord={(outcome) => onRecord(place, outcome)}
          />
        ))}
      </ol>
      <p className="pad actions">
        {hidden > 0 && (
          <button type="button" onClick={() => room.showMore()}>
            {m.more(Math.min(batch, hidden))}
          </button>
        )}
        {order.length > 0 && (
          <button type="button" onClick={() => room.resetOrder()}>
            {m.resetOrder}
          </button>
        )}
      </p>
    </section>
  );
}
