import { useState } from "react";
import { calibrationMessages } from "../../i18n/calibration.ts";
import { formatNumber } from "../../i18n/format.ts";
import { type Language, ownName } from "../../i18n/language.ts";
import { wallMessages } from "../../i18n/wall.ts";
import type { Calibration } from "../../spatial/viewing-angle.ts";
import { isWithin, type Limits, measureLimits } from "../../state/calibration.ts";
import { wallLayoutOf } from "../../state/wall-layout.ts";
import { angles, newWallType } from "../../state/wall-type.ts";

export interface Measures {
  readonly screenMeters: number;
  readonly distanceMeters: number;
}

/** Longest ruler that fits on most screens, in metres. */
const rulers = [2, 1, 0.5, 0.2, 0.1, 0.05];

/**
 * Where the screen hangs: two measures, from which the size of every letter, line and symbol follows, with a ruler that
 * proves the first and a specimen that somebody reads from the farthest seat.
 */
export function CalibrationScreen({
  calibration,
  windowHeight,
  language,
  onApply,
  onLeave,
}: {
  calibration: Calibration;
  windowHeight: number;
  language: Language;
  onApply: (measures: Measures) => void;
  onLeave: () => void;
}) {
  const m = calibrationMessages[language];
  const [measures, setMeasures] = useState<Measures>(calibration);
  const { screenMeters, distanceMeters } = measures;
  const isUsable =
    isWithin(measureLimits.screenMeters, screenMeters) && isWithin(measureLimits.distanceMeters, distanceMeters);
  const tried = isUsable ? { ...calibration, ...measures } : calibration;
  const type = newWallType(tried);
  const ruler = rulers.find((meters) => meters <= 0.6 * tried.screenMeters) ?? 0.05;
  const rulerPixels = (ruler * tried.screenPixels) / tried.screenMeters;
  const specimens = [
    [m.specimenHeadline, angles.headline, type.headline, wallMessages[language].alarm],
    [m.specimenNames, angles.name, type.name, "西园社区 · 西園社區"],
    [m.specimenDigits, angles.digits, type.digits, "14:03 · 210"],
    [m.specimenSmall, angles.small, type.small, ownName.en],
  ] as const;
  return (
    <main className="calibration">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onApply(measures);
        }}
      >
        <h1>{m.title}</h1>
        <Measure
          label={m.screenWidth}
          limits={measureLimits.screenMeters}
          step={0.01}
          value={screenMeters}
          onChange={(meters) => setMeasures({ ...measures, screenMeters: meters })}
        />
        <p className="quiet">{m.wholeScreen}</p>
        <Measure
          label={m.farthestSeat}
          limits={measureLimits.distanceMeters}
          step={0.1}
          value={distanceMeters}
          onChange={(meters) => setMeasures({ ...measures, distanceMeters: meters })}
        />
        <p className="actions">
          <button type="submit" className="primary">
            {m.apply}
          </button>
          <button type="button" onClick={onLeave}>
            {m.backToWall}
          </button>
        </p>
        <p className="quiet">{m.layout(m.layouts[wallLayoutOf(tried.screenPixels, windowHeight, type.digits)])}</p>
      </form>
      <figure>
        <svg className="ruler" width={rulerPixels} height={24} role="img" aria-label={m.ruler(lengthOf(ruler))}>
          <path d={`M1 0V24M0 12H${rulerPixels}M${rulerPixels - 1} 0V24`} />
        </svg>
        <figcaption>{m.ruler(lengthOf(ruler))}</figcaption>
      </figure>
      <section className="specimens" aria-label={m.specimen}>
        <h2>{m.specimen}</h2>
        {specimens.map(([label, angle, pixels, text]) => (
          <p key={label}>
            <span className="quiet">
              {label} {m.arcminutes(String(angle), formatNumber(pixels))}
            </span>
            <span style={{ fontSize: pixels }}>{text}</span>
          </p>
        ))}
      </section>
    </main>
  );
}

/** One measure in metres; not a number while its field is empty. */
function Measure({
  label,
  limits: [min, max],
  step,
  value,
  onChange,
}: {
  label: string;
  limits: Limits;
  step: number;
  value: number;
  onChange: (meters: number) => void;
}) {
  return (
    <label>
      {label}
      <input
        type="number"
        {...{ min, max, step }}
        required
        value={Number.isNaN(value) ? "" : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </label>
  );
}

function lengthOf(meters: number): string {
  return meters < 1 ? `${Math.round(meters * 100)} cm` : `${meters} m`;
}
