import { formatAge } from "../../i18n/format.ts";
import { type Language, type Names, nameIn } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";
import { PriorityMark } from "../priority-mark.tsx";
import { useFit } from "../use-fit.ts";

export interface NewestIncident {
  readonly id: number;
  readonly category: string;
  readonly priority: number;
  readonly status: keyof (typeof sharedMessages)["en"]["statuses"];
  readonly reportedAt: string;
  readonly community: Names | null;
  readonly street: Names | null;
}

/** The newest reports, newest first. Where five do not fit at the size that can be read, fewer are shown. */
export function Newest({
  incidents,
  categoryNames,
  asOf,
  language,
}: {
  incidents: readonly NewestIncident[] | null;
  categoryNames: ReadonlyMap<string, Names>;
  asOf: number | null;
  language: Language;
}) {
  const m = wallMessages[language];
  const shared = sharedMessages[language];
  const list = useFit<HTMLOListElement>();
  return (
    <section className="newest" aria-label={m.newest}>
      <h2>{m.newest}</h2>
      {incidents === null && <p className="quiet">{shared.loading}</p>}
      {incidents?.length === 0 && <p className="quiet">{m.noneYet}</p>}
      <ol ref={list}>
        {incidents?.map((incident, i) => (
          <li key={incident.id} className={`status-${incident.status}`} data-drop={i > 0 ? 10 + i : undefined}>
            <PriorityMark priority={incident.priority} label={shared.priority(incident.priority)} />
            <p className="what">
              <strong>{nameIn(language, categoryNames.get(incident.category), incident.category)}</strong>
              {asOf !== null && (
                <time dateTime={incident.reportedAt}>
                  {formatAge((asOf - Date.parse(incident.reportedAt)) / 1_000, language)}
                </time>
              )}
            </p>
            <p data-drop={i === 0 ? 1 : undefined}>{nameIn(language, incident.community)}</p>
            <p className="where" data-drop={i === 0 ? 2 : undefined}>
              <span>{nameIn(language, incident.street)}</span>
              <span className="status">{shared.statuses[incident.status]}</span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
