import type { ReactNode } from "react";
import type { Schemas } from "../../api/client.ts";
import { emergencyMessages } from "../../i18n/emergency.ts";
import { formatInstant } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { leftUntil, stageOf } from "../../state/emergency.ts";

type Emergency = Schemas["BreakGlass"];

/** Emergencies with who asked, for where, why, and how far they are; the quarter of an hour runs while one looks. */
export function EmergencyList({
  title,
  nothing,
  items,
  nameOf,
  now,
  timeZone,
  language,
  deedsOf,
}: {
  title: string;
  nothing: string;
  items: readonly Emergency[];
  nameOf: (communityId: number) => string;
  /** Epoch milliseconds. */
  now: number;
  timeZone: string;
  language: Language;
  /** What can be done with one. */
  deedsOf: (item: Emergency) => ReactNode;
}) {
  const m = emergencyMessages[language];
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      {items.length === 0 && <p className="quiet">{nothing}</p>}
      <ul className="requests">
        {items.map((item) => {
          const stage = stageOf(item, now);
          return (
            <li key={item.id} className={`is-${stage}`}>
              <p>
                <strong>{nameOf(item.communityId)}</strong> <span className="badge">{m.stages[stage]}</span>{" "}
                {stage === "open" && item.endsAt !== null && (
                  <span role="timer" aria-label={m.timeLeft} className="left">
                    {m.left(leftUntil(item.endsAt, now))}
                  </span>
                )}
                <br />
                {item.reason}
                <br />
                <span className="quiet">
                  {m.from(item.login, formatInstant(new Date(item.askedAt), timeZone, language))}
                  {item.decidedBy !== null && ` · ${m.by(item.decidedBy)}`}
                </span>
              </p>
              <div className="deeds">{deedsOf(item)}</div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
