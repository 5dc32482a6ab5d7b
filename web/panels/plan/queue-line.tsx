import { formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";
import type { VisitQueue } from "../../state/visit-queue.ts";
import { useStore } from "../use-store.ts";

/** What became of the visits recorded here: the last one saved, how many wait, and one that was refused. */
export function QueueLine({
  queue,
  savedName,
  language,
  describe,
}: {
  queue: VisitQueue;
  savedName: string | null;
  language: Language;
  describe: (error: unknown) => string;
}) {
  const { waiting, overdue, refused } = useStore(queue.store, (state) => state);
  const m = planMessages[language];
  return (
    <div className="queue" role="status">
      {savedName !== null && waiting.length === 0 && refused === null && <p className="saved">{m.saved(savedName)}</p>}
      {waiting.length > 0 && <p className="waiting">{m.queued(formatNumber(waiting.length))}</p>}
      {overdue > 0 && (
        <p className="refused">
          {m.unsent(formatNumber(overdue))}{" "}
          <button type="button" onClick={queue.dismiss}>
            {m.dismiss}
          </button>
        </p>
      )}
      {refused !== null && (
        <p className="refused">
          {m.refused(describe(refused.error))}{" "}
          <button type="button" onClick={queue.dismiss}>
            {m.dismiss}
          </button>
        </p>
      )}
    </div>
  );
}
