import { accountMenuMessages } from "../i18n/account-menu.ts";
import { auditMessages } from "../i18n/audit.ts";
import { detailMessages } from "../i18n/audit-details.ts";
import { formatInstant } from "../i18n/format.ts";
import { type Language, type Names, nameIn } from "../i18n/language.ts";
import { policyMessages } from "../i18n/policy.ts";
import { recordMessages } from "../i18n/record-words.ts";
import { detailWords } from "./detail-words.ts";

/** Names that the record knows by codes and numbers; what is missing is told by these. */
export interface RecordNames {
  readonly purposes: readonly { readonly code: string; readonly names: Names }[];
  readonly communities: ReadonlyMap<number, string>;
}

/** What the record says of one thing that was done, in words; each takes what is stored, and gives back what it does not know. */
export interface RecordWords {
  readonly subject: (text: string, action?: string) => string;
  readonly purpose: (text: string) => string;
  readonly detail: (detail: Readonly<Record<string, unknown>>) => string[];
}

/** The words of a language. */
export function recordWords(language: Language, timeZone: string, { purposes, communities }: RecordNames): RecordWords {
  const m = auditMessages[language];
  const details = detailMessages[language];
  const { kinds, community, planOf, visitTo, session, lists, asked, deeds, routes } = recordMessages[language];
  const nameOf = (id: string) => communities.get(Number(id)) ?? community(id);

  const subject = (text: string, action?: string) => {
    // One word may be a kind of alarm, a duty, or what rows are about.
    const ofAction = action === "alarm" ? m.alarmKinds : action === "duty" ? policyMessages[language].dutyNames : {};
    const known = wordIn(ofAction, text) ?? wordIn(lists, text) ?? wordIn(details.names, text);
    if (known !== undefined) return known;
    const [, kind = "", id = ""] = /^([\w-]+):(\d+)$/.exec(text) ?? [];
    if (kind === "plan") return planOf(nameOf(id));
    if (kind === "visit") return visitTo(id);
    const [, method = "", part = ""] = /^([A-Z]+) \/(?:api\/)?([\w-]+)/.exec(text) ?? [];
    const about = wordIn(routes, part);
    if (about !== undefined) return asked(about, wordIn(deeds, method) ?? method);
    if (/^[\da-f]{8}-[\da-f-]{27}$/.test(text)) return session(text.slice(0, 8));
    return (Object.hasOwn(kinds, kind) ? kinds[kind]?.(id) : undefined) ?? text;
  };

  const purpose = (text: string) => {
    const [code, task] = text.split(" ");
    const item = nameIn(language, purposes.find((one) => one.code === code)?.names, code);
    return task === undefined ? item : `${item}${details.colon}${subject(task)}`;
  };

  // What a number is of stands before it already.
  const place = (id: unknown) => communities.get(Number(id)) ?? String(id);
  const instant = (at: unknown) => formatInstant(new Date(String(at)), timeZone, language);
  const roles: Readonly<Record<string, string>> = accountMenuMessages[language].roles;
  const inWords = {
    about: (text: unknown) => subject(String(text)),
    action: (code: unknown) => wordIn(m.actions, String(code)),
    asked: place,
    community: place,
    communityIds: (ids: unknown) => (Array.isArray(ids) ? ids.map(place).join(", ") : undefined),
    fault: (code: unknown) => wordIn(m.faults, String(code)),
    from: instant,
    of: (text: unknown) => subject(String(text)),
    role: (code: unknown) => wordIn(roles, String(code)),
    to: instant,
  };
  return { subject, purpose, detail: (detail) => detailWords(detail, details, inWords) };
}

function wordIn(words: Readonly<Record<string, string>>, code: string): string | undefined {
  return Object.hasOwn(words, code) ? words[code] : undefined;
}
