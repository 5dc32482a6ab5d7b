import { formatAge } from "../i18n/format.ts";
import type { Language } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import type { Freshness } from "../state/freshness.ts";

/** How true the picture is, in a word and an age; never by colour alone. */
export function FreshnessChip({
  freshness,
  ageSeconds,
  language,
}: {
  freshness: Freshness;
  ageSeconds: number | null;
  language: Language;
}) {
  const m = sharedMessages[language];
  return (
    <span className={`freshness chip-${freshness}`} role="status">
      {m[freshness]}
      {ageSeconds !== null && <span>{m.ago(formatAge(ageSeconds, language))}</span>}
    </span>
  );
}
