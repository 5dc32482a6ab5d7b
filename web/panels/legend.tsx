import { type SymbolName, symbolPaths } from "./symbol-paths.ts";

export interface LegendEntry {
  readonly symbol: SymbolName;
  readonly colour: string;
  readonly text: string;
}

/** What the symbols on the map mean, one row that wraps. */
export function Legend({ title, entries }: { title: string; entries: readonly LegendEntry[] }) {
  return (
    <ul className="legend" aria-label={title}>
      {entries.map(({ symbol, colour, text }) => (
        <li key={text}>
          <svg viewBox="0 0 64 64" aria-hidden="true">
            <path d={symbolPaths[symbol]} fill={colour} fillRule="evenodd" />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
