import { useId, useState } from "react";
import type { AnalyseMessages } from "../../i18n/analyse.ts";
import type { Names } from "../../i18n/language.ts";
import { toggled } from "./toggles.tsx";

export interface NamedCommunity {
  readonly id: number;
  readonly name: string;
  readonly names: Names;
}

const mostFound = 8;

/** Communities by name, in any of the three scripts; the chosen ones come first. */
export function CommunityFilter({
  communities,
  chosen,
  messages: m,
  onChange,
}: {
  communities: readonly NamedCommunity[];
  chosen: readonly number[];
  messages: AnalyseMessages;
  onChange: (communities: number[]) => void;
}) {
  const [text, setText] = useState("");
  const field = useId();
  const wanted = text.trim().toLowerCase();
  const matches = ({ names: { zhHans, zhHant, en } }: NamedCommunity) =>
    [zhHans, zhHant, en].some((name) => name?.toLowerCase().includes(wanted));
  const own = communities.filter(({ id }) => chosen.includes(id));
  const found = wanted === "" ? [] : communities.filter((one) => !chosen.includes(one.id) && matches(one));
  return (
    <fieldset className="choice pills">
      <legend>
        <label htmlFor={field}>{m.community}</label>
      </legend>
      <input
        id={field}
        type="search"
        placeholder={m.findCommunity}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div>
        {[...own, ...found.slice(0, mostFound)].map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-pressed={chosen.includes(id)}
            onClick={() => onChange(toggled(chosen, [id]))}
          >
            {name}
          </button>
        ))}
      </div>
      {wanted !== "" && found.length === 0 && <p className="quiet">{m.noCommunityFound}</p>}
    </fieldset>
  );
}
