import type { Schemas } from "../../api/client.ts";
import type { Language } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";
import { namesById } from "../../state/names-apart.ts";

/** Of which community the round is: one's own stand before the others, which are there for an emergency. */
export function CommunityPicker({
  communities,
  own,
  chosen,
  language,
  onChoose,
}: {
  communities: readonly Schemas["Community"][];
  /** Those of whoever looks; null where all are. */
  own: readonly number[] | null;
  chosen: number | null;
  language: Language;
  onChoose: (communityId: number) => void;
}) {
  const byName = [...namesById(language, communities)]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  const m = planMessages[language];
  const options = (shown: typeof byName) =>
    shown.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ));
  const mine = byName.filter(({ id }) => own?.includes(id));
  return (
    // A list shows its choice on one line and cuts it: the name stands over it, on as many as it needs.
    <span className="community whole-choice">
      <span aria-hidden="true">{byName.find(({ id }) => id === chosen)?.name}</span>
      <select
        aria-label={m.community}
        value={chosen ?? ""}
        disabled={byName.length === 0}
        onChange={(event) => onChoose(Number(event.target.value))}
      >
        {chosen === null && <option value="" />}
        {own === null ? (
          options(byName)
        ) : (
          <>
            {mine.length > 0 && <optgroup label={m.own}>{options(mine)}</optgroup>}
            <optgroup label={m.others}>{options(byName.filter(({ id }) => !own.includes(id)))}</optgroup>
          </>
        )}
      </select>
    </span>
  );
}
