import { formatAge } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { wallMessages } from "../../i18n/wall.ts";

/** How old every feed is, and what has gone wrong and been mended. */
export function DiagnosticsPanel({
  feeds,
  counts,
  language,
}: {
  /** Seconds since each was last known to be true; null before the first answer. */
  feeds: readonly { readonly name: string; readonly ageSeconds: number | null }[];
  counts: Readonly<Record<string, number>>;
  language: Language;
}) {
  const m = wallMessages[language];
  return (
    <section className="diagnostics" aria-label={m.diagnostics}>
      <dl>
        {feeds.map(({ name, ageSeconds }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{ageSeconds === null ? "–" : formatAge(ageSeconds, language)}</dd>
          </div>
        ))}
        {Object.entries(counts).map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
