import { type FormEvent, useState } from "react";
import type { Language } from "../i18n/language.ts";
import { stepUpMessages } from "../i18n/step-up.ts";
import type { Me } from "../state/me.ts";
import type { StepUp } from "../state/step-up.ts";
import { Modal } from "./modal.tsx";
import { Notice } from "./notice.tsx";
import { SecretField } from "./secret-field.tsx";
import { useStore } from "./use-store.ts";

/** Asks for the password while a proof is waited for; an account without one gives its proof at the provider of identities. */
export function PasswordAgain({
  stepUp,
  signsInBy,
  proofAddress,
  language,
  describe,
}: {
  stepUp: StepUp;
  signsInBy: Me["signsInBy"];
  /** Where one proves it at the provider. */
  proofAddress: string;
  language: Language;
  /** What went wrong with it, in words. */
  describe: (error: unknown) => string;
}) {
  const isAsking = useStore(stepUp.store, (state) => state.isAsking);
  const [fault, setFault] = useState<string | null>(null);
  if (!isAsking) return null;
  const m = stepUpMessages[language];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setFault(null);
    const password = String(new FormData(event.currentTarget).get("password"));
    await stepUp.prove(password).catch((error: unknown) => setFault(describe(error)));
  };
  const leave = () => {
    setFault(null);
    stepUp.leave();
  };
  if (signsInBy === "provider")
    return (
      <Modal title={m.titleOfProvider} onClose={leave}>
        <p>{m.aboutProvider}</p>
        <div className="deeds">
          <button type="button" onClick={leave}>
            {m.cancel}
          </button>
          <button type="button" onClick={stepUp.goOn}>
            {m.goOn}
          </button>
          <a className="button primary" href={proofAddress} target="_blank" rel="noopener">
            {m.prove}
          </a>
        </div>
      </Modal>
    );
  return (
    <Modal title={m.title} onClose={leave}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="quiet">{m.about}</p>
        <SecretField label={m.password} show={m.show} name="password" autoComplete="current-password" />
        <Notice>{fault}</Notice>
        <div className="deeds">
          <button type="button" onClick={leave}>
            {m.cancel}
          </button>
          <button type="submit" className="primary">
            {m.goOn}
          </button>
        </div>
      </form>
    </Modal>
  );
}
