import type { Schemas } from "../../api/client.ts";
import type { AccountMessages } from "../../i18n/account.ts";
import { formatInstant } from "../../i18n/format.ts";
import { type Language, nameIn } from "../../i18n/language.ts";

/** The communities of the day, by name, and until when. */
export function ScopeToday({
  scope,
  isOperational,
  timeZone,
  messages: m,
  language,
}: {
  scope: Schemas["MyScope"];
  /** False for roles that never see anything operational. */
  isOperational: boolean;
  timeZone: string;
  messages: AccountMessages;
  language: Language;
}) {
  const items = scope.isCity ? scope.items.filter(({ communityId }) => communityId === null) : scope.items;
  return (
    <section aria-labelledby="today">
      <h2 id="today">{m.today}</h2>
      {items.length === 0 && <p className="quiet">{isOperational ? m.none : m.nothing}</p>}
      <ul className="scopes">
        {items.map(({ communityId, names, validFrom, validTo }) => (
          <li key={`${communityId} ${validFrom}`}>
            <strong>{communityId === null ? m.wholeCity : nameIn(language, names, `#${communityId}`)}</strong>{" "}
            <span className="quiet">
              {validTo === null ? m.noEnd : m.until(formatInstant(new Date(validTo), timeZone, language))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
