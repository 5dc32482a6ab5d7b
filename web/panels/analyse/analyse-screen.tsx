import { type ReactNode, useEffect, useRef } from "react";
import type { AnalyseMessages } from "../../i18n/analyse.ts";
import type { SharedMessages } from "../../i18n/shared.ts";
import { type Mode, modes } from "../../state/analyse-settings.ts";
import { idOfTab, TabList } from "../tab-list.tsx";

/** Id of what the chosen mode shows. */
const panel = "findings";

/** The page: filters on the left, the map with its legend, findings on the right; on a phone one below the other. */
export function AnalyseScreen({
  header,
  mode,
  filterCount,
  isNarrow,
  isBusy,
  filters,
  chips,
  map,
  legend,
  findings,
  messages: m,
  shared,
  onMode,
}: {
  header: ReactNode;
  mode: Mode;
  filterCount: number;
  isNarrow: boolean;
  isBusy: boolean;
  filters: ReactNode;
  chips: ReactNode;
  map: ReactNode;
  legend: ReactNode;
  findings: ReactNode;
  messages: AnalyseMessages;
  shared: SharedMessages;
  onMode: (mode: Mode) => void;
}) {
  return (
    <div className="analyse">
      {header}
      <section className="bar" aria-label={m.modeList}>
        <TabList
          label={m.modeList}
          tabs={modes.map((name) => [name, m.modes[name]] as const)}
          chosen={mode}
          panel={panel}
          onChoose={onMode}
        />
        {isNarrow ? (
          <FilterDialog count={filterCount} messages={m} shared={shared}>
            {filters}
          </FilterDialog>
        ) : (
          chips
        )}
      </section>
      {!isNarrow && (
        <aside className="rail" aria-label={m.filter}>
          {filters}
        </aside>
      )}
      <section className="analyse-map" aria-label={shared.map}>
        {map}
        <div className={isBusy ? "progress is-busy" : "progress"} aria-hidden="true" />
        <section className="legends" aria-label={shared.legend}>
          {legend}
        </section>
      </section>
      <main>
        {isNarrow && chips}
        <div id={panel} role="tabpanel" aria-labelledby={idOfTab(panel, mode)} aria-busy={isBusy}>
          {findings}
        </div>
      </main>
    </div>
  );
}

function FilterDialog({
  count,
  messages: m,
  shared,
  children,
}: {
  count: number;
  messages: AnalyseMessages;
  shared: SharedMessages;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const own = dialog.current;
    return () => own?.close();
  }, []);
  return (
    <>
      <button type="button" className="open-filter" onClick={() => dialog.current?.showModal()}>
        {m.filterCount(count)}
      </button>
      <dialog ref={dialog} className="filter-dialog" aria-label={m.filter}>
        <div className="rail">{children}</div>
        <p className="way-out">
          <button type="button" className="primary" onClick={() => dialog.current?.close()}>
            {shared.close}
          </button>
        </p>
      </dialog>
    </>
  );
}
