import { type FormEvent, useState } from "react";
import type { SignInMessages } from "../../i18n/sign-in.ts";
import { Field } from "../field.tsx";
import { LoginField } from "../login-field.tsx";
import { Notice } from "../notice.tsx";
import { SecretField } from "../secret-field.tsx";

export interface FirstAdmin {
  readonly token: string;
  readonly login: string;
  readonly password: string;
}

/** The first account of a server, an admin; whoever makes it says that they have read what the system is for. */
export function SetupForm({
  messages: m,
  token,
  statement,
  shortest,
  onSetUp,
}: {
  messages: SignInMessages;
  /** From the address that the server printed; empty where it is typed. */
  token: string;
  /** Address of the page that says what the system does. */
  statement: string;
  /** Characters of the shortest password that is taken. */
  shortest: number;
  /** Resolves to what went wrong, in words. */
  onSetUp: (admin: FirstAdmin) => Promise<string>;
}) {
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name));
    setBusy(true);
    setFault(null);
    setFault(
      await onSetUp({
        token: text("token").trim(),
        login: text("login").trim().toLowerCase(),
        password: text("password"),
      }),
    );
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h2>{m.setUp}</h2>
      <p className="quiet">{m.setUpAbout}</p>
      <Field label={m.token}>
        {(id) => (
          <input
            id={id}
            name="token"
            defaultValue={token}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        )}
      </Field>
      <LoginField label={m.login} title={m.badLogin} />
      <SecretField
        label={m.newPassword(String(shortest))}
        show={m.show}
        name="password"
        autoComplete="new-password"
        minLength={shortest}
      />
      <label className="switch">
        <input type="checkbox" required />
        <span>
          {m.read}{" "}
          <a href={statement} target="_blank" rel="noopener">
            {m.statement}
          </a>
        </span>
      </label>
      <Notice>{fault}</Notice>
      <button type="submit" className="primary" disabled={isBusy}>
        {m.make}
      </button>
    </form>
  );
}
