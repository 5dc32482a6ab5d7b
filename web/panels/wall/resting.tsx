import type { CSSProperties } from "react";
import { formatClock } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { wallMessages } from "../../i18n/wall.ts";
import { restingPlace } from "../../state/panel-care.ts";

/** The panel rests: black, with a clock that moves, so that somebody who comes in knows that the wall is alive. */
export function Resting({ now, timeZone, language }: { now: number; timeZone: string; language: Language }) {
  const [x, y] = restingPlace(now);
  return (
    <section className="resting" aria-label={wallMessages[language].resting}>
      <time style={{ "--x": `${x}%`, "--y": `${y}%` } as CSSProperties}>{formatClock(new Date(now), timeZone)}</time>
    </section>
  );
}
