import { createStore } from "zustand/vanilla";
import { checkAudit, getAuditState, listAlarms, listAudit } from "../api/audit.ts";
import { describeError } from "../api/errors.ts";
import { auditMessages } from "../i18n/audit.ts";
import type { Language } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { AuditFilter } from "../panels/audit/audit-filter.tsx";
import { ChainState } from "../panels/audit/chain-state.tsx";
import { RecordList } from "../panels/audit/record-list.tsx";
import { Notice } from "../panels/notice.tsx";
import { useStore } from "../panels/use-store.ts";
import { type AuditFields, auditQuery, noFields } from "../state/audit-query.ts";
import { newPages, type Pages } from "../state/list-pages.ts";
import { pollOnDemand } from "../state/poll-on-demand.ts";
import { askForNames, type CityStore, useRecordNames } from "./record-names.ts";

/** The filter in force, in the time of the city. */
const filter = createStore<{ fields: AuditFields; timeZone: string }>(() => ({ fields: noFields, timeZone: "UTC" }));
const chain = pollOnDemand(getAuditState, 30_000);
const entries = newPages((cursor) => {
  const { fields, timeZone } = filter.getState();
  return listAudit(auditQuery(fields, timeZone), cursor);
});
const alarms = newPages(listAlarms);
const begun = { audit: false, alarms: false };

/** Reads the record for an auditor who looks at it; each look is on the record too, so there is none before. */
export function openAudit(tab: "audit" | "alarms", timeZone: string): void {
  if (begun[tab]) return;
  begun[tab] = true;
  filter.setState({ timeZone });
  askForNames();
  if (tab === "alarms") void alarms.begin();
  else {
    chain.begin();
    void entries.begin();
  }
}

function choose(fields: AuditFields): void {
  filter.setState({ fields });
  void entries.begin();
}

async function check(language: Language): Promise<string | null> {
  try {
    await checkAudit();
    return null;
  } catch (error) {
    return describeError(error, sharedMessages[language]);
  } finally {
    await chain.readNow();
  }
}

export function AuditTab({ city, language }: { city: CityStore; language: Language }) {
  const { fields, timeZone } = useStore(filter, (state) => state);
  const { data, error, isReachable } = useStore(chain.store, (state) => state);
  return (
    <>
      {!isReachable && <Notice>{describeError(error, sharedMessages[language])}</Notice>}
      {data !== null && (
        <ChainState state={data} timeZone={timeZone} language={language} onCheck={() => check(language)} />
      )}
      <AuditFilter fields={fields} language={language} onFilter={choose} />
      <Records
        pages={entries}
        city={city}
        language={language}
        onAccount={(account) => choose({ ...noFields, account: String(account) })}
        onSubject={(subject) => choose({ ...noFields, subject })}
      />
    </>
  );
}

export function AlarmsTab({ city, language }: { city: CityStore; language: Language }) {
  return (
    <>
      <p className="quiet">{auditMessages[language].alarmsAbout}</p>
      <Records pages={alarms} city={city} language={language} />
    </>
  );
}

function Records({
  pages,
  city,
  language,
  onAccount,
  onSubject,
}: {
  pages: Pages<Awaited<ReturnType<typeof listAlarms>>["items"][number]>;
  city: CityStore;
  language: Language;
  onAccount?: (account: number) => void;
  onSubject?: (subject: string) => void;
}) {
  const names = useRecordNames(city, language);
  const timeZone = useStore(filter, (state) => state.timeZone);
  const { items, next, error } = useStore(pages.store, (state) => state);
  const shared = sharedMessages[language];
  return (
    <>
      {error !== null && (
        <Notice>
          {describeError(error, shared)}{" "}
          <button type="button" onClick={() => void pages.begin()}>
            {shared.retry}
          </button>
        </Notice>
      )}
      {items === null ? (
        error === null && <p className="quiet">{shared.loading}</p>
      ) : (
        <RecordList
          entries={items}
          hasMore={next !== null}
          names={names}
          timeZone={timeZone}
          language={language}
          onMore={() => void pages.more()}
          onAccount={onAccount}
          onSubject={onSubject}
        />
      )}
    </>
  );
}
