import { type FormEvent, useState } from "react";
import type { Schemas } from "../../api/client.ts";
import type { NewCorrection } from "../../api/subject.ts";
import { formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { subjectMessages } from "../../i18n/subject.ts";
import { Field } from "../field.tsx";
import { Notice, Outcome, type Said } from "../notice.tsx";

const kinds = ["information", "correction", "erasure"] as const;

/** Finds the building that somebody came to ask about, and takes down what they ask for. */
export function TakeDownForm({
  language,
  onFind,
  onTake,
  describe,
}: {
  language: Language;
  onFind: (address: { road: string; number: string }) => Promise<readonly Schemas["FoundAddress"][]>;
  onTake: (request: NewCorrection) => Promise<Said>;
  describe: (error: unknown) => string;
}) {
  const [found, setFound] = useState<readonly Schemas["FoundAddress"][] | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const m = subjectMessages[language];
  const find = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setSaid(null);
    try {
      const items = await onFind({ road: String(data.get("road")).trim(), number: String(data.get("number")).trim() });
      setFound(items);
      setChosen(items[0]?.residenceId ?? null);
    } catch (error) {
      setFound(null);
      setSaid({ text: describe(error), isFault: true });
    }
  };
  const take = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (chosen === null) return;
    const data = new FormData(event.currentTarget);
    const kind = kinds.find((one) => one === data.get("kind")) ?? "information";
    const outcome = await onTake({ residenceId: chosen, kind, statement: String(data.get("statement")).trim() });
    setSaid(outcome);
    if (!outcome.isFault) setFound(null);
  };
  return (
    <section className="card" aria-labelledby="find">
      <h2 id="find">{m.find}</h2>
      <p className="quiet">{m.about}</p>
      <form className="search" onSubmit={(event) => void find(event)}>
        <Field label={m.road}>
          {(id) => <input id={id} name="road" required maxLength={200} autoComplete="off" aria-describedby="exact" />}
        </Field>
        <Field label={m.number}>
          {(id) => <input id={id} name="number" required maxLength={60} autoComplete="off" aria-describedby="exact" />}
        </Field>
        <button type="submit">{m.search}</button>
      </form>
      <p id="exact" className="quiet">
        {m.exact}
      </p>
      {found?.length === 0 && <Notice>{m.nothingFound}</Notice>}
      {found !== null && found.length > 0 && (
        <form onSubmit={(event) => void take(event)}>
          <fieldset className="radios">
            <legend>{m.found}</legend>
            {found.map(({ residenceId, householdCount }) => (
              <label key={residenceId} className="switch">
                <input
                  type="radio"
                  name="building"
                  checked={residenceId === chosen}
                  onChange={() => setChosen(residenceId)}
                />
                {m.building(String(residenceId), formatNumber(householdCount))}
              </label>
            ))}
          </fieldset>
          <Field label={m.kind}>
            {(id) => (
              <select id={id} name="kind">
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {m.kinds[kind]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={m.statement}>
            {(id) => <textarea id={id} name="statement" required maxLength={1_000} rows={3} />}
          </Field>
          <button type="submit" className="primary">
            {m.take}
          </button>
        </form>
      )}
      <Outcome said={said} />
    </section>
  );
}
