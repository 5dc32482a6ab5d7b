import type { ReactNode } from "react";
import { formatAge } from "../../i18n/format.ts";
import { type Language, type Names, nameIn } from "../../i18n/language.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { InsetCorner } from "../../state/inset-corner.ts";
import type { WallCall } from "../../state/wall-input.ts";
import { PriorityMark } from "../priority-mark.tsx";

/** The newest alarm from near: what, where by community and street, and a map of its own. The main map does not move. */
export function AlarmInset({
  call,
  categoryNames,
  at,
  language,
  map,
  corner,
}: {
  call: WallCall | null;
  /** The corner of the map that hides the alarm least. */
  corner: InsetCorner;
  categoryNames: ReadonlyMap<string, Names>;
  at: number | null;
  language: Language;
  map: ReactNode;
}) {
  const m = wallMessages[language];
  return (
    <section className={`inset over-map inset-${corner}`} aria-label={m.alarm} hidden={call === null}>
      {call !== null && (
        <>
          <p className="headline">
            <PriorityMark priority={call.priority} label={m.alarm} />
            {nameIn(language, categoryNames.get(call.category), call.category)}
          </p>
          <p className="place">{nameIn(language, call.community)}</p>
          <p className="where">
            <span className="place">{nameIn(language, call.street)}</span>
            {at !== null && <time>{formatAge((at - Date.parse(call.reportedAt)) / 1_000, language)}</time>}
          </p>
        </>
      )}
      {map}
    </section>
  );
}
