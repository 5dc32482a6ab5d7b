import { type KeyboardEvent, useRef } from "react";
import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { type Mode, modes } from "../../state/analyse-settings.ts";

/** Ways to look at the same incidents; arrow keys go from one to the next. */
export function ModeTabs({
  mode,
  messages: m,
  onChange,
}: {
  mode: Mode;
  messages: AnalyseMessages;
  onChange: (mode: Mode) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = modes[(modes.indexOf(mode) + step + modes.length) % modes.length] as Mode;
    onChange(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={m.modeList} onKeyDown={onKeyDown}>
      {modes.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === mode}
          aria-controls="findings"
          tabIndex={name === mode ? 0 : -1}
          onClick={() => onChange(name)}
        >
          {m.modes[name]}
        </button>
      ))}
    </div>
  );
}
