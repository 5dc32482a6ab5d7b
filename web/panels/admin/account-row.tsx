import type { Schemas } from "../../api/client.ts";
import { accountMenuMessages } from "../../i18n/account-menu.ts";
import { type AdminMessages, adminMessages } from "../../i18n/admin.ts";
import { formatInstant } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { lastingScopes, type Scope } from "../../state/duty-scopes.ts";
import { namesById } from "../../state/names-apart.ts";
import type { City } from "./accounts.tsx";

/** One account: its code and role, the duty that it has and will have, and what can be done with it. */
export function AccountRow({
  account,
  city,
  isOwn,
  hasScope,
  now,
  language,
  onGive,
  onGiveRole,
  onEnd,
  onEndScope,
}: {
  account: Schemas["Account"];
  city: City;
  isOwn: boolean;
  /** False for roles that are given no duty in the city. */
  hasScope: boolean;
  /** Epoch milliseconds. */
  now: number;
  language: Language;
  onGive: () => void;
  onGiveRole: () => void;
  onEnd: () => void;
  onEndScope: (scope: Scope) => void;
}) {
  const m = adminMessages[language];
  const { login, role, signsInBy, createdAt, endedAt } = account;
  const instant = (text: string) => formatInstant(new Date(text), city.timeZone, language);
  const names = namesById(language, city.communities);
  const place = ({ communityId }: Scope) =>
    communityId === null ? m.wholeCity : (names.get(communityId) ?? `#${communityId}`);
  const scopes = endedAt === null ? lastingScopes(account, now) : [];
  return (
    <li className={endedAt === null ? undefined : "is-ended"}>
      <p>
        <strong>{login}</strong> {isOwn && <span className="badge">{m.you}</span>}{" "}
        {signsInBy === "provider" && <span className="badge">{m.byProvider}</span>}
        <br />
        {accountMenuMessages[language].roles[role]}{" "}
        <span className="quiet">
          {endedAt === null ? `· ${m.since} ${instant(createdAt)}` : `· ${m.ended(instant(endedAt))}`}
        </span>
      </p>
      <ul className="scopes" aria-label={`${m.scopes}: ${login}`}>
        {hasScope && endedAt === null && scopes.length === 0 && <li className="quiet">{m.noScope}</li>}
        {scopes.map((scope) => (
          <li key={scope.id} className={Date.parse(scope.validFrom) > now ? "chip is-later" : "chip"}>
            <span>
              {place(scope)} <span className="quiet">{times(scope, now, instant, m)}</span>
            </span>
            <button type="button" aria-label={m.endScope(place(scope), login)} onClick={() => onEndScope(scope)}>
              ✕
            </button>
          </li>
        ))}
      </ul>
      {endedAt === null && (
        <div className="deeds">
          {hasScope && (
            <button type="button" aria-label={m.giveTo(login)} onClick={onGive}>
              {m.give}
            </button>
          )}
          {!isOwn && (
            <button
              type="button"
              className={role === "unassigned" ? "primary" : undefined}
              aria-label={m.giveRoleTo(login)}
              onClick={onGiveRole}
            >
              {m.giveRole}
            </button>
          )}
          {!isOwn && (
            <button type="button" aria-label={m.endAccountOf(login)} onClick={onEnd}>
              {m.endAccount}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

/** From when, unless it holds already; until when, unless it lasts. */
function times(
  { validFrom, validTo }: Scope,
  now: number,
  instant: (text: string) => string,
  m: AdminMessages,
): string {
  const isLater = Date.parse(validFrom) > now;
  if (validTo === null) return isLater ? m.startsAt(instant(validFrom)) : "";
  return isLater ? m.fromUntil(instant(validFrom), instant(validTo)) : m.until(instant(validTo));
}
