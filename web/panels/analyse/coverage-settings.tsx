import type { AnalyseMessages } from "../../i18n/analyse.ts";
import {
  cellSizes,
  coverageGrounds,
  coverageSubjects,
  type Settings,
  thresholds,
} from "../../state/analyse-settings.ts";
import { CommunityFilter, type NamedCommunity } from "./community-filter.tsx";
import { OneOf } from "./toggles.tsx";

/** What counts as covered, and by which ground. */
export function CoverageSettings({
  settings,
  communities,
  chosen,
  messages: m,
  onChange,
  onCommunities,
}: {
  settings: Settings;
  communities: readonly NamedCommunity[];
  chosen: readonly number[];
  messages: AnalyseMessages;
  onChange: (change: Partial<Settings>) => void;
  onCommunities: (communities: number[]) => void;
}) {
  return (
    <>
      <OneOf
        label={m.threshold}
        options={thresholds.map((days) => [days, String(days)] as const)}
        value={settings.thresholdDays}
        onChange={(thresholdDays) => onChange({ thresholdDays })}
      />
      <OneOf
        label={m.of}
        options={coverageSubjects.map((of) => [of, m.subjects[of]] as const)}
        value={settings.of}
        onChange={(of) => onChange({ of })}
      />
      <OneOf
        label={m.ground}
        options={coverageGrounds.map((ground) => [ground, m.grounds[ground]] as const)}
        value={settings.ground}
        onChange={(ground) => onChange({ ground })}
      />
      {settings.ground === "cell" && (
        <OneOf
          label={m.cellSize}
          options={cellSizes.map((meters) => [meters, m.meters(meters.toLocaleString("en-GB"))] as const)}
          value={settings.cellMeters}
          onChange={(cellMeters) => onChange({ cellMeters })}
        />
      )}
      <CommunityFilter communities={communities} chosen={chosen} messages={m} onChange={onCommunities} />
      <p className="quiet small">{m.coverageScope}</p>
    </>
  );
}
