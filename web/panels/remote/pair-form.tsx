import { useState } from "react";
import type { RemoteMessages } from "../../i18n/remote.ts";
import { Notice } from "../notice.tsx";

/** Six digits from the wall. */
export function PairForm({
  fault,
  messages: m,
  onPair,
}: {
  /** What was wrong with the last attempt, in words. */
  fault: string | null;
  messages: RemoteMessages;
  onPair: (code: string) => Promise<void>;
}) {
  const [code, setCode] = useState("");
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    await onPair(code);
    setCode("");
    setBusy(false);
  };
  return (
    <form
      className="pair"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label>
        {m.enterCode}
        <input
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          required
          value={code}
          onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, ""))}
        />
      </label>
      <Notice>{fault}</Notice>
      <button type="submit" className="primary" disabled={code.length !== 6 || isBusy}>
        {m.pair}
      </button>
    </form>
  );
}
