import { Fragment, type ReactNode } from "react";
import type { Schemas } from "../../api/client.ts";
import { accountMenuMessages } from "../../i18n/account-menu.ts";
import { auditMessages } from "../../i18n/audit.ts";
import { detailMessages } from "../../i18n/audit-details.ts";
import { formatInstant, formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { type RecordNames, type RecordWords, recordWords } from "../../state/record-words.ts";
import { Stored } from "./stored.tsx";

type Entry = Schemas["AuditRecord"];

/** Rows of the record, newest first, and a way to older ones. */
export function RecordList({
  entries,
  hasMore,
  names,
  timeZone,
  language,
  onMore,
  onAccount,
  onSubject,
}: {
  entries: readonly Entry[];
  hasMore: boolean;
  names: RecordNames;
  timeZone: string;
  language: Language;
  onMore: () => void;
  /** Narrows the list to an account; without it accounts are words alone. */
  onAccount?: ((account: number) => void) | undefined;
  /** Narrows the list to what things were done to, as it is stored. */
  onSubject?: ((subject: string) => void) | undefined;
}) {
  const m = auditMessages[language];
  const words = recordWords(language, timeZone, names);
  if (entries.length === 0) return <p className="quiet">{m.none}</p>;
  return (
    <>
      <ol className="records">
        {entries.map((entry) => (
          <li key={entry.seq} className={`is-${entry.outcome}`}>
            <p className="when">
              <span className="quiet">{formatNumber(entry.seq)}</span>{" "}
              <time dateTime={entry.at}>{formatInstant(new Date(entry.at), timeZone, language)}</time>
            </p>
            <p>
              <strong>{m.actions[entry.action] ?? entry.action}</strong>{" "}
              <span className={`outcome outcome-${entry.outcome}`}>{m.outcomes[entry.outcome]}</span>
            </p>
            <p>
              <Who entry={entry} language={language} onAccount={onAccount} />
            </p>
            <p className="more">
              <More entry={entry} words={words} language={language} onSubject={onSubject} />
            </p>
          </li>
        ))}
      </ol>
      {hasMore && (
        <button type="button" onClick={onMore}>
          {m.older}
        </button>
      )}
    </>
  );
}

/** The account of then: its code and its role, never a name. */
function Who({
  entry: { account, login, role },
  language,
  onAccount,
}: {
  entry: Entry;
  language: Language;
  onAccount: ((account: number) => void) | undefined;
}) {
  const m = auditMessages[language];
  const roles: Readonly<Record<string, string>> = accountMenuMessages[language].roles;
  const name = login ?? (account !== null ? `#${account}` : role === "server" ? m.server : m.nobody);
  return (
    <>
      {account === null || onAccount === undefined ? (
        name
      ) : (
        <button type="button" className="link" aria-label={m.onlyThis(name)} onClick={() => onAccount(account)}>
          {name}
        </button>
      )}{" "}
      <span className="quiet">{role === "anyone" || role === "server" ? "" : (roles[role] ?? role)}</span>
    </>
  );
}

/** What it was done to, what for, and what else is on record about it. */
function More({
  entry: { subject, action, purpose, detail },
  words,
  language,
  onSubject,
}: {
  entry: Entry;
  words: RecordWords;
  language: Language;
  onSubject: ((subject: string) => void) | undefined;
}) {
  const m = auditMessages[language];
  const parts: [key: string, part: ReactNode][] = words.detail(detail).map((text) => [text, text]);
  if (purpose !== null)
    parts.unshift([
      "purpose",
      <>
        {m.purpose}
        {detailMessages[language].colon}
        <Stored text={purpose} words={words.purpose(purpose)} />
      </>,
    ]);
  if (subject !== null && subject !== "") {
    const said = words.subject(subject, action);
    parts.unshift(["subject", <Stored text={subject} words={said} name={m.onlyThis(said)} onChoose={onSubject} />]);
  }
  return parts.map(([key, part], i) => (
    <Fragment key={key}>
      {i > 0 && " · "}
      {part}
    </Fragment>
  ));
}
