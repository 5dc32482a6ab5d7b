import type { Schemas } from "../../api/client.ts";
import { formatInstant, formatNumber, formatPosition } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";
import { subjectMessages } from "../../i18n/subject.ts";

/** Everything that is stored about an address, in words that can be read out to whoever asks. */
export function AboutAddress({
  found,
  venueClass,
  purposeName,
  timeZone,
  language,
}: {
  found: Schemas["AboutAddress"];
  venueClass: (code: string) => string;
  purposeName: (code: string) => string;
  timeZone: string;
  language: Language;
}) {
  const m = subjectMessages[language];
  const outcomes: Readonly<Record<string, string>> = planMessages[language].outcomes;
  const at = (text: string | null) => (text === null ? m.unknown : formatInstant(new Date(text), timeZone, language));
  const { residence, address, visits, venues, readings } = found;
  const [lng = 0, lat = 0] = residence.position;
  const rows: readonly (readonly [string, string])[] = [
    [
      m.address,
      address === null
        ? m.noAddress
        : [address.road, address.number, address.building, address.unit].filter((part) => part !== null).join(" "),
    ],
    [m.households, formatNumber(residence.householdCount)],
    [m.storeys, residence.storeys === null ? m.unknown : formatNumber(residence.storeys)],
    [m.checked, at(residence.lastCheckedAt)],
    [m.checkedBefore, at(residence.checkedBefore)],
    [m.position, formatPosition(lng, lat)],
    [m.source, [residence.source, address?.source].filter((part) => typeof part === "string").join(", ") || m.unknown],
    [m.updated, at(residence.updatedAt)],
  ];
  return (
    <div className="stored">
      <dl>
        {rows.map(([what, text]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <h3>{m.visits(formatNumber(visits.length))}</h3>
      <ul>
        {visits.map(({ visitedAt, outcome }) => (
          <li key={`${visitedAt} ${outcome}`}>
            {at(visitedAt)} · {outcomes[outcome] ?? outcome}
          </li>
        ))}
      </ul>
      <h3>{m.venues(formatNumber(venues.length))}</h3>
      <ul>
        {venues.map(({ id, name, class: code, lastInspectedAt }) => (
          <li key={id}>
            {name} · {venueClass(code)} · {at(lastInspectedAt)}
          </li>
        ))}
      </ul>
      <h3>{m.readings}</h3>
      {readings.length === 0 && <p>{m.noReadings}</p>}
      <ul>
        {readings.map(({ purpose, count, lastAt }) => (
          <li key={purpose}>{m.readingOf(purposeName(purpose), formatNumber(count), at(lastAt))}</li>
        ))}
      </ul>
    </div>
  );
}
