import { useState } from "react";
import type { AccountMessages } from "../../i18n/account.ts";
import { Outcome, type Said } from "../notice.tsx";

/** For an account without a password: to prove at the provider of identities who one is, for exports and emergencies. */
export function ProviderProof({
  isProved,
  messages: m,
  onLeave,
}: {
  /** Whether whoever looks comes back from that. */
  isProved: boolean;
  messages: AccountMessages;
  /** Resolves to what went wrong, in words; never once the page is left. */
  onLeave: () => Promise<string>;
}) {
  const [said, setSaid] = useState<Said | null>(isProved ? { text: m.proved, isFault: false } : null);
  const leave = async () => {
    setSaid(null);
    setSaid({ text: await onLeave(), isFault: true });
  };
  return (
    <section aria-labelledby="proof">
      <h2 id="proof">{m.proof}</h2>
      <p className="quiet">{m.proofAbout}</p>
      <Outcome said={said} />
      <button type="button" className="primary" onClick={() => void leave()}>
        {m.prove}
      </button>
    </section>
  );
}
