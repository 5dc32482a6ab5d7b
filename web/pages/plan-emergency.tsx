import { useEffect, useState } from "react";
import "../styles/emergency.css";
import type { Schemas } from "../api/client.ts";
import { endEmergency, listEmergencies } from "../api/emergencies.ts";
import { emergencyPurpose } from "../api/plan.ts";
import { emergencyMessages } from "../i18n/emergency.ts";
import { nameIn } from "../i18n/language.ts";
import type { OneMap } from "../map/map.ts";
import { askForPurpose } from "../map/under-purpose.ts";
import { useStore } from "../panels/use-store.ts";
import { isEmergencyOver, leftUntil } from "../state/emergency.ts";
import { type PageStore, pageAddress } from "../state/page.ts";
import { newClock, poll } from "../state/poll.ts";

const emergencies = poll(listEmergencies, 5_000);
const clock = newClock();

/** Has the map ask under an emergency. */
export const askUnder = (map: OneMap, emergency: number) => askForPurpose(map, emergencyPurpose(emergency));

/** Says that one looks at a community that is not one's own, and for how long; when it is over nothing of it stays on the screen. */
export function EmergencyBanner({
  store,
  id,
  communities,
}: {
  store: PageStore;
  id: number;
  communities: readonly Schemas["Community"][] | null;
}) {
  const { lang, theme } = useStore(store, (state) => state);
  const { data, isReachable } = useStore(emergencies.store, (state) => state);
  const now = useStore(clock, (state) => state.now);
  const [isLeaving, setLeaving] = useState(false);
  const m = emergencyMessages[lang];
  const found = data?.find((one) => one.id === id);
  const isOver = isEmergencyOver({ found, isKnown: data !== null, isReachable }, now);
  useEffect(() => {
    if (isOver) location.replace(pageAddress("desk", { lang, theme }, { tab: "emergencies" }));
  }, [isOver, lang, theme]);
  if (found?.endsAt == null || isOver) return null;
  const name = nameIn(lang, communities?.find((one) => one.id === found.communityId)?.names, `#${found.communityId}`);
  const end = async () => {
    setLeaving(true);
    // One that cannot be ended now is over by itself before long.
    await endEmergency(id).catch(() => setLeaving(false));
    await emergencies.readNow();
  };
  return (
    <aside className="emergency" aria-label={m.banner(name)}>
      <p role="status">
        <strong>{m.banner(name)}</strong> {m.bannerAbout}
      </p>
      <p className="deeds">
        <span role="timer" aria-label={m.timeLeft}>
          {m.left(leftUntil(found.endsAt, now))}
        </span>
        <button type="button" disabled={isLeaving} onClick={() => void end()}>
          {m.end}
        </button>
      </p>
    </aside>
  );
}
