import { formatAge, formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { AgeRow } from "../../state/call-ages.ts";
import { PriorityMark } from "../priority-mark.tsx";

/** Open calls by priority, against what the service allows. */
export function CallAgesTable({ rows, language }: { rows: readonly AgeRow[]; language: Language }) {
  const m = wallMessages[language];
  const shared = sharedMessages[language];
  const count = (value: number) => (value === 0 ? "·" : formatNumber(value));
  return (
    <table className="ages">
      <caption>{m.callAges}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{m.inTime}</th>
          <th scope="col">{m.due}</th>
          <th scope="col">{m.over}</th>
          <th scope="col">{m.oldestCall}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ priority, inTime, due, over, oldestSeconds }) => (
          <tr key={priority}>
            <th scope="row">
              <PriorityMark priority={priority} label={shared.priority(priority)} /> {m.priorities[priority - 1]}
            </th>
            <td>{count(inTime)}</td>
            <td className={due > 0 ? "is-due" : undefined}>{count(due)}</td>
            <td className={over > 0 ? "is-over" : undefined}>{count(over)}</td>
            <td>{oldestSeconds === null ? "·" : formatAge(oldestSeconds, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
