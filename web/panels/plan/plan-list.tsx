import { type ReactNode, useRef } from "react";
import { formatClock, formatDistance, formatNumber } from "../../i18n/format.ts";
import type { Language, Names } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { batch, legsOf, type PlanPlace, type PlanRoom, placesLeft, placesOf, placesOfKind } from "../../state/plan.ts";
import { keyOf } from "../../state/plan-order.ts";
import { Notice } from "../notice.tsx";
import { useStore } from "../use-store.ts";
import { KindFilter } from "./kind-filter.tsx";
import { PlaceRow } from "./place-row.tsx";
import type { Outcome } from "./record-form.tsx";

/** The round as a list, twin of the map: every place of the one is in the other, under the same number. */
export function PlanList({
  room,
  classNames,
  timeZone,
  language,
  describe,
  helpWith,
  onRecord,
}: {
  room: PlanRoom;
  classNames: ReadonlyMap<string, Names>;
  timeZone: string;
  language: Language;
  describe: (error: unknown) => string;
  /** What can be done about an error beside trying again. */
  helpWith: (error: unknown) => ReactNode;
  /** Null where nothing may be recorded. */
  onRecord: ((place: PlanPlace, outcome: Outcome) => void) | null;
}) {
  const state = useStore(room.store, (all) => all);
  const rows = useRef<HTMLOListElement>(null);
  const m = planMessages[language];
  const shared = sharedMessages[language];
  const { plan, error, isLoading, selected, order, kind, tried } = state;
  const places = placesOf(state);
  const legs = legsOf(places);
  const total = legs.reduce<number>((sum, leg) => sum + (leg ?? 0), 0);
  const hidden = placesOfKind(state).length - places.length;
  const clockOf = (at: string) => formatClock(new Date(at), timeZone);
  const record = (place: PlanPlace, i: number, outcome: Outcome) => {
    onRecord?.(place, outcome);
    // The row goes away under the finger; whoever works by keyboard goes on at the next one.
    const buttons = rows.current?.querySelectorAll<HTMLElement>(".open");
    (buttons?.[i + 1] ?? buttons?.[i - 1])?.focus({ preventScroll: true });
  };
  return (
    <section className="plan-list" aria-label={shared.list} aria-busy={isLoading}>
      {error !== null && (
        <Notice>
          {describe(error)}{" "}
          <button type="button" onClick={() => void room.reload()}>
            {shared.retry}
          </button>{" "}
          {helpWith(error)}
        </Notice>
      )}
      {plan === null && error === null && <p className="quiet pad">{shared.loading}</p>}
      {plan !== null && (
        <div className="summary">
          <p>
            <strong>{m.due(formatNumber(plan.totalDue - plan.items.length + placesLeft(state).length))}</strong>{" "}
            <span className="quiet">{shared.asOf(clockOf(plan.asOf))}</span>
          </p>
          <KindFilter state={state} messages={m} onChange={(chosen) => room.showKind(chosen)} />
          {places.length > 1 && (
            <p className="quiet small">
              {m.shown(formatNumber(places.length))} · {m.total(formatDistance(total, language))}
            </p>
          )}
        </div>
      )}
      {plan !== null && places.length === 0 && <p className="pad">{kind === "all" ? m.nothingDue : m.nothingOfKind}</p>}
      <ol ref={rows} aria-label={m.listLabel}>
        {places.map((place, i) => (
          <PlaceRow
            key={keyOf(place)}
            place={place}
            rank={i + 1}
            legMeters={legs[i] ?? null}
            tried={tried.has(keyOf(place)) ? clockOf(tried.get(keyOf(place)) as string) : null}
            isSelected={selected === keyOf(place)}
            isFirst={i === 0}
            isLast={i === places.length - 1}
            classNames={classNames}
            language={language}
            onSelect={(isSelected) => room.select(isSelected ? keyOf(place) : null)}
            onMove={(step) => room.move(keyOf(place), step === "top" ? 0 : i + step)}
            onRecord={onRecord && ((outcome) => record(place, i, outcome))}
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
