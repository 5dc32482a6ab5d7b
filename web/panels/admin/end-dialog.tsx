import { useState } from "react";
import { adminMessages } from "../../i18n/admin.ts";
import type { Language } from "../../i18n/language.ts";
import { Modal } from "../modal.tsx";
import { Notice } from "../notice.tsx";

/** Asks once more before an account is ended: there is no way back. */
export function EndDialog({
  login,
  language,
  onEnd,
  onClose,
}: {
  login: string;
  language: Language;
  /** Resolves to what went wrong, in words. */
  onEnd: () => Promise<string | null>;
  onClose: () => void;
}) {
  const m = adminMessages[language];
  const [fault, setFault] = useState<string | null>(null);
  const end = async () => {
    const said = await onEnd();
    if (said === null) onClose();
    else setFault(said);
  };
  return (
    <Modal title={m.endAccountOf(login)} onClose={onClose}>
      <p>{m.endSure(login)}</p>
      <Notice>{fault}</Notice>
      <div className="deeds">
        <button type="button" onClick={onClose}>
          {m.no}
        </button>
        <button type="button" className="primary" onClick={() => void end()}>
          {m.yes}
        </button>
      </div>
    </Modal>
  );
}
