import { type KeyboardEvent, type ReactNode, useId } from "react";

/** Pages of one page: arrow keys go from one to the next, and the one that is chosen is shown. */
export function Tabs<T extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  children,
}: {
  label: string;
  tabs: readonly (readonly [value: T, text: string])[];
  chosen: T;
  onChoose: (value: T) => void;
  children: ReactNode;
}) {
  const id = useId();
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = by === undefined ? { Home: 0, End: tabs.length - 1 }[event.key] : undefined;
    const at = tabs.findIndex(([value]) => value === chosen);
    const next = by === undefined ? to : (at + by + tabs.length) % tabs.length;
    if (next === undefined) return;
    event.preventDefault();
    onChoose((tabs[next] as readonly [T, string])[0]);
    document.getElementById(`${id}-${(tabs[next] as readonly [T, string])[0]}`)?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label={label} className="tabs">
        {tabs.map(([value, text]) => (
          <button
            key={value}
            id={`${id}-${value}`}
            type="button"
            role="tab"
            aria-selected={value === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={value === chosen ? 0 : -1}
            onKeyDown={step}
            onClick={() => onChoose(value)}
          >
            {text}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen}`} className="tab-panel">
        {children}
      </div>
    </>
  );
}
