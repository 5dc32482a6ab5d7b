import { type FormEvent, useState } from "react";
import type { NewScope } from "../../api/accounts.ts";
import type { Schemas } from "../../api/client.ts";
import { adminMessages } from "../../i18n/admin.ts";
import type { Language } from "../../i18n/language.ts";
import { scopeOfDays } from "../../state/duty-scopes.ts";
import { namesById } from "../../state/names-apart.ts";
import { DayInput } from "../day-input.tsx";
import { Field } from "../field.tsx";
import { Modal } from "../modal.tsx";
import { Notice } from "../notice.tsx";
import type { City } from "./accounts.tsx";

/** Communities, or the whole city, for whole days. */
export function DutyDialog({
  account,
  extent,
  city,
  language,
  onGive,
  onClose,
}: {
  account: Schemas["Account"];
  /** What the scope of the role may be. */
  extent: Schemas["Access"]["roles"][number]["extent"];
  city: City;
  language: Language;
  /** Resolves to what went wrong, in words. */
  onGive: (scopes: readonly NewScope[]) => Promise<string | null>;
  onClose: () => void;
}) {
  const m = adminMessages[language];
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [isCity, setCity] = useState(extent === "city");
  const [words, setWords] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const shown = [...namesById(language, city.communities)]
    .map(([id, name]) => ({ id, name }))
    .filter(({ id, name }) => chosen.has(id) || name.toLowerCase().includes(words.trim().toLowerCase()))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  const toggle = (id: number) =>
    setChosen(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [from, through] = [String(data.get("from")), String(data.get("through"))];
    if (from !== "" && through !== "" && through < from) return setFault(m.endsBefore);
    const places = isCity ? [null] : [...chosen];
    if (places.length === 0) return setFault(m.chooseOne);
    const days = scopeOfDays(from, through, city.timeZone);
    const said = await onGive(places.map((communityId) => ({ communityId, ...days })));
    setFault(said);
    if (said === null) onClose();
  };
  return (
    <Modal title={m.giveTo(account.login)} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {extent !== "communities" && (
          <label className="switch">
            <input
              type="checkbox"
              checked={isCity}
              disabled={extent === "city"}
              onChange={(event) => setCity(event.target.checked)}
            />
            {m.wholeCity}
          </label>
        )}
        {!isCity && (
          <fieldset>
            <legend>{m.communities}</legend>
            <input
              type="search"
              aria-label={m.findCommunity}
              placeholder={m.findCommunity}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <ul className="pick">
              {shown.map(({ id, name }) => (
                <li key={id}>
                  <label className="switch">
                    <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
                    {name}
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        )}
        <div className="days">
          <Field label={m.from}>{(id) => <DayInput id={id} name="from" none={m.fromNow} language={language} />}</Field>
          <Field label={m.through}>
            {(id) => <DayInput id={id} name="through" none={m.noEnd} language={language} />}
          </Field>
        </div>
        <Notice>{fault}</Notice>
        <div className="deeds">
          <button type="button" onClick={onClose}>
            {m.cancel}
          </button>
          <button type="submit" className="primary">
            {m.give}
          </button>
        </div>
      </form>
    </Modal>
  );
}
