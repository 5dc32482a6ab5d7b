import type { Language } from "../i18n/language.ts";
import { planMessages } from "../i18n/plan.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { palette } from "../map/palette.ts";
import { Legend } from "../panels/legend.tsx";
import type { Theme } from "../state/view.ts";

/** What the signs on the officer's map mean. */
export function PlanLegend({ theme, language }: { theme: Theme; language: Language }) {
  const m = planMessages[language];
  return (
    <Legend
      title={sharedMessages[language].legend}
      entries={[
        { symbol: "venue", colour: palette.unitBusy[theme], text: m.venueDue },
        { symbol: "dwelling", colour: palette.unitAvailable[theme], text: m.dwellingDue },
        { symbol: "room", colour: palette.policeRoom[theme], text: m.policeRoom },
        { symbol: "dot", colour: palette.place[theme], text: m.otherPlaces },
        { symbol: "dashes", colour: palette.selected[theme], text: m.straight },
      ]}
    />
  );
}
