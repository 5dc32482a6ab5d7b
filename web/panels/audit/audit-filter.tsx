import type { FormEvent } from "react";
import { auditMessages } from "../../i18n/audit.ts";
import type { Language } from "../../i18n/language.ts";
import { type AuditFields, noFields } from "../../state/audit-query.ts";
import { DayInput } from "../day-input.tsx";
import { Field } from "../field.tsx";

/** Which rows of the record are listed. */
export function AuditFilter({
  fields,
  language,
  onFilter,
}: {
  /** Those in force. */
  fields: AuditFields;
  language: Language;
  onFilter: (fields: AuditFields) => void;
}) {
  const m = auditMessages[language];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: keyof AuditFields) => String(data.get(name)).trim();
    onFilter({
      action: text("action"),
      outcome: text("outcome") as AuditFields["outcome"],
      account: text("account"),
      subject: text("subject"),
      fromDay: text("fromDay"),
      throughDay: text("throughDay"),
    });
  };
  const choice = (name: "action" | "outcome", title: string, words: Readonly<Record<string, string>>) => (
    <Field label={title}>
      {(id) => (
        <select id={id} name={name} defaultValue={fields[name]}>
          <option value="">{m.any}</option>
          {Object.entries(words).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    // Begun anew with each filter, so that its fields are those in force.
    <form key={JSON.stringify(fields)} className="choose" aria-label={m.filter} onSubmit={submit}>
      {choice("action", m.action, m.actions)}
      {choice("outcome", m.outcome, m.outcomes)}
      <Field label={m.account}>
        {(id) => (
          <input id={id} name="account" inputMode="numeric" pattern="[1-9][0-9]{0,8}" defaultValue={fields.account} />
        )}
      </Field>
      <Field label={m.subject}>
        {(id) => (
          <input
            id={id}
            name="subject"
            maxLength={80}
            autoCapitalize="none"
            spellCheck={false}
            placeholder="residence:12"
            defaultValue={fields.subject}
          />
        )}
      </Field>
      <Field label={m.from}>
        {(id) => <DayInput id={id} name="fromDay" day={fields.fromDay} language={language} />}
      </Field>
      <Field label={m.through}>
        {(id) => <DayInput id={id} name="throughDay" day={fields.throughDay} language={language} />}
      </Field>
      <button type="submit" className="primary">
        {m.apply}
      </button>
      <button type="button" onClick={() => onFilter(noFields)}>
        {m.clear}
      </button>
    </form>
  );
}
