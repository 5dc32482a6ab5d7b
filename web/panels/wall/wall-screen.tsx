import type { ReactNode } from "react";
import type { Schemas } from "../../api/client.ts";
import { formatClock, formatNumber } from "../../i18n/format.ts";
import { type Language, nameIn } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { Freshness } from "../../state/freshness.ts";
import type { WallLayout } from "../../state/wall-layout.ts";
import { About } from "../about.tsx";
import { Legend, type LegendEntry } from "../legend.tsx";
import { Figures } from "./figures.tsx";
import { Newest } from "./newest.tsx";
import { Timeline } from "./timeline.tsx";
import { WallHeader } from "./wall-header.tsx";

export interface WallScreenProps {
  readonly layout: WallLayout;
  readonly wall: Schemas["Wall"] | null;
  readonly city: Schemas["City"] | null;
  readonly freshness: Freshness;
  readonly ageSeconds: number | null;
  readonly now: number;
  readonly language: Language;
  readonly legend: readonly LegendEntry[];
  /** The map, or what stands in its place. */
  readonly map: ReactNode;
  /** Settings of the screen, in the "i". */
  readonly settings: ReactNode;
}

/** The whole wall: figures left, map in the middle, newest reports right, the last day below. */
export function WallScreen({
  layout,
  wall,
  city,
  freshness,
  ageSeconds,
  now,
  language,
  legend,
  map,
  settings,
}: WallScreenProps) {
  const m = wallMessages[language];
  const shared = sharedMessages[language];
  const timeZone = city?.timeZone ?? "UTC";
  // Ages are told on the server's clock, moved on by the time since its answer: this machine's clock may be wrong.
  const asOf = wall === null ? null : Date.parse(wall.asOf);
  const serverNow = asOf === null ? null : asOf + (ageSeconds ?? 0) * 1_000;
  const categoryNames = new Map(city?.incidentCategories.map(({ code, names }) => [code, names]));
  const number = (value: number | undefined) => formatNumber(value ?? 0);
  return (
    <div className="wall" data-layout={layout}>
      <WallHeader
        title={city ? m.title(nameIn(language, city.names)) : shared.product}
        {...{ freshness, ageSeconds, asOf, timeZone, language }}
        now={now}
      >
        <About
          label={shared.about}
          close={shared.close}
          title={shared.about}
          rows={[
            [
              m.incidents,
              m.aboutIncidents(number(wall?.open.length), asOf ? formatClock(new Date(asOf), timeZone, true) : "–"),
            ],
            [m.units, m.aboutUnits(number(wall?.units.length))],
            [m.boundaries, m.aboutBoundaries(number(city?.counts.communities))],
            [m.figures, m.aboutFigures],
            ...(city?.seededWith ? [[shared.product, shared.synthetic] as const] : []),
          ]}
        >
          {settings}
        </About>
      </WallHeader>
      <Figures figures={wall} asOf={serverNow} language={language} />
      <main className="wall-map">
        {map}
        <Legend title={shared.legend} entries={legend} />
      </main>
      <Newest incidents={wall?.newest ?? null} categoryNames={categoryNames} asOf={serverNow} language={language} />
      {wall !== null && asOf !== null && (
        <Timeline
          quarters={wall.last24h.quarters}
          count={wall.last24h.count}
          previousCount={wall.last24h.previousCount}
          asOf={asOf}
          timeZone={timeZone}
          language={language}
        />
      )}
    </div>
  );
}
