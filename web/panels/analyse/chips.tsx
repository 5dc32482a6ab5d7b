import type { AnalyseMessages } from "../../i18n/analyse.ts";
import type { SharedMessages } from "../../i18n/shared.ts";
import { type IncidentFilter, noFilter } from "../../state/view.ts";

export interface Chip {
  readonly key: string;
  readonly text: string;
  /** The filter without it. */
  readonly without: Partial<IncidentFilter>;
}

/** Runs of numbers: 0–5, 22–23. */
export function formatRuns(numbers: readonly number[], nameOf: (n: number) => string): string {
  const runs: [number, number][] = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? nameOf(from) : `${nameOf(from)}–${nameOf(to)}`)).join(", ");
}

/** What the filter says, part by part. */
export function chipsOf(
  filter: IncidentFilter,
  m: AnalyseMessages,
  shared: SharedMessages,
  nameOf: { category: (code: string) => string; community: (id: number) => string },
): Chip[] {
  const { fromDay, toDay, categories, statuses, hours, weekdays, communities } = filter;
  const window =
    fromDay !== null && toDay !== null
      ? `${fromDay} – ${toDay}`
      : fromDay !== null
        ? m.since(fromDay)
        : toDay !== null
          ? m.until(toDay)
          : null;
  const hourText = `${formatRuns(hours, String)}`;
  return [
    ...(window === null ? [] : [{ key: "window", text: window, without: { fromDay: null, toDay: null } }]),
    ...categories.map((code) => ({
      key: `category-${code}`,
      text: nameOf.category(code),
      without: { categories: categories.filter((other) => other !== code) },
    })),
    ...(weekdays.length === 0
      ? []
      : [
          {
            key: "weekday",
            text: formatRuns(weekdays, (day) => m.weekdays[day - 1] as string),
            without: { weekdays: [] },
          },
        ]),
    ...(hours.length === 0 ? [] : [{ key: "hour", text: `${m.hour} ${hourText}`, without: { hours: [] } }]),
    ...statuses.map((status) => ({
      key: `status-${status}`,
      text: shared.statuses[status as keyof SharedMessages["statuses"]] ?? status,
      without: { statuses: statuses.filter((other) => other !== status) },
    })),
    ...communities.map((id) => ({
      key: `community-${id}`,
      text: nameOf.community(id),
      without: { communities: communities.filter((other) => other !== id) },
    })),
  ];
}

/** The filters in force; pressing one takes it away. */
export function Chips({
  chips,
  messages: m,
  onChange,
}: {
  chips: readonly Chip[];
  messages: AnalyseMessages;
  onChange: (change: Partial<IncidentFilter>) => void;
}) {
  if (chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={m.chips}>
      {chips.map(({ key, text, without }) => (
        <li key={key}>
          <button type="button" className="chip" aria-label={m.remove(text)} onClick={() => onChange(without)}>
            {text}
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="chip clear" onClick={() => onChange(noFilter)}>
          {m.clear}
        </button>
      </li>
    </ul>
  );
}
