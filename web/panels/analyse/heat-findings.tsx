import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { formatNumber } from "../../i18n/format.ts";
import { bandwidths, cellOfBandwidth, type Settings } from "../../state/analyse-settings.ts";
import { OneOf } from "./toggles.tsx";

export interface PeakRow {
  readonly place: string;
  /** Incidents per km² and year. */
  readonly perYear: number;
  readonly position: readonly [lng: number, lat: number];
}

/** How the surface was made, and its densest places: the twin of the picture. */
export function HeatFindings({
  settings: { bandwidthMeters },
  days,
  peaks,
  messages: m,
  onChange,
  onShow,
}: {
  settings: Settings;
  /** What the window covers. */
  days: number;
  /** Null while they are being worked out. */
  peaks: readonly PeakRow[] | null;
  messages: AnalyseMessages;
  onChange: (change: Partial<Settings>) => void;
  onShow: (position: readonly [lng: number, lat: number]) => void;
}) {
  const most = peaks?.[0]?.perYear ?? 1;
  return (
    <>
      <section className="finding">
        <OneOf
          label={m.bandwidth}
          options={bandwidths.map((meters) => [meters, m.meters(meters.toLocaleString("en-GB"))] as const)}
          value={bandwidthMeters}
          onChange={(meters) => onChange({ bandwidthMeters: meters })}
        />
        <p className="small quiet method">
          {m.method(formatNumber(bandwidthMeters), formatNumber(cellOfBandwidth(bandwidthMeters)))}{" "}
          {m.perYear(formatNumber(days))}
        </p>
      </section>
      <section className="finding" aria-busy={peaks === null}>
        <h2>
          {m.peaks} <span className="quiet">{m.densityShort}</span>
        </h2>
        {peaks?.length === 0 && <p className="quiet">{m.noPeaks}</p>}
        <ol className="bars ranked">
          {(peaks ?? []).map(({ place, perYear, position }, i) => (
            <li key={position.join()}>
              <button type="button" title={m.show(m.near(place))} onClick={() => onShow(position)}>
                <span className="name">
                  {i + 1}. {m.near(place)}
                </span>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * perYear) / most} height="10" />
                </svg>
                <span className="number">{formatNumber(perYear)}</span>
              </button>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
