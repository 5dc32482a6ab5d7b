import { createStore } from "zustand/vanilla";
import "../styles/base.css";
import "../styles/account.css";
import { listMine } from "../api/audit.ts";
import { ApiError, describeError } from "../api/errors.ts";
import { leave, newOwnMe } from "../api/me.ts";
import { onNotSignedIn } from "../api/not-signed-in.ts";
import { leaveForProvider } from "../api/provider.ts";
import { getPublished } from "../api/published.ts";
import { changePassword, endSession, getMyScope, listSessions } from "../api/sessions.ts";
import { accountMessages } from "../i18n/account.ts";
import { accountMenuMessages } from "../i18n/account-menu.ts";
import { auditMessages } from "../i18n/audit.ts";
import { noRole } from "../i18n/no-role.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { DeviceList } from "../panels/account/device-list.tsx";
import { PasswordForm } from "../panels/account/password-form.tsx";
import { ProviderProof } from "../panels/account/provider-proof.tsx";
import { ScopeToday } from "../panels/account/scope-today.tsx";
import { AccountMenu } from "../panels/account-menu.tsx";
import { RecordList } from "../panels/audit/record-list.tsx";
import { Header } from "../panels/header.tsx";
import { Notice, Outcome, type Said } from "../panels/notice.tsx";
import { useStore } from "../panels/use-store.ts";
import { newPages } from "../state/list-pages.ts";
import { scopeOf } from "../state/me.ts";
import { newPageStore } from "../state/page.ts";
import { shortestPassword } from "../state/password.ts";
import { poll } from "../state/poll.ts";
import { goToSignIn } from "../state/sign-in-address.ts";
import { askForNames, useRecordNames } from "./record-names.ts";
import { showPage } from "./show-page.ts";

/** Of whoever comes back from the provider, in the part of the address that is not sent. */
const provedMark = "#proved";
const isProved = location.hash === provedMark;
if (isProved) history.replaceState(null, "", location.pathname + location.search);

const page = newPageStore(location, navigator.languages, "dusk");
onNotSignedIn(goToSignIn);
const me = newOwnMe();
const city = poll(getPublished, 600_000);
/** Devices come and go, and a scope ends by the clock. */
const sessions = poll(() => me.ready.then(listSessions), 15_000);
const scope = poll(() => me.ready.then(getMyScope), 60_000);
/** What was done with this account, and to it. */
const mine = newPages(listMine);
void me.ready.then(mine.begin);
askForNames();
const said = createStore<{ said: Said | null }>(() => ({ said: null }));

async function end(ids: readonly string[]): Promise<void> {
  const { lang } = page.getState();
  try {
    // One that has ended meanwhile is what was wanted.
    for (const id of ids)
      await endSession(id).catch((error: unknown) => {
        if (!(error instanceof ApiError && error.status === 404)) throw error;
      });
    said.setState({ said: { text: accountMessages[lang].ended, isFault: false } });
  } catch (error) {
    said.setState({ said: { text: describeError(error, sharedMessages[lang]), isFault: true } });
  }
  await sessions.readNow();
}

async function change(passwords: { password: string; newPassword: string }): Promise<string | null> {
  const { lang } = page.getState();
  const m = accountMessages[lang];
  try {
    await changePassword(passwords);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.slug === "sign-in-failed") return m.wrongNow;
    if (error.status === 429) return m.locked(String(Math.ceil((error.retryAfterSeconds ?? 60) / 60)));
    return describeError(error, sharedMessages[lang]);
  }
  await sessions.readNow();
  return null;
}

async function prove(): Promise<string> {
  const { lang, theme } = page.getState();
  const back = encodeURIComponent(`/account.html?lang=${lang}&theme=${theme}${provedMark}`);
  try {
    return await leaveForProvider("proof", `?lang=${lang}&theme=${theme}&to=${back}`);
  } catch (error) {
    return describeError(error, sharedMessages[lang]);
  }
}

function Account() {
  const lang = useStore(page, (state) => state.lang);
  const who = useStore(me, (state) => state.me);
  const timeZone = useStore(city.store, ({ data }) => data?.timeZone ?? "UTC");
  const list = useStore(sessions.store, (state) => state);
  const today = useStore(scope.store, ({ data }) => data);
  const record = useStore(mine.store, (state) => state);
  const names = useRecordNames(city.store, lang);
  const outcome = useStore(said, (state) => state.said);
  const m = accountMessages[lang];
  const shared = sharedMessages[lang];
  return (
    <>
      <Header store={page} title={m.title} account={<AccountMenu store={page} me={me} onSignOut={leave} />} />
      <main className="account">
        {who !== null && (
          <p className="who">
            <strong>{who.login}</strong> {accountMenuMessages[lang].roles[who.role]}
          </p>
        )}
        {who?.role === "unassigned" && <Notice>{noRole[lang](who.login)}</Notice>}
        {!list.isReachable && <Notice>{describeError(list.error, shared)}</Notice>}
        {today !== null && who !== null && (
          <ScopeToday
            scope={today}
            isOperational={scopeOf(who) !== "nothing"}
            timeZone={timeZone}
            messages={m}
            language={lang}
          />
        )}
        {list.data !== null && (
          <DeviceList
            sessions={list.data.items}
            now={list.takenAt ?? 0}
            timeZone={timeZone}
            messages={m}
            language={lang}
            onEnd={(ids) => void end(ids)}
          />
        )}
        <Outcome said={outcome} />
        {record.items !== null && (
          <section aria-labelledby="record">
            <h2 id="record">{auditMessages[lang].mine}</h2>
            <p className="quiet">{auditMessages[lang].mineAbout}</p>
            <RecordList
              entries={record.items}
              hasMore={record.next !== null}
              names={names}
              timeZone={timeZone}
              language={lang}
              onMore={() => void mine.more()}
            />
          </section>
        )}
        {who?.signsInBy === "password" && (
          <PasswordForm login={who.login} shortest={shortestPassword} messages={m} onChange={change} />
        )}
        {who?.signsInBy === "provider" && <ProviderProof isProved={isProved} messages={m} onLeave={prove} />}
      </main>
    </>
  );
}

showPage(page, (lang) => `${accountMessages[lang].title} · ${sharedMessages[lang].product}`, <Account />);
