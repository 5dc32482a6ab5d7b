import { createRoot } from "react-dom/client";
import "../styles/base.css";
import "../styles/index.css";
import { getCity, type Schemas } from "../api/client.ts";
import { formatNumber } from "../i18n/format.ts";
import { type Language, nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { fontsOf } from "../map/fonts.ts";
import { Header } from "../panels/header.tsx";
import { useStore } from "../panels/use-store.ts";
import { applyToDocument, newPageStore } from "../state/page.ts";
import { poll } from "../state/poll.ts";

const store = newPageStore(location, navigator.languages, "dusk");
const city = poll(getCity, 60_000);

function Start() {
  const lang = useStore(store, (state) => state.lang);
  const m = sharedMessages[lang];
  return (
    <>
      <Header store={store} title={m.product} />
      <main className="start">
        {(["wall", "plan", "analyse"] as const).map((page) => (
          <a key={page} href={`/${page}.html?lang=${lang}`}>
            <strong>{m[page]}</strong>
            <span className="quiet">{m.pageAbout[page]}</span>
          </a>
        ))}
        <CityLine lang={lang} />
      </main>
    </>
  );
}

/** Which city this is and what it holds; why it cannot be said when the server is away. */
function CityLine({ lang }: { lang: Language }) {
  const { data, isReachable } = useStore(city.store, (state) => state);
  const m = sharedMessages[lang];
  if (!isReachable) return <p role="alert">{m.serverAway}</p>;
  if (data === null) return <p className="quiet">{m.loading}</p>;
  return (
    <p className="quiet">
      {nameIn(lang, data.names)}
      {" · "}
      {m.cityHolds(holdings(data.counts))}
      {data.seededWith !== null && ` · ${m.synthetic}`}
    </p>
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
