import { formatNumber } from "../../i18n/format.ts";
import type { PlanMessages } from "../../i18n/plan.ts";
import { type PlaceKind, type PlanState, placeKinds, placesLeft } from "../../state/plan.ts";

/** Venues, dwellings or both, each with how many are due. */
export function KindFilter({
  state,
  messages: m,
  onChange,
}: {
  state: PlanState;
  messages: PlanMessages;
  onChange: (kind: PlaceKind) => void;
}) {
  const left = placesLeft(state);
  const countOf = (kind: PlaceKind) =>
    kind === "all" ? left.length : left.filter((place) => place.kind === kind).length;
  return (
    <fieldset className="kinds">
      <legend className="visually-hidden">{m.kindList}</legend>
      {placeKinds.map((kind) => (
        <button key={kind} type="button" aria-pressed={state.kind === kind} onClick={() => onChange(kind)}>
          {m.kindOf(m.kinds[kind], formatNumber(countOf(kind)))}
        </button>
      ))}
    </fieldset>
  );
}
