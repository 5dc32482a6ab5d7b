import { type FormEvent, useId, useState } from "react";
import { emergencyMessages } from "../../i18n/emergency.ts";
import type { Language } from "../../i18n/language.ts";
import { Field } from "../field.tsx";
import { Outcome, type Said } from "../notice.tsx";

/** Asks for a community outside of one's own, and says why. */
export function AskForm({
  places,
  first,
  language,
  onAsk,
}: {
  /** Communities that are not one's own, by name. */
  places: readonly { readonly id: number; readonly name: string }[];
  /** Chosen at first; null for none. */
  first: number | null;
  language: Language;
  /** Resolves to what went wrong, in words; to null when it was asked. */
  onAsk: (communityId: number, reason: string) => Promise<Said | null>;
}) {
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setBusy] = useState(false);
  const hint = useId();
  const m = emergencyMessages[language];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setBusy(true);
    setSaid(null);
    const outcome = await onAsk(Number(data.get("community")), String(data.get("reason")).trim());
    setBusy(false);
    setSaid(outcome);
    if (outcome?.isFault === false) form.reset();
  };
  return (
    <section className="card" aria-labelledby="ask">
      <h2 id="ask">{m.ask}</h2>
      <p className="quiet">{places.length === 0 ? m.allIsOpen : m.askAbout}</p>
      {places.length > 0 && (
        <form onSubmit={(event) => void submit(event)}>
          <Field label={m.community}>
            {(id) => (
              <select id={id} name="community" required defaultValue={first ?? ""}>
                <option value="" disabled>
                  {m.choose}
                </option>
                {places.map((place) => (
                  <option key={place.id} value={place.id}>
                    {place.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={m.reason}>
            {(id) => (
              <>
                <textarea
                  id={id}
                  name="reason"
                  required
                  minLength={10}
                  maxLength={200}
                  rows={2}
                  aria-describedby={hint}
                />
                <span id={hint} className="quiet">
                  {m.reasonAbout}
                </span>
              </>
            )}
          </Field>
          <Outcome said={said} />
          <button type="submit" className="primary" disabled={isBusy}>
            {m.send}
          </button>
        </form>
      )}
    </section>
  );
}
