import { createRoot } from "react-dom/client";
import { createStore } from "zustand/vanilla";
import "../styles/base.css";
import "../styles/index.css";
import { getCity, type Schemas } from "../api/client.ts";
import { goToSignIn, onNotSignedIn } from "../api/not-signed-in.ts";
import { getMe } from "../api/sessions.ts";
import { formatNumber } from "../i18n/format.ts";
import { type Language, nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { fontsOf } from "../map/fonts.ts";
import { Header } from "../panels/header.tsx";
import { useStore } from "../panels/use-store.ts";
import { type Me, scopeOf } from "../state/me.ts";
import { applyToDocument, newPageStore } from "../state/page.ts";
import { poll } from "../state/poll.ts";
import { Screens } from "./index-screens.tsx";

const store = newPageStore(location, navigator.languages, "dusk");
onNotSignedIn(goToSignIn);
const me = createStore<{ me: Me | null }>(() => ({ me: null }));
/** Who has signed in, and the city as far as there is any for them. */
const city = poll(async () => {
  const found = await getMe();
  me.setState({ me: found });
  return scopeOf(found) === "nothing" ? null : getCity();
}, 60_000);

function Start() {
  const lang = useStore(store, (state) => state.lang);
  const who = useStore(me, (state) => state.me);
  const m = sharedMessages[lang];
  const pages = (["wall", "plan", "analyse"] as const).filter((page) => who === null || who.pages.includes(page));
  return (
    <>
      <Header store={store} title={m.product} />
      <main className="start">
        <CityLine lang={lang} />
        {pages.map((page) => (
          <a key={page} href={`/${page}.html?lang=${lang}`}>
            <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
              <path d={signs[page]} />
            </svg>
            <strong>{m[page]}</strong>
            <span className="quiet">{m.pageAbout[page]}</span>
          </a>
        ))}
        <MayLetIn lang={lang} />
        <p className="more">
          <a href="/docs">{m.httpApi}</a>
        </p>
      </main>
    </>
  );
}

/** Screens of the wall, for those who let them in. */
function MayLetIn({ lang }: { lang: Language }) {
  const { data } = useStore(city.store, (state) => state);
  const role = useStore(me, (state) => state.me?.role);
  return data === null || role !== "command" ? null : <Screens lang={lang} timeZone={data.timeZone} />;
}

/** A screen on a stand, a way with its stops, bars of a chart. */
const signs = {
  wall: "M3 4h18v12H3zM12 16v4M8 20h8M7 12l3-4 3 3 4-4",
  plan: "M6 8a2.5 2.5 0 1 0-.01 0zM18 21a2.5 2.5 0 1 0-.01 0zM6 8v5a3 3 0 0 0 3 3h6a3 3 0 0 0 3-3V9l-3 3M18 9l3 3",
  analyse: "M4 20h16M7 20v-6M12 20V5M17 20v-9",
} as const;

/** Which city this is and what it holds; why it cannot be said when the server is away. */
function CityLine({ lang }: { lang: Language }) {
  const { data, isReachable, takenAt } = useStore(city.store, (state) => state);
  const m = sharedMessages[lang];
  if (!isReachable)
    return (
      <p className="notice" role="alert">
        {m.serverAway}
      </p>
    );
  // Some who sign in see nothing of the city.
  if (data === null) return takenAt === null ? <p className="quiet">{m.loading}</p> : null;
  return (
    <div className="city">
      <h2>{nameIn(lang, data.names)}</h2>
      <p>{m.cityHolds(holdings(data.counts))}</p>
      {data.seededWith !== null && <p className="quiet">{m.synthetic}</p>}
    </div>
  );
}

function holdings({ communities, residences, venues, incidents }: Schemas["City"]["counts"]) {
  return {
    communities: formatNumber(communities),
    residences: formatNumber(residences),
    venues: formatNumber(venues),
    incidents: formatNumber(incidents),
  };
}

const apply = () => {
  void fontsOf(store.getState().lang);
  applyToDocument(store.getState(), sharedMessages[store.getState().lang].product);
};
store.subscribe(apply);
apply();
createRoot(document.querySelector("#page") as HTMLElement).render(<Start />);
