import { useState } from "react";
import type { Schemas } from "../api/client.ts";
import { describeError, isNotFound } from "../api/errors.ts";
import {
  giveIncident,
  listMyIncidents,
  listOpenIncidents,
  listWhoMayHave,
  takeIncidentBack,
} from "../api/incident-tasks.ts";
import { deskMessages } from "../i18n/desk.ts";
import { formatNumber } from "../i18n/format.ts";
import { type Language, nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { GiveDialog } from "../panels/desk/give-dialog.tsx";
import { IncidentRows } from "../panels/desk/incident-rows.tsx";
import { Notice } from "../panels/notice.tsx";
import { useStore } from "../panels/use-store.ts";
import { pollOnDemand } from "../state/poll-on-demand.ts";
import { city, communityName, me, places, timeZone } from "./desk-stores.ts";

type Incident = Schemas["Incident"];

const mostListed = 100;
const mine = pollOnDemand(listMyIncidents, 10_000);
const open = pollOnDemand(async () => (await listOpenIncidents(mostListed)).items, 10_000);
/** The incident that whoever came here had before them. */
const wanted = Number(new URLSearchParams(location.search).get("incident"));

/** Begins to read what somebody with these duties is shown. */
export function openTasks(duties: readonly string[]): void {
  city.begin();
  mine.begin();
  if (duties.includes("assign")) open.begin();
}

/** Incidents that were given to whoever looks, and those that they may give to others. */
export function TasksTab({ language: lang }: { language: Language }) {
  const canGive = useStore(me, (state) => state.me?.duties.includes("assign") ?? false);
  const given = useStore(mine.store, (state) => state);
  const all = useStore(open.store, (state) => state);
  const categories = useStore(city.store, ({ data }) => data?.incidentCategories);
  useStore(places.store, (state) => state.data);
  const [chosen, setChosen] = useState<number | null>(Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null);
  const m = deskMessages[lang];
  const shared = sharedMessages[lang];
  const what = ({ category }: Pick<Incident, "category">) =>
    nameIn(lang, categories?.find(({ code }) => code === category)?.names, category);
  const rows = {
    what,
    where: ({ communityId }: Incident) => communityName(communityId, lang, m.outside),
    timeZone: timeZone(),
    language: lang,
  };
  const title = all.data?.find(({ id }) => id === chosen);
  return (
    <>
      {canGive && (
        <section className="card" aria-label={m.open}>
          <h2>{m.open}</h2>
          <Read
            of={all}
            nothing={m.noneOpen}
            loading={shared.loading}
            describe={(error) => describeError(error, shared)}
          />
          {all.data !== null && all.data.length > 0 && (
            <>
              <p className="quiet">{m.openAbout(formatNumber(all.data.length))}</p>
              <IncidentRows
                {...rows}
                items={all.data}
                deedsOf={(incident) => (
                  <button
                    type="button"
                    aria-label={m.giveOf(`${what(incident)} ${incident.id}`)}
                    onClick={() => setChosen(incident.id)}
                  >
                    {m.give}
                  </button>
                )}
              />
            </>
          )}
        </section>
      )}
      <section className="card" aria-label={m.mine}>
        <h2>{m.mine}</h2>
        <Read
          of={given}
          nothing={m.noneMine}
          loading={shared.loading}
          describe={(error) => describeError(error, shared)}
        />
        {given.data !== null && given.data.length > 0 && (
          <>
            <p className="quiet">{m.mineAbout}</p>
            <IncidentRows {...rows} items={given.data} deedsOf={() => null} />
          </>
        )}
      </section>
      {canGive && chosen !== null && (
        <GiveDialog
          key={chosen}
          what={title === undefined ? `#${chosen}` : `${what(title)} ${chosen}`}
          timeZone={timeZone()}
          language={lang}
          read={() => listWhoMayHave(chosen)}
          change={(account, isGiven) => (isGiven ? giveIncident(chosen, account) : takeIncidentBack(chosen, account))}
          describe={(error) => (isNotFound(error) ? m.closed : describeError(error, shared))}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  );
}

/** Why a list is not there: on its way, empty, or not answered. */
function Read({
  of: { data, error, isReachable },
  nothing,
  loading,
  describe,
}: {
  of: { readonly data: readonly unknown[] | null; readonly error: unknown; readonly isReachable: boolean };
  nothing: string;
  loading: string;
  describe: (error: unknown) => string;
}) {
  if (!isReachable) return <Notice>{describe(error)}</Notice>;
  if (data === null) return <p className="quiet">{loading}</p>;
  return data.length === 0 ? <p className="quiet">{nothing}</p> : null;
}
