import type { Schemas } from "../../api/client.ts";
import { type Language, nameIn } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";

/** Of which community the round is. */
export function CommunityPicker({
  communities,
  chosen,
  language,
  onChoose,
}: {
  communities: readonly Schemas["Community"][];
  chosen: number | null;
  language: Language;
  onChoose: (communityId: number) => void;
}) {
  const byName = communities
    .map(({ id, names }) => ({ id, name: nameIn(language, names) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  return (
    <select
      className="community"
      aria-label={planMessages[language].community}
      value={chosen ?? ""}
      disabled={byName.length === 0}
      onChange={(event) => onChoose(Number(event.target.value))}
    >
      {byName.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
