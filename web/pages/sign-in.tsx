import { createStore } from "zustand/vanilla";
import "../styles/base.css";
import "../styles/sign-in.css";
import { bringAnswer, leaveForProvider } from "../api/provider.ts";
import { findMe, getSignInWays, setUp, signIn } from "../api/sessions.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { Header } from "../panels/header.tsx";
import { Notice } from "../panels/notice.tsx";
import { faultWords, providerFaultWords } from "../panels/sign-in/fault-words.ts";
import { ProviderWay } from "../panels/sign-in/provider-way.tsx";
import { type FirstAdmin, SetupForm } from "../panels/sign-in/setup-form.tsx";
import { SignInForm } from "../panels/sign-in/sign-in-form.tsx";
import { useStore } from "../panels/use-store.ts";
import { inLanguage, ownAddress } from "../state/own-address.ts";
import { newPageStore } from "../state/page.ts";
import { shortestPassword } from "../state/password.ts";
import { poll } from "../state/poll.ts";
import { type ProviderAnswer, takeAnswer } from "../state/provider-answer.ts";
import { showPage } from "./show-page.ts";

/** First of all: what the page was asked for before somebody left for the provider stands in its address again. */
const answer = takeAnswer(location, history, sessionStorage);
const page = newPageStore(location, navigator.languages, "dusk");
/** How one can sign in; asked again while the page stands, so that it says when the database is back. */
const ways = poll(getSignInWays, 30_000);
/** What became of somebody who has come back from the provider. */
const returned = createStore<{ isChecking: boolean; fault: string | null }>(() => ({
  isChecking: answer !== null,
  fault: null,
}));
const target = ownAddress(new URLSearchParams(location.search).get("to"), location.origin);
const token = takeTokenOfAddress();

/** The token of the set-up in the part of the address that no server and no log sees; it does not stay there either. */
function takeTokenOfAddress(): string {
  const found = /^#setup=([\w-]+)$/.exec(location.hash)?.[1] ?? "";
  if (found !== "") history.replaceState(null, "", location.pathname + location.search);
  return found;
}

/** Goes where whoever signs in was going. Says what went wrong when they cannot. */
async function enter(login: string, password: string): Promise<string> {
  const m = signInMessages[page.getState().lang];
  try {
    await signIn({ login, password });
  } catch (error) {
    return faultWords(error, m);
  }
  return goOn();
}

/** Goes on, once the browser has shown that it keeps the session; resolves to what it did not. */
async function goOn(): Promise<string> {
  const { lang, theme } = page.getState();
  const who = await findMe().catch(() => null);
  if (who === null) return signInMessages[lang].notKept;
  const start = new URL(`/?theme=${theme}`, location.origin);
  // Without a role every page but one's own refuses what it asks for; the first one says why.
  const isUseless = who.role === "unassigned" && target?.pathname !== "/account.html";
  location.replace(inLanguage(isUseless ? start : (target ?? start), lang));
  return new Promise<string>(() => {});
}

async function leave(): Promise<string> {
  try {
    return await leaveForProvider("sign-in", location.search);
  } catch (error) {
    return providerFaultWords(error, signInMessages[page.getState().lang]);
  }
}

/** Brings what the provider said to the server, and goes on. */
async function comeBack(brought: ProviderAnswer): Promise<void> {
  const m = signInMessages[page.getState().lang];
  const fault = await bringAnswer(brought).then(goOn, (error: unknown) => providerFaultWords(error, m));
  returned.setState({ isChecking: false, fault });
}
if (answer !== null) void comeBack(answer);

async function begin(admin: FirstAdmin): Promise<string> {
  const m = signInMessages[page.getState().lang];
  try {
    await setUp(admin);
  } catch (error) {
    const words = faultWords(error, m);
    return words === m.wrong ? m.wrongToken : words;
  }
  const said = await enter(admin.login, admin.password);
  await ways.readNow();
  return said;
}

const isPage = (name: string | undefined): name is "wall" | "plan" | "analyse" =>
  name === "wall" || name === "plan" || name === "analyse";

function SignIn() {
  const { lang, theme } = useStore(page, (state) => state);
  const { data, isReachable, error } = useStore(ways.store, (state) => state);
  const { isChecking, fault } = useStore(returned, (state) => state);
  const m = signInMessages[lang];
  const shared = sharedMessages[lang];
  const statement = `/about.html?lang=${lang}&theme=${theme}`;
  const name = /^\/([\w-]+)\.html$/.exec(target?.pathname ?? "")?.[1];
  return (
    <div className="sign-in">
      <Header store={page} title={shared.product} />
      <main>
        {isChecking ? (
          <p role="status">{m.checking}</p>
        ) : data?.setup === "open" ? (
          <SetupForm messages={m} token={token} statement={statement} shortest={shortestPassword} onSetUp={begin} />
        ) : (
          <>
            {data?.setup === "elsewhere" && <Notice>{m.setUpElsewhere}</Notice>}
            {(data?.provider === true || fault !== null) && <ProviderWay messages={m} note={fault} onLeave={leave} />}
            {fault !== null && target !== undefined && (
              <p>
                <a href={inLanguage(target, lang).href}>{m.goBack}</a>
              </p>
            )}
            <SignInForm
              messages={m}
              note={isReachable ? null : faultWords(error, m)}
              leadsTo={isPage(name) ? shared[name] : null}
              onSignIn={enter}
            />
          </>
        )}
        {data?.setup !== "open" && (
          <p className="statement">
            <a href={statement}>{m.statement}</a>
          </p>
        )}
      </main>
    </div>
  );
}

showPage(page, (lang) => `${signInMessages[lang].signIn} · ${sharedMessages[lang].product}`, <SignIn />);
