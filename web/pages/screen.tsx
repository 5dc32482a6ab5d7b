import { createRoot } from "react-dom/client";
import { createStore } from "zustand/vanilla";
import "../styles/base.css";
import "../styles/screen.css";
import { getCity, type Schemas } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { steadyNow } from "../api/live/clock.ts";
import { findMe } from "../api/sessions.ts";
import { getScreen, newPairingCode, newScreen } from "../api/wall-remote.ts";
import { pickLanguage } from "../i18n/language.ts";
import { screenMessages } from "../i18n/screen.ts";
import { fontsOf } from "../map/fonts.ts";
import { WaitingScreen } from "../panels/screens/waiting-screen.tsx";
import { useStore } from "../panels/use-store.ts";
import { applyToDocument } from "../state/page.ts";
import { signInAddress } from "../state/sign-in-address.ts";
import { parseView } from "../state/view.ts";
import { newLink } from "../state/wall-link.ts";

const askEveryMs = 2_000;

const view = parseView(location.search);
const lang = pickLanguage(view.lang, navigator.languages);
const m = screenMessages[lang];
const statusOf = (error: unknown) => (error instanceof ApiError ? error.status : 0);

const link = newLink<Schemas["WallControl"]>(
  { newScreen, getScreen, newPairingCode, isStranger: (error) => statusOf(error) === 401 },
  localStorage,
  steadyNow,
);
/** Status of the last answer that was not the city; 0 for none at all. */
const refusal = createStore<{ status: number }>(() => ({ status: 0 }));
/** A screen that was let in and is refused all the same asks again after so many rounds. */
const patientRounds = 15;

/** Shows the wall as soon as this screen, or whoever has signed in on it, is answered. Others would be refused, and do not ask. */
async function tryWall(): Promise<void> {
  try {
    const isLetIn = link.store.getState().state?.isLetIn ?? false;
    if (!isLetIn && (await findMe()) === null) return refusal.setState({ status: 401 });
    await getCity();
    location.replace(`/wall.html${location.search}`);
  } catch (error) {
    refusal.setState({ status: statusOf(error) });
  }
}

async function ask(round: number): Promise<void> {
  const before = link.store.getState().state?.isLetIn ?? false;
  await link.ask();
  await link.showCode(true);
  const isLetIn = link.store.getState().state?.isLetIn ?? false;
  const { status } = refusal.getState();
  const isRefused = status === 401 || status === 403;
  if (isLetIn !== before || !isRefused || (isLetIn && round % patientRounds === 0)) await tryWall();
  setTimeout(() => void ask(round + 1), askEveryMs);
}

function Page() {
  const { state, isReachable } = useStore(link.store, (all) => all);
  const { code, opens } = useStore(link.pairing, (all) => all);
  const { status } = useStore(refusal, (all) => all);
  const fault = !isReachable
    ? m.unreachable
    : status === 403
      ? m.forbidden
      : state?.isLetIn && status === 401
        ? m.elsewhere
        : null;
  return (
    <WaitingScreen
      code={opens === "screen" ? code : null}
      address={location.host}
      signIn={signInAddress(lang, `/wall.html${location.search}`)}
      fault={fault}
      messages={m}
    />
  );
}

void fontsOf(lang);
applyToDocument({ theme: view.theme ?? "dusk", lang }, m.title);
createRoot(document.querySelector("#page") as HTMLElement).render(<Page />);
void tryWall().then(() => ask(1));
