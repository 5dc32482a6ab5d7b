import { createStore } from "zustand/vanilla";
import "../styles/base.css";
import "../styles/admin.css";
import { endAccount, endScope, getAccess, giveRole, giveScope, listAccounts, makeAccount } from "../api/accounts.ts";
import { describeError } from "../api/errors.ts";
import { leave, newOwnMe } from "../api/me.ts";
import { onNotSignedIn } from "../api/not-signed-in.ts";
import { getPublished } from "../api/published.ts";
import { adminMessages } from "../i18n/admin.ts";
import { auditMessages } from "../i18n/audit.ts";
import { policyMessages } from "../i18n/policy.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { AccountMenu } from "../panels/account-menu.tsx";
import { type AccountDeeds, Accounts } from "../panels/admin/accounts.tsx";
import { accountFaultWords } from "../panels/admin/fault-words.ts";
import { Policy } from "../panels/admin/policy.tsx";
import { Header } from "../panels/header.tsx";
import { Notice } from "../panels/notice.tsx";
import { idOfTab, TabList } from "../panels/tab-list.tsx";
import { useStore } from "../panels/use-store.ts";
import { type AdminTab, tabsOf } from "../state/admin-tabs.ts";
import { newPageStore } from "../state/page.ts";
import { poll } from "../state/poll.ts";
import { pollOnDemand } from "../state/poll-on-demand.ts";
import { goToSignIn } from "../state/sign-in-address.ts";
import { AlarmsTab, AuditTab, openAudit } from "./admin-audit.tsx";
import { showPage } from "./show-page.ts";

const page = newPageStore(location, navigator.languages, "day");
onNotSignedIn(goToSignIn);
const me = newOwnMe();
const city = poll(getPublished, 600_000);
const access = poll(getAccess, 600_000);
const asked = new URLSearchParams(location.search).get("tab");
const chosen = createStore<{ tab: string | null }>(() => ({ tab: asked }));
const panel = "shown";
/** Accounts are asked for by those alone who keep them. */
const accounts = pollOnDemand(listAccounts, 30_000);
const begin = () => {
  const duties = me.getState().me?.duties ?? [];
  if (duties.includes("accounts")) accounts.begin();
};
me.subscribe(begin);
begin();

function choose(tab: AdminTab): void {
  const query = new URLSearchParams(location.search);
  query.set("tab", tab);
  history.replaceState(null, "", `${location.pathname}?${query}`);
  chosen.setState({ tab });
}

/** Does something, says what went wrong, and reads the accounts again. */
async function attempt(work: () => Promise<unknown>): Promise<string | null> {
  const { lang } = page.getState();
  const m = adminMessages[lang];
  try {
    await work();
    return null;
  } catch (error) {
    return accountFaultWords(error, m, sharedMessages[lang]);
  } finally {
    await accounts.readNow();
  }
}

const deeds: AccountDeeds = {
  make: (account) => attempt(() => makeAccount(account)),
  end: ({ id }) => attempt(() => endAccount(id)),
  give: ({ id }, scopes) =>
    attempt(async () => {
      for (const scope of scopes) await giveScope(id, scope);
    }),
  giveRole: ({ id }, role) => attempt(() => giveRole(id, role)),
  endScope: ({ id }, scope) => attempt(() => endScope(id, scope.id)),
};

function AccountsTab() {
  const lang = useStore(page, (state) => state.lang);
  const login = useStore(me, (state) => state.me?.login ?? "");
  const { data, error, isReachable, takenAt } = useStore(accounts.store, (state) => state);
  const { data: cityData } = useStore(city.store, (state) => state);
  const { data: table } = useStore(access.store, (state) => state);
  const shared = sharedMessages[lang];
  return (
    <>
      {!isReachable && <Notice>{describeError(error, shared)}</Notice>}
      {data === null || cityData === null || table === null ? (
        <p className="quiet">{shared.loading}</p>
      ) : (
        <Accounts
          accounts={data}
          roles={table.roles}
          city={cityData}
          own={login}
          now={takenAt ?? 0}
          language={lang}
          deeds={deeds}
        />
      )}
    </>
  );
}

/** What the chosen tab reads is asked for once it is known that it is for whoever looks. */
function openChosen(): void {
  const { shown } = tabsOf(me.getState().me?.duties ?? [], chosen.getState().tab);
  const { data } = city.store.getState();
  if (data !== null && (shown === "audit" || shown === "alarms")) openAudit(shown, data.timeZone);
}
me.subscribe(openChosen);
chosen.subscribe(openChosen);
city.store.subscribe(openChosen);

function Admin() {
  const lang = useStore(page, (state) => state.lang);
  const who = useStore(me, (state) => state.me);
  const tab = useStore(chosen, (state) => state.tab);
  const table = useStore(access.store, ({ data }) => data);
  const m = adminMessages[lang];
  const names: Record<AdminTab, string> = {
    accounts: m.accounts,
    audit: auditMessages[lang].audit,
    alarms: auditMessages[lang].alarms,
    policy: policyMessages[lang].policy,
  };
  const { tabs, shown } = tabsOf(who?.duties ?? [], tab);
  return (
    <>
      <Header store={page} title={m.title} account={<AccountMenu store={page} me={me} onSignOut={leave} />} />
      <main className="admin">
        {who !== null && who.duties.length === 0 && <p className="quiet">{m.notYours}</p>}
        <TabList
          label={m.tabs}
          tabs={tabs.map((one) => [one, names[one]] as const)}
          chosen={shown}
          panel={panel}
          onChoose={choose}
        />
        <div id={panel} role="tabpanel" aria-labelledby={idOfTab(panel, shown)} className="tab-panel">
          {shown === "accounts" && <AccountsTab />}
          {shown === "audit" && <AuditTab city={city.store} language={lang} />}
          {shown === "alarms" && <AlarmsTab city={city.store} language={lang} />}
          {shown === "policy" &&
            (table === null ? (
              <p className="quiet">{sharedMessages[lang].loading}</p>
            ) : (
              <Policy access={table} language={lang} />
            ))}
        </div>
      </main>
    </>
  );
}

showPage(page, (lang) => `${adminMessages[lang].title} · ${sharedMessages[lang].product}`, <Admin />);
