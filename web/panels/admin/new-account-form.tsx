import { type FormEvent, useState } from "react";
import type { GivenRole, NewAccount } from "../../api/accounts.ts";
import { accountMenuMessages } from "../../i18n/account-menu.ts";
import { adminMessages } from "../../i18n/admin.ts";
import type { Language } from "../../i18n/language.ts";
import { drawPassword } from "../../state/draw-password.ts";
import { shortestPassword } from "../../state/password.ts";
import { Field } from "../field.tsx";
import { LoginField } from "../login-field.tsx";
import { Notice } from "../notice.tsx";

/** A code, a role and a first password, which its maker tells in person. */
export function NewAccountForm({
  roles,
  language,
  onMake,
}: {
  roles: readonly GivenRole[];
  language: Language;
  /** Resolves to what went wrong, in words. */
  onMake: (account: NewAccount) => Promise<string | null>;
}) {
  const m = adminMessages[language];
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setBusy(true);
    const said = await onMake({
      login: String(data.get("login")).trim().toLowerCase(),
      role: data.get("role") as GivenRole,
      password,
    });
    setBusy(false);
    setFault(said);
    if (said !== null) return;
    form.reset();
    setPassword("");
  };
  return (
    <details className="new-account">
      <summary>{m.newAccount}</summary>
      <form onSubmit={(event) => void submit(event)}>
        <LoginField label={m.login} title={m.badLogin} autoComplete="off" />
        <Field label={m.role}>
          {(id) => (
            <select id={id} name="role" defaultValue="officer">
              {roles.map((role) => (
                <option key={role} value={role}>
                  {accountMenuMessages[language].roles[role]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="with-button">
          <Field label={m.firstPassword(String(shortestPassword))}>
            {(id) => (
              <input
                id={id}
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                minLength={shortestPassword}
                maxLength={200}
                required
              />
            )}
          </Field>
          <button type="button" onClick={() => setPassword(drawPassword())}>
            {m.draw}
          </button>
        </div>
        <Notice>{fault}</Notice>
        <button type="submit" className="primary" disabled={isBusy}>
          {m.make}
        </button>
      </form>
    </details>
  );
}
