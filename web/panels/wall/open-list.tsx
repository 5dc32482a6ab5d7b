import { formatAge } from "../../i18n/format.ts";
import { type Language, type Names, nameIn } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { WallCall } from "../../state/wall-input.ts";
import { PriorityMark } from "../priority-mark.tsx";

/** The open incidents in words: for readers of the page, and for everybody where no map can be drawn. */
export function OpenList({
  incidents,
  categoryNames,
  asOf,
  language,
  isHidden,
}: {
  incidents: readonly WallCall[];
  categoryNames: ReadonlyMap<string, Names>;
  asOf: number;
  language: Language;
  isHidden: boolean;
}) {
  const shared = sharedMessages[language];
  return (
    <section className={isHidden ? "visually-hidden" : "open-list"} aria-label={wallMessages[language].openList}>
      <ul>
        {incidents.map(({ id, category, priority, status, reportedAt, community, street }) => (
          <li key={id}>
            <PriorityMark priority={priority} label={shared.priority(priority)} />{" "}
            {nameIn(language, categoryNames.get(category), category)} · {nameIn(language, community)}{" "}
            {nameIn(language, street)} · {shared.statuses[status]} ·{" "}
            {formatAge((asOf - Date.parse(reportedAt)) / 1_000, language)}
          </li>
        ))}
      </ul>
    </section>
  );
}
