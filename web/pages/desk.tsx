import { createStore } from "zustand/vanilla";
import "../styles/base.css";
import "../styles/desk.css";
import { leave } from "../api/me.ts";
import { deskMessages } from "../i18n/desk.ts";
import { emergencyMessages } from "../i18n/emergency.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { subjectMessages } from "../i18n/subject.ts";
import { AccountMenu } from "../panels/account-menu.tsx";
import { Header } from "../panels/header.tsx";
import { Notice } from "../panels/notice.tsx";
import { PasswordAgain } from "../panels/password-again.tsx";
import { idOfTab, TabList } from "../panels/tab-list.tsx";
import { useStore } from "../panels/use-store.ts";
import { type DeskTab, deskTabsOf } from "../state/desk-tabs.ts";
import { pageAddress } from "../state/page.ts";
import { AddressesTab, openAddresses } from "./desk-addresses.tsx";
import { EmergenciesTab, openEmergencies } from "./desk-emergencies.tsx";
import { me, page, stepUp } from "./desk-stores.ts";
import { openTasks, TasksTab } from "./desk-tasks.tsx";
import { describeProof } from "./own-step-up.ts";
import { showPage } from "./show-page.ts";

const asked = new URLSearchParams(location.search).get("tab");
const chosen = createStore<{ tab: string | null }>(() => ({ tab: asked }));
const panel = "shown";

function choose(tab: DeskTab): void {
  const query = new URLSearchParams(location.search);
  query.set("tab", tab);
  history.replaceState(null, "", `${location.pathname}?${query}`);
  chosen.setState({ tab });
}

/** What the chosen tab reads is asked for once it is known that it is for whoever looks. */
function openChosen(): void {
  const duties = me.getState().me?.duties ?? [];
  const { shown } = deskTabsOf(duties, chosen.getState().tab);
  if (shown === "emergencies") openEmergencies();
  if (shown === "tasks") openTasks(duties);
  if (shown === "addresses") openAddresses();
}
me.subscribe(openChosen);
chosen.subscribe(openChosen);
openChosen();

function Desk() {
  const { lang, theme } = useStore(page, (state) => state);
  const { me: who, isReachable } = useStore(me, (state) => state);
  const tab = useStore(chosen, (state) => state.tab);
  const m = deskMessages[lang];
  const names: Record<DeskTab, string> = {
    emergencies: emergencyMessages[lang].title,
    tasks: m.tasks,
    addresses: subjectMessages[lang].title,
  };
  const { tabs, shown } = deskTabsOf(who?.duties ?? [], tab);
  return (
    <>
      <Header store={page} title={m.title} account={<AccountMenu store={page} me={me} onSignOut={leave} />} />
      <main className="desk">
        {!isReachable && <Notice>{sharedMessages[lang].serverAway}</Notice>}
        {who !== null && shown === null && <p className="quiet">{m.notYours}</p>}
        {shown !== null && (
          <>
            <TabList
              label={m.tabs}
              tabs={tabs.map((one) => [one, names[one]] as const)}
              chosen={shown}
              panel={panel}
              onChoose={choose}
            />
            <div id={panel} role="tabpanel" aria-labelledby={idOfTab(panel, shown)} className="tab-panel">
              {shown === "emergencies" && <EmergenciesTab language={lang} />}
              {shown === "tasks" && <TasksTab language={lang} />}
              {shown === "addresses" && <AddressesTab language={lang} />}
            </div>
          </>
        )}
      </main>
      <PasswordAgain
        stepUp={stepUp}
        signsInBy={who?.signsInBy ?? null}
        proofAddress={pageAddress("account", { lang, theme })}
        language={lang}
        describe={(error) => describeProof(error, lang)}
      />
    </>
  );
}

showPage(page, (lang) => `${deskMessages[lang].title} · ${sharedMessages[lang].product}`, <Desk />);
