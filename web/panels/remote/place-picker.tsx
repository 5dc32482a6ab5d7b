import { useState } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { type Language, type Names, nameIn } from "../../i18n/language.ts";
import { remoteMessages } from "../../i18n/remote.ts";
import { namesApart } from "../../state/names-apart.ts";
import { findPlaces, type Place } from "../../state/remote-places.ts";

const mostShown = 8;

/** Which part of the city the wall shows: all of it, a district, a community. */
export function PlacePicker({
  places,
  shown,
  language,
  onChoose,
}: {
  /** Null while they are on their way. */
  places: readonly Place[] | null;
  /** What the wall shows now; null for the whole city. */
  shown: Names | null;
  language: Language;
  onChoose: (place: Place["target"] | null) => void;
}) {
  const m = remoteMessages[language];
  const [typed, setTyped] = useState("");
  const { found, more } = findPlaces(places ?? [], typed, mostShown);
  const names = namesApart(language, places ?? []);
  const called = new Map(places?.map(({ key }, i) => [key, names[i]]));
  return (
    <section className="places" aria-label={m.place}>
      <h2>{m.place}</h2>
      <p role="status">{m.nowShown(shown === null ? m.wholeCity : nameIn(language, shown))}</p>
      <button type="button" aria-pressed={shown === null} onClick={() => onChoose(null)}>
        {m.wholeCity}
      </button>
      <input
        type="search"
        aria-label={m.search}
        placeholder={m.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul>
        {found.map(({ key, target }) => (
          <li key={key}>
            <button type="button" onClick={() => onChoose(target)}>
              {called.get(key)}
            </button>
          </li>
        ))}
      </ul>
      {places !== null && found.length === 0 && <p className="quiet">{m.nothingFound}</p>}
      {more > 0 && <p className="quiet">{m.more(formatNumber(more))}</p>}
    </section>
  );
}
