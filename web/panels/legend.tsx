import { type SymbolName, symbolPaths } from "./symbol-paths.ts";

export interface LegendEntry {
  readonly symbol: SymbolName;
  readonly colour: string;
  readonly text: string;
}

/**
 * What the symbols on the map mean, one row that wraps.
 *
 * @param firstDrop place of the first entry among those that panels/use-fit.ts drops where there is no room
 */
export function Legend({
  title,
  entries,
  firstDrop,
}: {
  title: string;
  entries: readonly LegendEntry[];
  firstDrop?: number;
}) {
  return (
    <ul className="legend" aria-label={title}>
      {entries.map(({ symbol, colour, text }, i) => (
        <li key={text} data-drop={firstDrop === undefined ? undefined : firstDrop + i}>
          <svg viewBox="0 0 64 64" aria-hidden="true">
            <path d={symbolPaths[symbol]} fill={colour} fillRule="evenodd" />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
