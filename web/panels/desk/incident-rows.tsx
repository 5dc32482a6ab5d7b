import type { ReactNode } from "react";
import type { Schemas } from "../../api/client.ts";
import { formatInstant } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { PriorityMark } from "../priority-mark.tsx";

/** Incidents with what can be done with each. */
export function IncidentRows({
  items,
  what,
  where,
  timeZone,
  language,
  deedsOf,
}: {
  items: readonly Schemas["Incident"][];
  /** The category of one, in words. */
  what: (incident: Schemas["Incident"]) => string;
  where: (incident: Schemas["Incident"]) => string;
  timeZone: string;
  language: Language;
  deedsOf: (incident: Schemas["Incident"]) => ReactNode;
}) {
  const shared = sharedMessages[language];
  return (
    <ul className="requests">
      {items.map((incident) => (
        <li key={incident.id}>
          <p>
            <PriorityMark priority={incident.priority} label={shared.priority(incident.priority)} />{" "}
            <strong>{what(incident)}</strong> <span className="badge">{shared.statuses[incident.status]}</span>
            <br />
            <span className="quiet">
              {where(incident)} ·{" "}
              <time dateTime={incident.reportedAt}>
                {formatInstant(new Date(incident.reportedAt), timeZone, language)}
              </time>
            </span>
          </p>
          <div className="deeds">{deedsOf(incident)}</div>
        </li>
      ))}
    </ul>
  );
}
