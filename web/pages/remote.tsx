import "../styles/base.css";
import "../styles/remote.css";
import { createStore } from "zustand/vanilla";
import { getCity, getWall, type Schemas } from "../api/client.ts";
import { listCommunities } from "../api/communities.ts";
import { ApiError } from "../api/errors.ts";
import { tellIdleness } from "../api/idle.ts";
import {
  acknowledge,
  type ControlChange,
  changeControl,
  getRemote,
  listDistricts,
  pairRemote,
  putRemoteAway,
} from "../api/wall-remote.ts";
import { formatClock } from "../i18n/format.ts";
import { languages, ownName } from "../i18n/language.ts";
import { remoteMessages } from "../i18n/remote.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { wallMessages } from "../i18n/wall.ts";
import { Notice } from "../panels/notice.tsx";
import { Choices } from "../panels/remote/choices.tsx";
import { PairForm } from "../panels/remote/pair-form.tsx";
import { PlacePicker } from "../panels/remote/place-picker.tsx";
import { WaitingCalls } from "../panels/remote/waiting-calls.tsx";
import { useStore } from "../panels/use-store.ts";
import { newPageStore } from "../state/page.ts";
import { poll } from "../state/poll.ts";
import { type Choice, newestOnly, withChoices } from "../state/remote-choices.ts";
import type { Place } from "../state/remote-places.ts";
import { waitingCalls } from "../state/waiting-calls.ts";
import { wallViews } from "../state/wall-settings.ts";
import { showPage } from "./show-page.ts";

const tokenKey = "one-map.wall.remote";
type Fault = "wrongCode" | "tooMany" | "ended" | "unreachable";

const page = newPageStore(location, navigator.languages, "dusk");
const remote = createStore<{
  token: string | null;
  state: Schemas["WallRemoteState"] | null;
  fault: Fault | null;
  /** Taken here, until the next reading knows it. */
  taken: ReadonlySet<number>;
  /** Asked for and not yet answered. */
  pending: readonly Choice[];
}>(() => ({ token: localStorage.getItem(tokenKey), state: null, fault: null, taken: new Set(), pending: [] }));
const answers = newestOnly();
/** Resolves once this is known to be a remote, which brings the cookie too: before that nothing else would be answered. */
const paired = new Promise<void>((resolve) => {
  remote.subscribe(({ state }) => state !== null && resolve());
});
const wall = poll(() => paired.then(getWall), 5_000);
const city = poll(() => paired.then(getCity), 600_000);
const places = poll(() => paired.then(listPlaces), 600_000);

function keep(token: string | null): void {
  if (token === null) localStorage.removeItem(tokenKey);
  else localStorage.setItem(tokenKey, token);
  remote.setState({ token, state: null, taken: new Set(), pending: [] });
}

/** A remote that is no longer paired says so and asks for a code; any other failure is tried again. */
function tell(error: unknown): void {
  const isEnded = error instanceof ApiError && error.status === 401;
  if (isEnded) keep(null);
  remote.setState({ fault: isEnded ? "ended" : "unreachable" });
}

/** Does something as this remote. */
async function act(work: (token: string) => Promise<Schemas["WallRemoteState"] | undefined>): Promise<void> {
  const { token } = remote.getState();
  if (token === null) return;
  const asked = answers.asked();
  try {
    const state = await work(token);
    if (remote.getState().token !== token) return;
    remote.setState({ ...(state && answers.isNews(asked) && { state }), fault: null });
  } catch (error) {
    tell(error);
  }
}

async function choose(change: ControlChange): Promise<void> {
  remote.setState({ pending: [...remote.getState().pending, change] });
  await act((token) => changeControl(token, change));
  remote.setState({ pending: remote.getState().pending.filter((one) => one !== change) });
}

async function take(id: number): Promise<void> {
  remote.setState({ taken: new Set([...remote.getState().taken, id]) });
  await act(async (token) => {
    await acknowledge(token, id);
    return undefined;
  });
  await wall.readNow();
}

async function pair(code: string): Promise<void> {
  try {
    keep((await pairRemote(code)).token);
    remote.setState({ fault: null });
    await act(getRemote);
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0;
    remote.setState({ fault: status === 429 ? "tooMany" : status === 422 ? "wrongCode" : "unreachable" });
  }
}

