import { useState } from "react";
import type { SignInMessages } from "../../i18n/sign-in.ts";
import { Notice } from "../notice.tsx";

/** The way by the provider of identities, beside the password. */
export function ProviderWay({
  messages: m,
  note,
  onLeave,
}: {
  messages: SignInMessages;
  /** What became of the last time, in words. */
  note: string | null;
  /** Resolves to what went wrong, in words; never once the page is left. */
  onLeave: () => Promise<string>;
}) {
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    setFault(null);
    setFault(await onLeave());
    setBusy(false);
  };
  return (
    <section className="provider" aria-label={m.byProvider}>
      <Notice>{fault ?? note}</Notice>
      <button type="button" disabled={isBusy} onClick={() => void leave()}>
        {m.byProvider}
      </button>
    </section>
  );
}
