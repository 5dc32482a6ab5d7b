import { formatClock, formatDistance, formatNumber, formatShare } from "../i18n/format.ts";
import { nameIn } from "../i18n/language.ts";
import { wallMessages } from "../i18n/wall.ts";
import { useStore } from "../panels/use-store.ts";
import { CallAgesTable } from "../panels/wall/call-ages-table.tsx";
import { Lines } from "../panels/wall/lines.tsx";
import { RankedPlaces } from "../panels/wall/ranked-places.tsx";
import { Timeline } from "../panels/wall/timeline.tsx";
import { UnitBoard } from "../panels/wall/unit-board.tsx";
import { callAges } from "../state/call-ages.ts";
import { busyUnits, silentUnits, unitRows } from "../state/unit-states.ts";
import type { WallView } from "../state/wall-settings.ts";
import { stage } from "./wall-stage.ts";
import {
  bandwidthMeters,
  city,
  coverage,
  density,
  densityDays,
  language,
  source,
  thresholdDays,
} from "./wall-stores.ts";

const m = wallMessages[language];
const mostRanked = 24;

/** Under the map: what the view in force is about, in figures. */
export function Board({ view }: { view: WallView }) {
  if (view === "units") return <Units />;
  if (view === "density") return <Density />;
  if (view === "coverage") return <Coverage />;
  return <Incidents />;
}

function Incidents() {
  const { incidents, aggregates } = useStore(source, (state) => state);
  const at = useStore(stage, (state) => state.scene.at);
  const timeZone = useStore(city.store, (state) => state.data?.timeZone ?? "UTC");
  if (incidents === null || aggregates === null || at === null) return null;
  const { quarters, count, previousCount } = aggregates.last24h;
  return (
    <>
      <CallAgesTable rows={callAges(incidents, aggregates.standards, at)} language={language} />
      <Timeline {...{ quarters, count, previousCount, timeZone, language }} asOf={Date.parse(aggregates.asOf)} />
    </>
  );
}

function Units() {
  const units = useStore(source, (state) => state.units);
  const at = useStore(stage, (state) => state.scene.at);
  if (units === null || at === null) return null;
  return (
    <UnitBoard rows={unitRows(units, at)} silent={silentUnits(units, at)} busy={busyUnits(units)} language={language} />
  );
}

function Density() {
  const data = useStore(density.store, (state) => state.data);
  const named = useStore(coverage.store, (state) => state.data);
  if (data === null) return null;
  const names = new Map(named?.items.map(({ communityId, names: own }) => [communityId, own]));
  const places = (data.counts.groups.community ?? [])
    .flatMap(({ key, count }) => {
      const name = nameIn(language, names.get(Number(key)));
      return name === "" ? [] : [{ key: String(key), name, count }];
    })
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
    .slice(0, mostRanked)
    .map(({ key, name, count }) => ({ key, name, value: formatNumber(count) }));
  return (
    <>
      <Lines
        title={m.densityBoard(String(densityDays))}
        lines={[
          m.sampleSize(formatNumber(data.surface.count)),
          m.bandwidth(formatDistance(bandwidthMeters, language)),
          m.perArea,
        ]}
      />
      <RankedPlaces title={m.busiest} places={places} />
    </>
  );
}

function Coverage() {
  const data = useStore(coverage.store, (state) => state.data);
  if (data === null) return null;
  const places = data.items
    .filter(({ isGap }) => isGap)
    .slice(0, mostRanked)
    .map(({ key, names, score }) => ({ key, name: nameIn(language, names), value: formatNumber(score) }));
  const share = data.places === 0 ? "–" : formatShare(1 - data.overdue / data.places);
  return (
    <>
      <Lines
        title={m.coverageBoard(String(thresholdDays))}
        lines={[share, m.gapsNow(formatNumber(data.gaps), formatNumber(data.items.length))]}
      />
      <RankedPlaces title={m.worstGaps} places={places} />
    </>
  );
}

/** When the layer of a view was true, in words; the incidents and units are as old as the header says. */
export function layerNote(view: WallView, timeZone: string): string | null {
  const asOf =
    view === "density"
      ? density.store.getState().data?.surface.asOf
      : view === "coverage"
        ? coverage.store.getState().data?.asOf
        : null;
  return asOf == null ? null : m.asOfTime(formatClock(new Date(asOf), timeZone));
}
