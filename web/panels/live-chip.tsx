import type { StoreApi } from "zustand/vanilla";
import { formatAge } from "../i18n/format.ts";
import type { Language } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import type { LiveState } from "../state/live.ts";
import { useStore } from "./use-store.ts";

/** How true the live data is, in a word and an age, with the cause where there is trouble. */
export function LiveChip({ store, language }: { store: StoreApi<LiveState>; language: Language }) {
  const m = sharedMessages[language];
  const freshness = useStore(store, (state) => state.freshness);
  const trouble = useStore(store, (state) => state.trouble);
  const seconds = useStore(store, ({ ageSeconds }) => (ageSeconds === null ? null : Math.floor(ageSeconds)));
  // A server without a feed is asked again and again: that is a pace, not a fault.
  const isPolled = trouble === "absent";
  const isFresh = freshness === "live";
  return (
    <p
      className={`live-chip over-map freshness chip-${isPolled ? "polled" : freshness}`}
      title={trouble === null || isFresh ? undefined : m.troubles[trouble]}
    >
      <span role="status">{isPolled ? m.polled : m[freshness]}</span>
      {/* Out of the status: nobody wants to hear every second counted. */}
      {seconds !== null && !isPolled && <span>{m.ago(formatAge(seconds, language))}</span>}
    </p>
  );
}
