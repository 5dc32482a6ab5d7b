import { formatAge } from "../../i18n/format.ts";
import { type Language, type Names, nameIn } from "../../i18n/language.ts";
import { remoteMessages } from "../../i18n/remote.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import type { WallCall } from "../../state/wall-input.ts";
import { PriorityMark } from "../priority-mark.tsx";

/** Calls in nobody's hand, most urgent first, each with a button that takes it. */
export function WaitingCalls({
  calls,
  categoryNames,
  at,
  language,
  onTake,
}: {
  calls: readonly WallCall[];
  categoryNames: ReadonlyMap<string, Names>;
  /** Server's clock, epoch milliseconds. */
  at: number;
  language: Language;
  onTake: (id: number) => void;
}) {
  const m = remoteMessages[language];
  return (
    <section className="waiting" aria-label={m.alarms}>
      <h2>{m.alarms}</h2>
      {calls.length === 0 && <p className="quiet">{m.noAlarms}</p>}
      <ul>
        {calls.map((call) => {
          const what = nameIn(language, categoryNames.get(call.category), call.category);
          const where = [call.community, call.street]
            .map((names) => nameIn(language, names))
            .filter(Boolean)
            .join(" · ");
          return (
            <li key={call.id}>
              <PriorityMark priority={call.priority} label={sharedMessages[language].priority(call.priority)} />
              <p>
                <strong>{what}</strong> <time>{formatAge((at - Date.parse(call.reportedAt)) / 1_000, language)}</time>
                <br />
                <span className="quiet">{where}</span>
              </p>
              <button
                type="button"
                className="primary"
                aria-label={m.takeOf(what, where)}
                onClick={() => onTake(call.id)}
              >
                {m.take}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
