import type { KeyboardEvent } from "react";

/** Names of a panel's contents: arrow keys go from one to the next, and the one that is chosen is shown. */
export function TabList<T extends string>({
  label,
  tabs,
  chosen,
  panel,
  onChoose,
}: {
  label: string;
  tabs: readonly (readonly [value: T, text: string])[];
  chosen: T;
  /** Id of the panel, which is labelled by `idOfTab`. */
  panel: string;
  onChoose: (value: T) => void;
}) {
  const step = (event: KeyboardEvent) => {
    const at = tabs.findIndex(([value]) => value === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next[0]);
    document.getElementById(idOfTab(panel, next[0]))?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className="tabs" onKeyDown={step}>
      {tabs.map(([value, text]) => (
        <button
          key={value}
          id={idOfTab(panel, value)}
          type="button"
          role="tab"
          aria-selected={value === chosen}
          aria-controls={panel}
          tabIndex={value === chosen ? 0 : -1}
          onClick={() => onChoose(value)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** Id of the tab that shows something in a panel. */
export function idOfTab(panel: string, value: string): string {
  return `${panel}-${value}`;
}
