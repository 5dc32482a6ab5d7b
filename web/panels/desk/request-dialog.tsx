import { type FormEvent, type ReactNode, useState } from "react";
import type { Schemas } from "../../api/client.ts";
import type { Decision } from "../../api/subject.ts";
import { formatInstant } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { subjectMessages } from "../../i18n/subject.ts";
import { Field } from "../field.tsx";
import { Modal } from "../modal.tsx";
import { Notice } from "../notice.tsx";

/** A request about an address: what was said, what is stored, and the answer. */
export function RequestDialog({
  request,
  timeZone,
  language,
  onShow,
  onDecide,
  onClose,
}: {
  request: Schemas["CorrectionDetail"];
  timeZone: string;
  language: Language;
  /** Reads what is stored, for a reason; resolves to it, or to what went wrong in words. */
  onShow: (reason: string) => Promise<{ readonly stored: ReactNode } | { readonly fault: string }>;
  /** Resolves to what went wrong, in words. */
  onDecide: (decision: Decision) => Promise<string | null>;
  onClose: () => void;
}) {
  const [stored, setStored] = useState<ReactNode>(null);
  const [fault, setFault] = useState<string | null>(null);
  const m = subjectMessages[language];
  const instant = (text: string) => formatInstant(new Date(text), timeZone, language);
  const show = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answer = await onShow(String(new FormData(event.currentTarget).get("reason")).trim());
    setFault("fault" in answer ? answer.fault : null);
    if ("stored" in answer) setStored(answer.stored);
  };
  const decide = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const status = data.get("status") === "refused" ? "refused" : "done";
    setFault(await onDecide({ status, answer: String(data.get("answer")).trim() }));
  };
  return (
    <Modal title={m.request(String(request.id))} onClose={onClose}>
      <p>
        {m.kinds[request.kind]} <span className="badge">{m.statuses[request.status]}</span>
        <br />
        <span className="quiet">{m.madeAt(instant(request.madeAt))}</span>
      </p>
      <blockquote>{request.statement}</blockquote>
      {request.answer !== null && request.decidedAt !== null && (
        <p>
          {request.answer}
          <br />
          <span className="quiet">{m.decidedAt(instant(request.decidedAt))}</span>
        </p>
      )}
      {request.status === "open" && (
        <>
          <section aria-label={m.stored}>
            <h3>{m.stored}</h3>
            {stored ?? (
              <form className="search" onSubmit={(event) => void show(event)}>
                <Field label={m.reason}>
                  {(id) => <input id={id} name="reason" required maxLength={200} autoComplete="off" />}
                </Field>
                <button type="submit">{m.show}</button>
              </form>
            )}
          </section>
          <form onSubmit={(event) => void decide(event)}>
            <fieldset className="radios">
              <legend>{m.decide}</legend>
              {(["done", "refused"] as const).map((status) => (
                <label key={status} className="switch">
                  <input type="radio" name="status" value={status} required />
                  {m[status]}
                </label>
              ))}
            </fieldset>
            <Field label={m.answer}>
              {(id) => <textarea id={id} name="answer" required maxLength={1_000} rows={3} />}
            </Field>
            <Notice>{fault}</Notice>
            <div className="deeds">
              <button type="button" onClick={onClose}>
                {m.close}
              </button>
              <button type="submit" className="primary">
                {m.save}
              </button>
            </div>
          </form>
        </>
      )}
      {request.status !== "open" && (
        <div className="deeds">
          <button type="button" onClick={onClose}>
            {m.close}
          </button>
        </div>
      )}
    </Modal>
  );
}
