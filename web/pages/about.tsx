import { createStore } from "zustand/vanilla";
import "../map/control-styles.ts";
import "../styles/base.css";
import "../styles/about.css";
import type { Schemas } from "../api/client.ts";
import { describeError } from "../api/errors.ts";
import { getBlocks, getPublished, getPublishedIncidents } from "../api/published.ts";
import { aboutMessages } from "../i18n/about.ts";
import { nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { palette } from "../map/palette.ts";
import { CountsTable } from "../panels/about/counts-table.tsx";
import { Statement } from "../panels/about/statement.tsx";
import { Header } from "../panels/header.tsx";
import { Legend } from "../panels/legend.tsx";
import { MapSlot } from "../panels/map-slot.tsx";
import { Notice } from "../panels/notice.tsx";
import { useStore } from "../panels/use-store.ts";
import { newPageStore } from "../state/page.ts";
import { poll } from "../state/poll.ts";
import { quartersUpTo } from "../state/published-periods.ts";
import { signInAddress } from "../state/sign-in-address.ts";
import type { PublicMap } from "./about-map.ts";
import { showPage } from "./show-page.ts";

const quartersOffered = 8;

const page = newPageStore(location, navigator.languages, "day");
const city = poll(getPublished, 600_000);
const shown = createStore<{
  period: string | null;
  blocks: readonly Schemas["PublishedBlock"][];
  incidents: Schemas["PublishedIncidents"] | null;
  error: unknown;
  map: PublicMap | null;
  isImpossible: boolean;
}>(() => ({ period: null, blocks: [], incidents: null, error: null, map: null, isImpossible: false }));
const mapElement = document.createElement("div");

/** Shows another quarter; the blocks are the same in all of them. */
async function choose(period: string): Promise<void> {
  shown.setState({ period });
  try {
    const [incidents, blocks] = await Promise.all([
      getPublishedIncidents(period),
      shown.getState().blocks.length === 0
        ? getBlocks().then(({ items }) => items)
        : Promise.resolve(shown.getState().blocks),
    ]);
    // Of two quarters asked for, the one asked for last.
    if (shown.getState().period === period) shown.setState({ incidents, blocks, error: null });
  } catch (error) {
    if (shown.getState().period === period) shown.setState({ error });
  }
  await draw();
}

async function draw(): Promise<void> {
  const { map, blocks, incidents } = shown.getState();
  await map?.show(blocks, incidents?.spots ?? []);
}

async function openMap(bbox: readonly number[] | null): Promise<void> {
  const { openPublicMap } = await import("./about-map.ts");
  const map = await openPublicMap(mapElement, page, bbox);
  shown.setState({ map, isImpossible: map === null });
  await draw();
}

function Published({ city: published }: { city: Schemas["PublishedCity"] }) {
  const { lang, theme } = useStore(page, (state) => state);
  const { period, incidents, error, isImpossible } = useStore(shown, (state) => state);
  const m = aboutMessages[lang];
  const shared = sharedMessages[lang];
  const words = (name: string) => m.quarter(...(name.split("-Q") as [string, string]));
  return (
    <section className="public-map" aria-labelledby="map">
      <h2 id="map">{m.map}</h2>
      {published.period === null || period === null ? (
        <p className="quiet">{m.none}</p>
      ) : (
        <div className="map-words">
          <p>{m.mapAbout(nameIn(lang, published.names), words(period))}</p>
          <label>
            {m.period}{" "}
            <select value={period} onChange={(event) => void choose(event.target.value)}>
              {quartersUpTo(published.period, quartersOffered).map((name) => (
                <option key={name} value={name}>
                  {words(name)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {error !== null && <Notice>{describeError(error, shared)}</Notice>}
      <div className="map-frame">
        <MapSlot element={mapElement} note={isImpossible ? shared.noWebGl : null} />
      </div>
      <Legend
        title={shared.legend}
        entries={[
          { symbol: "dot", colour: palette.info[theme], text: m.blocks },
          { symbol: "dot", colour: palette.place[theme], text: m.spots },
        ]}
      />
      {published.seededWith !== null && <p className="quiet">{shared.synthetic}</p>}
      {incidents !== null && <CountsTable city={published} incidents={incidents} messages={m} language={lang} />}
    </section>
  );
}

function About() {
  const lang = useStore(page, (state) => state.lang);
  const { data, error, isReachable } = useStore(city.store, (state) => state);
  const m = aboutMessages[lang];
  return (
    <>
      <Header
        store={page}
        title={sharedMessages[lang].product}
        account={
          <a className="button" href={signInAddress(lang)}>
            {m.signIn}
          </a>
        }
      />
      <main className="about-page">
        <h2 className="title">{m.title}</h2>
        <p>{m.intro}</p>
        <Statement messages={m} />
        {!isReachable && <Notice>{describeError(error, sharedMessages[lang])}</Notice>}
        {data?.hasMap === true && <Published city={data} />}
      </main>
    </>
  );
}

const stopWaiting = city.store.subscribe(({ data }) => {
  if (data === null) return;
  stopWaiting();
  if (!data.hasMap) return;
  if (data.period !== null) void choose(data.period);
  void openMap(data.bbox);
});
showPage(page, (lang) => `${aboutMessages[lang].title} · ${sharedMessages[lang].product}`, <About />);
