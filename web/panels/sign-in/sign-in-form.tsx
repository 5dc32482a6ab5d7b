import { type FormEvent, useRef, useState } from "react";
import type { SignInMessages } from "../../i18n/sign-in.ts";
import { LoginField } from "../login-field.tsx";
import { Notice } from "../notice.tsx";
import { SecretField } from "../secret-field.tsx";

/** Login and password. Resolves to what went wrong, in words; a page that goes elsewhere never resolves. */
export function SignInForm({
  messages: m,
  note,
  leadsTo,
  onSignIn,
}: {
  messages: SignInMessages;
  /** Known before anybody has typed anything. */
  note: string | null;
  /** The page that opens afterwards, by its name. */
  leadsTo: string | null;
  onSignIn: (login: string, password: string) => Promise<string>;
}) {
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFault(null);
    const said = await onSignIn(String(form.get("login")).trim().toLowerCase(), String(form.get("password")));
    setFault(said);
    setBusy(false);
    password.current?.focus();
    password.current?.select();
  };
  const said = fault ?? note;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h2>{m.signIn}</h2>
      {leadsTo !== null && <p className="quiet">{m.leadsTo(leadsTo)}</p>}
      <LoginField label={m.login} title={m.badLogin} />
      <SecretField label={m.password} show={m.show} name="password" autoComplete="current-password" field={password} />
      <Notice>{said}</Notice>
      <button type="submit" className="primary" disabled={isBusy}>
        {isBusy ? m.signingIn : m.signIn}
      </button>
    </form>
  );
}
