import { useState } from "react";
import type { Language } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";
import type { RecordedVisit } from "../../state/visit-queue.ts";

export type Outcome = RecordedVisit["outcome"];

const outcomesOf = {
  venue: ["done", "advice", "hazard", "closed", "no_answer"],
  // A dwelling does not close down.
  residence: ["done", "advice", "hazard", "no_answer"],
} as const satisfies Record<string, readonly Outcome[]>;

/** The second and third tap of a visit: how it was, and that this is meant. */
export function RecordForm({
  kind,
  language,
  onSave,
  onCancel,
  onToTop,
}: {
  kind: keyof typeof outcomesOf;
  language: Language;
  onSave: (outcome: Outcome) => void;
  onCancel: () => void;
  /** Null for the place that is first already. */
  onToTop: (() => void) | null;
}) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const m = planMessages[language];
  return (
    <fieldset className="record">
      <legend>{m.outcome}</legend>
      <div className="outcomes">
        {outcomesOf[kind].map((name) => (
          <button key={name} type="button" aria-pressed={outcome === name} onClick={() => setOutcome(name)}>
            {m.outcomes[name]}
          </button>
        ))}
      </div>
      <div className="decide">
        <button type="button" onClick={onCancel}>
          {m.cancel}
        </button>
        <button type="button" disabled={onToTop === null} onClick={() => onToTop?.()}>
          {m.toTop}
        </button>
        <button
          type="button"
          className="primary"
          disabled={outcome === null}
          onClick={() => outcome !== null && onSave(outcome)}
        >
          {m.save}
        </button>
      </div>
    </fieldset>
  );
}
