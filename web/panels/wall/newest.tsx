import { formatAge } from "../../i18n/format.ts";
import { type Language, type Names, nameIn } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { ListedCall } from "../../state/wall-scene.ts";
import { PriorityMark } from "../priority-mark.tsx";
import { useFit } from "../use-fit.ts";

/**
 * The newest reports, newest first. Where five do not fit at the size that can be read, the communities of the older go
 * first, then the oldest.
 */
export function Newest({
  calls,
  categoryNames,
  at,
  language,
}: {
  calls: readonly ListedCall[] | null;
  categoryNames: ReadonlyMap<string, Names>;
  at: number | null;
  language: Language;
}) {
  const m = wallMessages[language];
  const list = useFit<HTMLOListElement>({ givesBack: true });
  return (
    <section className="newest" aria-label={m.newest}>
      <h2>{m.newest}</h2>
      {calls === null && <p className="quiet">{sharedMessages[language].loading}</p>}
      {calls?.length === 0 && <p className="quiet">{m.noneYet}</p>}
      <ol ref={list}>
        {calls?.map((listed, i) => (
          <Listed key={listed.call.id} {...{ listed, categoryNames, at, language }} rank={i} />
        ))}
      </ol>
    </section>
  );
}

/** One call in one of its three looks: a word, a weight and a mark, never a colour alone. */
function Listed({
  listed: { call, look, isAlarm, isOver },
  rank,
  categoryNames,
  at,
  language,
}: {
  listed: ListedCall;
  rank: number;
  categoryNames: ReadonlyMap<string, Names>;
  at: number | null;
  language: Language;
}) {
  const m = wallMessages[language];
  const shared = sharedMessages[language];
  const isFirst = rank === 0;
  const word =
    call.status === "reported" && look === "acknowledged" ? m.looks.acknowledged : shared.statuses[call.status];
  return (
    <li className={`look-${look}${isAlarm ? " is-alarm" : ""}`} data-drop={isFirst ? undefined : 10 + rank}>
      <PriorityMark priority={call.priority} label={shared.priority(call.priority)} />
      <p className="what">
        <strong>{nameIn(language, categoryNames.get(call.category), call.category)}</strong>
        {at !== null && (
          <time dateTime={call.reportedAt} className={isOver ? "is-over" : undefined}>
            {isOver && <abbr title={m.over}>! </abbr>}
            {formatAge((at - Date.parse(call.reportedAt)) / 1_000, language)}
          </time>
        )}
      </p>
      {call.street !== null && (
        <p className="place" data-drop={isFirst ? 1 : (look === "closed" ? 40 : 30) + rank}>
          {nameIn(language, call.community)}
        </p>
      )}
      <p className="where" data-drop={isFirst ? 2 : undefined}>
        <span className="place">{nameIn(language, call.street ?? call.community)}</span>
        <span className="status">{word}</span>
      </p>
    </li>
  );
}
