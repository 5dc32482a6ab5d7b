import { useState } from "react";
import type { Schemas } from "../api/client.ts";
import { askInEmergency, decideEmergency, endEmergency, listEmergencies } from "../api/emergencies.ts";
import { ApiError, describeError } from "../api/errors.ts";
import { emergencyMessages } from "../i18n/emergency.ts";
import type { Language } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { AskForm } from "../panels/desk/ask-form.tsx";
import { EmergencyList } from "../panels/desk/emergency-list.tsx";
import { Notice, Outcome, type Said } from "../panels/notice.tsx";
import { useStore } from "../panels/use-store.ts";
import { stageOf } from "../state/emergency.ts";
import { namesById } from "../state/names-apart.ts";
import { pageAddress } from "../state/page.ts";
import { newClock } from "../state/poll.ts";
import { pollOnDemand } from "../state/poll-on-demand.ts";
import { StepUpLeft } from "../state/step-up.ts";
import { communityName, me, page, places, stepUp, timeZone } from "./desk-stores.ts";

/** Seconds decide: what another asked for, or decided, is here soon. */
const emergencies = pollOnDemand(listEmergencies, 3_000);
const clock = newClock();
/** The community that whoever came here could not see. */
const wanted = Number(new URLSearchParams(location.search).get("community"));

export const openEmergencies = () => emergencies.begin();

/** What one asks for, what one decides, and how long each still lasts. */
export function EmergenciesTab({ language: lang }: { language: Language }) {
  const who = useStore(me, (state) => state.me);
  const theme = useStore(page, (state) => state.theme);
  const { data: city } = useStore(places.store, (state) => state);
  const { data, error, isReachable } = useStore(emergencies.store, (state) => state);
  const now = useStore(clock, (state) => state.now);
  const [said, setSaid] = useState<Said | null>(null);
  const m = emergencyMessages[lang];
  const shared = sharedMessages[lang];
  if (who === null || city === null || data === null)
    return isReachable ? <p className="quiet">{shared.loading}</p> : <Notice>{describeError(error, shared)}</Notice>;
  const nameOf = (id: number) => communityName(id, lang, shared.noData);
  const isOwn = ({ login }: Schemas["BreakGlass"]) => login === who.login;
  const others = data.filter((item) => !isOwn(item));
  const shown = { nameOf, now, timeZone: timeZone(), language: lang };
  /** Does something with an emergency, and says what became of it. */
  const attempt = async (work: () => Promise<unknown>, done: string): Promise<Said | null> => {
    try {
      await stepUp.run(work);
      return { text: done, isFault: false };
    } catch (failure) {
      if (failure instanceof StepUpLeft) return null;
      const slug = failure instanceof ApiError ? failure.slug : "";
      const text = slug === "not-found" ? m.gone : slug === "conflict" ? m.own : describeError(failure, shared);
      return { text, isFault: true };
    } finally {
      await emergencies.readNow();
    }
  };
  const tell = async (work: () => Promise<unknown>, done: string) => setSaid(await attempt(work, done));
  const link = ({ id, communityId }: Schemas["BreakGlass"]) =>
    pageAddress("plan", { lang, theme }, { community: communityId, emergency: id });
  const toAsk = who.scope.isCity ? [] : city.communities.filter(({ id }) => !who.scope.communityIds.includes(id));
  const names = namesById(lang, toAsk);
  const named = [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, lang));
  return (
    <>
      {!isReachable && <Notice>{describeError(error, shared)}</Notice>}
      <Outcome said={said} />
      {who.duties.includes("allow-break-glass") && (
        <EmergencyList
          {...shown}
          title={m.toDecide}
          nothing={m.noneWaiting}
          items={others.filter((item) => stageOf(item, now) === "waiting")}
          deedsOf={({ id, login, communityId }) => (
            <>
              <button
                type="button"
                aria-label={m.refuseOf(login, nameOf(communityId))}
                onClick={() => void tell(() => decideEmergency(id, false), m.refused)}
              >
                {m.refuse}
              </button>
              <button
                type="button"
                className="primary"
                aria-label={m.allowOf(login, nameOf(communityId))}
                onClick={() => void tell(() => decideEmergency(id, true), m.allowed)}
              >
                {m.allow}
              </button>
            </>
          )}
        />
      )}
      {who.duties.includes("allow-break-glass") && (
        <EmergencyList
          {...shown}
          title={m.decided}
          nothing={m.none}
          items={others.filter(({ decidedBy }) => decidedBy === who.login)}
          deedsOf={() => null}
        />
      )}
      {who.duties.includes("break-glass") && (
        <>
          <AskForm
            places={named}
            first={named.find(({ id }) => id === wanted)?.id ?? null}
            language={lang}
            onAsk={(communityId, reason) => attempt(() => askInEmergency({ communityId, reason }), m.sent)}
          />
          <EmergencyList
            {...shown}
            title={m.mine}
            nothing={m.none}
            items={data.filter(isOwn)}
            deedsOf={(item) =>
              item.isOpen && (
                <>
                  <button type="button" onClick={() => void tell(() => endEmergency(item.id), m.ended)}>
                    {m.end}
                  </button>
                  <a className="button primary" href={link(item)}>
                    {m.open(nameOf(item.communityId))}
                  </a>
                </>
              )
            }
          />
        </>
      )}
    </>
  );
}
