import "../styles/base.css";
import "../styles/sign-in.css";
import { getMe, getSignInWays, setUp, signIn } from "../api/sessions.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { signInMessages } from "../i18n/sign-in.ts";
import { Header } from "../panels/header.tsx";
import { Notice } from "../panels/notice.tsx";
import { faultWords } from "../panels/sign-in/fault-words.ts";
import { type FirstAdmin, SetupForm } from "../panels/sign-in/setup-form.tsx";
import { SignInForm } from "../panels/sign-in/sign-in-form.tsx";
import { useStore } from "../panels/use-store.ts";
import { inLanguage, ownAddress } from "../state/own-address.ts";
import { newPageStore } from "../state/page.ts";
import { shortestPassword } from "../state/password.ts";
import { poll } from "../state/poll.ts";
import { showPage } from "./show-page.ts";

const page = newPageStore(location, navigator.languages, "dusk");
/** How one can sign in; asked again while the page stands, so that it says when the database is back. */
const ways = poll(getSignInWays, 30_000);
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
  const { lang, theme } = page.getState();
  const m = signInMessages[lang];
  try {
    await signIn({ login, password });
  } catch (error) {
    return faultWords(error, m);
  }
  try {
    await getMe();
  } catch {
    return m.notKept;
  }
  const start = new URL(`/?theme=${theme}`, location.origin);
  location.replace(inLanguage(target ?? start, lang));
  return new Promise<string>(() => {});
}

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
  const m = signInMessages[lang];
  const shared = sharedMessages[lang];
  const statement = `/about.html?lang=${lang}&theme=${theme}`;
  const name = /^\/([\w-]+)\.html$/.exec(target?.pathname ?? "")?.[1];
  return (
    <div className="sign-in">
      <Header store={page} title={shared.product} />
      <main>
        {data?.setup === "open" ? (
          <SetupForm messages={m} token={token} statement={statement} shortest={shortestPassword} onSetUp={begin} />
        ) : (
          <>
            {data?.setup === "elsewhere" && <Notice>{m.setUpElsewhere}</Notice>}
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