async function listPlaces(): Promise<Place[]> {
  const [{ items: districts }, communities] = await Promise.all([listDistricts(), listCommunities()]);
  return [
    ...districts.map(({ id, names }) => ({ key: `a${id}`, names, target: { areaId: id } })),
    ...communities.map(({ id, names }) => ({ key: `c${id}`, names, target: { communityId: id } })),
  ];
}

function Remote() {
  const lang = useStore(page, (state) => state.lang);
  const { token, state, fault } = useStore(remote, (all) => all);
  const m = remoteMessages[lang];
  return (
    <div className="remote">
      <header>
        <h1>{m.remote}</h1>
        <select
          aria-label={sharedMessages[lang].language}
          value={lang}
          onChange={(event) => page.setState({ lang: languages.find((one) => one === event.target.value) ?? lang })}
        >
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {ownName[language]}
            </option>
          ))}
        </select>
      </header>
      <main>
        {token === null ? (
          <PairForm fault={fault && m[fault]} messages={m} onPair={pair} />
        ) : (
          <>
            {fault !== null && <Notice>{m[fault]}</Notice>}
            {state === null ? <p className="quiet">{sharedMessages[lang].loading}</p> : <Controls state={state} />}
          </>
        )}
      </main>
    </div>
  );
}

function Controls({ state: { control: known, expiresAt } }: { state: Schemas["WallRemoteState"] }) {
  const lang = useStore(page, (all) => all.lang);
  const { taken, pending } = useStore(remote, (all) => all);
  const control = withChoices(known, pending);
  const { data } = useStore(wall.store, (all) => all);
  const cityData = useStore(city.store, (all) => all.data);
  const list = useStore(places.store, (all) => all.data);
  const m = remoteMessages[lang];
  const shared = sharedMessages[lang];
  const views = wallMessages[lang].views;
  return (
    <>
      <WaitingCalls
        calls={data === null ? [] : waitingCalls(data.open, new Set([...data.acknowledged, ...taken]))}
        categoryNames={new Map(cityData?.incidentCategories.map(({ code, names }) => [code, names]))}
        at={data === null ? 0 : Date.parse(data.asOf)}
        language={lang}
        onTake={(id) => void take(id)}
      />
      <Choices
        title={m.view}
        choices={wallViews.map((view) => [view, views[view] ?? view])}
        chosen={control.view}
        onChoose={(view) => void choose({ view, isRotating: false })}
      />
      <label className="switch">
        <input
          type="checkbox"
          checked={control.isRotating ?? true}
          onChange={(event) => void choose({ isRotating: event.target.checked })}
        />
        {m.rotating}
      </label>
      <Choices
        title={m.theme}
        choices={[
          ["auto", m.auto],
          ["day", shared.day],
          ["dusk", shared.dusk],
          ["night", shared.night],
        ]}
        chosen={control.theme}
        onChoose={(theme) => void choose({ theme })}
      />
      <PlacePicker
        places={list}
        shown={control.place?.names ?? null}
        language={lang}
        onChoose={(place) => void choose({ place })}
      />
      <section aria-label={m.other}>
        <h2>{m.other}</h2>
        <label className="switch">
          <input
            type="checkbox"
            checked={control.isMuted !== true}
            onChange={(event) => void choose({ isMuted: !event.target.checked })}
          />
          {m.sound}
        </label>
        <div className="choices">
          <button type="button" onClick={() => void choose({ replay: true })}>
            {m.replay}
          </button>
          <button type="button" onClick={() => void choose({ replay: false })}>
            {m.stopReplay}
          </button>
          <button type="button" onClick={() => void choose({ pair: true })}>
            {m.pairAnother}
          </button>
          <button
            type="button"
            onClick={() =>
              void act(async (token) => {
                await putRemoteAway(token);
                keep(null);
                return undefined;
              })
            }
          >
            {m.putAway}
          </button>
        </div>
        <p className="quiet">{m.paired(formatClock(new Date(expiresAt), cityData?.timeZone ?? "UTC"))}</p>
      </section>
    </>
  );
}

tellIdleness();
void act(getRemote);
setInterval(() => void act(getRemote), 5_000);
showPage(page, (lang) => remoteMessages[lang].remote, <Remote />);
