import { type FormEvent, useState } from "react";
import type { AccountMessages } from "../../i18n/account.ts";
import { Outcome, type Said } from "../notice.tsx";
import { SecretField } from "../secret-field.tsx";

/** Resolves to what went wrong, in words; to null when it was changed. */
export type ChangePassword = (passwords: { password: string; newPassword: string }) => Promise<string | null>;

export function PasswordForm({
  login,
  shortest,
  messages: m,
  onChange,
}: {
  login: string;
  shortest: number;
  messages: AccountMessages;
  onChange: ChangePassword;
}) {
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setBusy(true);
    setSaid(null);
    const fault = await onChange({
      password: String(data.get("password")),
      newPassword: String(data.get("new-password")),
    });
    setBusy(false);
    setSaid(fault === null ? { text: m.changed, isFault: false } : { text: fault, isFault: true });
    if (fault === null) form.reset();
  };
  return (
    <section aria-labelledby="password">
      <h2 id="password">{m.password}</h2>
      <p className="quiet">{m.passwordAbout}</p>
      <form onSubmit={(event) => void submit(event)}>
        {/* For the keeper of passwords of the browser, which asks whose it is. */}
        <input type="hidden" name="login" autoComplete="username" value={login} readOnly />
        <SecretField label={m.passwordNow} show={m.show} name="password" autoComplete="current-password" />
        <SecretField
          label={m.passwordNext(String(shortest))}
          show={m.show}
          name="new-password"
          autoComplete="new-password"
          minLength={shortest}
        />
        <Outcome said={said} />
        <button type="submit" className="primary" disabled={isBusy}>
          {m.change}
        </button>
      </form>
    </section>
  );
}
