import { formatAge, formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { BusyUnit, SilentUnit, UnitRow } from "../../state/unit-states.ts";
import { useFit } from "../use-fit.ts";

/** Units by state with the age of their last fix, and the names of those that nobody hears and of those on calls. */
export function UnitBoard({
  rows,
  silent,
  busy,
  language,
}: {
  rows: readonly UnitRow[];
  silent: readonly SilentUnit[];
  busy: readonly BusyUnit[];
  language: Language;
}) {
  const m = wallMessages[language];
  const shared = sharedMessages[language];
  const names = useFit<HTMLUListElement>();
  const busyNames = useFit<HTMLUListElement>();
  return (
    <>
      <table className="states">
        <caption>{m.unitBoard}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{m.count}</th>
            <th scope="col">{m.lastFix}</th>
            <th scope="col">{m.silent}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ status, count, medianSeconds, silent: unheard }) => (
            <tr key={status}>
              <th scope="row">{shared.unitStatuses[status]}</th>
              <td>{formatNumber(count)}</td>
              <td>{medianSeconds === null ? "·" : formatAge(medianSeconds, language)}</td>
              <td className={unheard > 0 ? "is-due" : undefined}>{unheard === 0 ? "·" : formatNumber(unheard)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <section className={silent.length === 0 ? "named is-empty" : "named"} aria-label={m.silentNamed}>
        <h2>
          {m.silentNamed} <strong>{formatNumber(silent.length)}</strong>
        </h2>
        {silent.length === 0 && <p>{m.noneSilent}</p>}
        <ul ref={names}>
          {silent.map(({ id, callSign, ageSeconds }, i) => (
            <li key={id} data-drop={i + 1}>
              <strong>{callSign}</strong> {ageSeconds === null ? m.never : formatAge(ageSeconds, language)}
            </li>
          ))}
        </ul>
      </section>
      <section className="named" aria-label={m.onCalls}>
        <h2>
          {m.onCalls} <strong>{formatNumber(busy.length)}</strong>
        </h2>
        <ul ref={busyNames}>
          {busy.map(({ id, callSign, status }, i) => (
            <li key={id} data-drop={i + 1}>
              <strong>{callSign}</strong> {shared.unitStatuses[status]}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
