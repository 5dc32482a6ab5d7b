import type { Schemas } from "../../api/client.ts";
import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { formatInstant, formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import type { SharedMessages } from "../../i18n/shared.ts";
import { PriorityMark } from "../priority-mark.tsx";

export type FoundIncident = Schemas["FoundIncident"];

/** The newest incidents of what the map shows: its twin for those who do not see it or point at it. */
export function IncidentList({
  found,
  isLoading,
  picked,
  nameOf,
  timeZone,
  language,
  messages: m,
  shared,
  onPick,
  onMore,
}: {
  found: Schemas["NewestIncidents"];
  isLoading: boolean;
  /** Id of the incident that is ringed on the map. */
  picked: number | null;
  nameOf: { category: (code: string) => string; community: (id: number) => string };
  timeZone: string;
  language: Language;
  messages: AnalyseMessages;
  shared: SharedMessages;
  onPick: (incident: FoundIncident) => void;
  /** Null when no more are to be had. */
  onMore: (() => void) | null;
}) {
  const { items, total } = found;
  return (
    <section className="finding" aria-busy={isLoading}>
      <h2>
        {m.inView} <span className="quiet">{m.newestOf(formatNumber(items.length), formatNumber(total))}</span>
      </h2>
      {items.length === 0 && <p className="quiet">{m.noneInView}</p>}
      <ol className="incidents" aria-label={m.inView}>
        {items.map((incident) => {
          const { id, category, priority, status, communityId, occurredAt } = incident;
          return (
            <li key={id}>
              <button type="button" aria-pressed={id === picked} onClick={() => onPick(incident)}>
                <PriorityMark priority={priority} label={shared.priority(priority)} />
                <span className="what">{nameOf.category(category)}</span>
                <time dateTime={occurredAt}>{formatInstant(new Date(occurredAt), timeZone, language)}</time>
                <span className="quiet where">
                  {communityId === null ? m.outsideCommunities : nameOf.community(communityId)}
                </span>
                <span className="quiet status">
                  {shared.statuses[status as keyof SharedMessages["statuses"]] ?? status}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {onMore !== null && (
        <button type="button" onClick={onMore}>
          {m.more(Math.min(50, total - items.length))}
        </button>
      )}
    </section>
  );
}
