import type { AnalyseMessages } from "../../i18n/analyse.ts";
import type { Language } from "../../i18n/language.ts";
import type { SharedMessages } from "../../i18n/shared.ts";
import type { Span } from "../../state/incident-query.ts";
import type { IncidentFilter } from "../../state/view.ts";
import { CommunityFilter, type NamedCommunity } from "./community-filter.tsx";
import { HourFilter } from "./hour-filter.tsx";
import { PeriodFilter } from "./period-filter.tsx";
import { AnyOf } from "./toggles.tsx";

export interface FilterProps {
  readonly filter: IncidentFilter;
  readonly span: Span;
  readonly categories: readonly (readonly [code: string, name: string])[];
  readonly communities: readonly NamedCommunity[];
  readonly language: Language;
  readonly messages: AnalyseMessages;
  readonly shared: SharedMessages;
  readonly onChange: (change: Partial<IncidentFilter>) => void;
}

/** Every part of the incident filter. */
export function FilterRail(props: FilterProps) {
  const { filter, span, categories, communities, language, messages: m, shared, onChange } = props;
  const statuses = Object.entries(shared.statuses);
  return (
    <>
      <PeriodFilter filter={filter} span={span} language={language} messages={m} onChange={onChange} />
      <AnyOf
        label={m.category}
        options={categories}
        values={filter.categories}
        onChange={(chosen) => onChange({ categories: chosen })}
      />
      <AnyOf
        label={m.weekday}
        className="weekdays"
        options={m.weekdays.map((name, i) => [i + 1, name] as const)}
        values={filter.weekdays}
        onChange={(weekdays) => onChange({ weekdays })}
      />
      <HourFilter hours={filter.hours} messages={m} onChange={(hours) => onChange({ hours })} />
      <AnyOf
        label={m.status}
        options={statuses}
        values={filter.statuses}
        onChange={(chosen) => onChange({ statuses: chosen })}
      />
      <CommunityFilter
        communities={communities}
        chosen={filter.communities}
        messages={m}
        onChange={(chosen) => onChange({ communities: chosen })}
      />
    </>
  );
}
