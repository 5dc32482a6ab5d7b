import { useState } from "react";
import type { Schemas } from "../../api/client.ts";
import { auditMessages } from "../../i18n/audit.ts";
import { formatInstant, formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { Notice } from "../notice.tsx";

/** Where the chain ends and whether it held; and a way to verify it now. */
export function ChainState({
  state,
  timeZone,
  language,
  onCheck,
}: {
  state: Schemas["AuditState"];
  timeZone: string;
  language: Language;
  /** Resolves to what went wrong, in words. */
  onCheck: () => Promise<string | null>;
}) {
  const m = auditMessages[language];
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const instant = (text: string) => formatInstant(new Date(text), timeZone, language);
  const { head, unsealed, checked } = state;
  const check = async () => {
    setBusy(true);
    setFault(await onCheck());
    setBusy(false);
  };
  return (
    <section className="chain" aria-labelledby="chain">
      <h2 id="chain">{m.state}</h2>
      {head === null ? (
        <p>{m.nothingSealed}</p>
      ) : (
        <>
          <p>
            {m.sealed(formatNumber(head.seq), instant(head.sealedAt))}
            {unsealed > 0 && <span className="quiet"> · {m.waiting(formatNumber(unsealed))}</span>}
          </p>
          <p className="hash">
            {m.head}: <code>{head.hash}</code>
          </p>
        </>
      )}
      {checked === null ? (
        <p className="quiet">{m.neverChecked}</p>
      ) : checked.isWhole ? (
        <p className="done" role="status">
          {m.whole(formatNumber(checked.rows), instant(checked.at))}
        </p>
      ) : (
        <Notice>
          {m.broken(
            checked.faultSeq === null ? "?" : formatNumber(checked.faultSeq),
            m.faults[checked.fault ?? ""] ?? checked.fault ?? "?",
            instant(checked.at),
          )}
        </Notice>
      )}
      <Notice>{fault}</Notice>
      <button type="button" disabled={isBusy} onClick={() => void check()}>
        {isBusy ? m.checking : m.check}
      </button>
    </section>
  );
}
