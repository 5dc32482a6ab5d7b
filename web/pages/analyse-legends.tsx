import { analyseMessages } from "../i18n/analyse.ts";
import { formatNumber } from "../i18n/format.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { cellRadii } from "../layers/points.ts";
import { densityBreaks, densityRamp, palette, surfaceRamp } from "../map/palette.ts";
import { ClassLegend } from "../panels/analyse/class-legend.tsx";
import { Legend, type LegendEntry } from "../panels/legend.tsx";
import { SizeLegend } from "../panels/size-legend.tsx";
import { useStore } from "../panels/use-store.ts";
import { dayBounds } from "../state/coverage-classes.ts";
import {
  analysis,
  boundsOf,
  cellsNow,
  communities,
  daysNow,
  page,
  rowsOf,
  screen,
  settings,
} from "./analyse-stores.ts";

/** Lower bounds as words: 5–20, 20–60, 400 and more. */
function rangesOf(bounds: readonly number[]): string[] {
  return bounds.map((bound, i) => {
    const next = bounds[i + 1];
    return next === undefined ? `≥ ${formatBound(bound)}` : `${formatBound(bound)}–${formatBound(next)}`;
  });
}

const formatBound = (bound: number) => formatNumber(bound, Number.isInteger(bound) ? 0 : bound < 1 ? 2 : 1);

/** What the colours and symbols of the mode in force mean. */
export function Legends() {
  const { lang, theme } = useStore(page, (state) => state);
  const { mode, measure, bandwidthMeters } = useStore(settings, (state) => state);
  const selected = useStore(screen, (state) => state.selected);
  const counts = useStore(analysis.counts.store, (state) => state.data);
  const list = useStore(communities.store, (state) => state.data);
  useStore(analysis.span.store, (state) => state.data);
  const m = analyseMessages[lang];
  const ramp = densityRamp[theme];
  const days = daysNow();
  const chosen: LegendEntry[] =
    selected === null ? [] : [{ symbol: "line", colour: palette.selected[theme], text: m.chosen }];
  const entries: readonly LegendEntry[] =
    mode === "points"
      ? [{ symbol: "dot", colour: palette.place[theme], text: m.onePoint }]
      : mode === "coverage"
        ? [{ symbol: "line", colour: palette.gap[theme], text: m.gapLegend }, ...chosen]
        : mode === "communities"
          ? chosen
          : [];
  const bounds =
    mode === "communities" && counts !== null && days !== null && list !== null
      ? boundsOf(rowsOf(counts, list, days, measure), measure)
      : [];
  return (
    <>
      {mode === "heat" && (
        <ClassLegend
          title={`${m.density} · ${m.bandwidth} ${m.meters(formatNumber(bandwidthMeters))}`}
          colours={surfaceRamp[theme]}
          labels={rangesOf(densityBreaks)}
        />
      )}
      {bounds.length > 0 && (
        <ClassLegend title={measure === "rate" ? m.rateLong : m.countLong} colours={ramp} labels={rangesOf(bounds)} />
      )}
      {mode === "coverage" && <ClassLegend title={m.medianLegend} colours={ramp} labels={rangesOf(dayBounds)} />}
      {mode === "points" && cellsNow() !== 0 && (
        <SizeLegend
          title={m.cells}
          colour={palette.place[theme]}
          sizes={cellRadii.map(([count, radius], i) => [
            radius,
            `${i === cellRadii.length - 1 ? "≥ " : ""}${formatNumber(count)}`,
          ])}
        />
      )}
      {entries.length > 0 && <Legend title={sharedMessages[lang].legend} entries={entries} />}
    </>
  );
}
