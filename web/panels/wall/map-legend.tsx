import { Legend, type LegendEntry } from "../legend.tsx";
import { useFit } from "../use-fit.ts";

/** Classes of a map's colours, from low to high, with what each begins at. */
export interface ClassKey {
  readonly title: string;
  readonly steps: readonly { readonly colour: string; readonly text: string }[];
}

/** One row under the map: what the symbols and colours mean, and of when the layer is. */
export function MapLegend({
  title,
  entries,
  classes,
  note,
}: {
  title: string;
  entries: readonly LegendEntry[];
  classes: ClassKey | null;
  note: string | null;
}) {
  const row = useFit<HTMLDivElement>();
  return (
    <div ref={row} className="map-legend">
      <Legend title={title} entries={entries} firstDrop={10} />
      {classes !== null && (
        <ul className="classes" aria-label={classes.title}>
          {classes.steps.map(({ colour, text }) => (
            <li key={text}>
              <svg viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width="10" height="10" fill={colour} />
              </svg>
              {text}
            </li>
          ))}
        </ul>
      )}
      {note !== null && (
        <p className="note" data-drop={9}>
          {note}
        </p>
      )}
    </div>
  );
}
