import { lazy, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { createStore } from "zustand/vanilla";
import "../map/control-styles.ts";
import "../styles/base.css";
import "../styles/plan.css";
import { getCity, type Schemas } from "../api/client.ts";
import { listCommunities } from "../api/communities.ts";
import { describeError, isNotFound } from "../api/errors.ts";
import { followLive } from "../api/live.ts";
import { leave, newOwnMe } from "../api/me.ts";
import { onSignedOut } from "../api/not-signed-in.ts";
import { getPlan, postVisit } from "../api/plan.ts";
import { getDeviceKey } from "../api/sessions.ts";
import { formatInstant, formatNumber } from "../i18n/format.ts";
import type { Language } from "../i18n/language.ts";
import { type PlanMessages, planMessages } from "../i18n/plan.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { planFeatures, routeFeatures } from "../layers/plan-features.ts";
import { fontsOf } from "../map/fonts.ts";
import { planOrder } from "../map/layer-order.ts";
import { NoMapError, OneMap } from "../map/map.ts";
import { About } from "../panels/about.tsx";
import { AccountMenu } from "../panels/account-menu.tsx";
import { Header } from "../panels/header.tsx";
import { LiveChip } from "../panels/live-chip.tsx";
import { MapSlot } from "../panels/map-slot.tsx";
import { Notice } from "../panels/notice.tsx";
import { CommunityPicker } from "../panels/plan/community-picker.tsx";
import { EmergencyLink } from "../panels/plan/emergency-link.tsx";
import { placeName } from "../panels/plan/place-words.ts";

import { PlanList } from "../panels/plan/plan-list.tsx";
import { QueueLine } from "../panels/plan/queue-line.tsx";
import type { Outcome } from "../panels/plan/record-form.tsx";
import { useStore } from "../panels/use-store.ts";
import { emergencyOf } from "../state/emergency.ts";
import { firstCommunity, ownCommunities } from "../state/first-community.ts";
import { rereadOnChange } from "../state/follow-live.ts";
import { newLive } from "../state/live.ts";
import { scopeOf } from "../state/me.ts";
import { applyToDocument, newPageStore, pageAddress } from "../state/page.ts";
import { newPlanRoom, type PlanPlace, placesOf } from "../state/plan.ts";
import { keyOf } from "../state/plan-order.ts";
import { poll } from "../state/poll.ts";
import { longestWaitHours, newSealedVisits } from "../state/sealed-visits.ts";
import { goToSignIn } from "../state/sign-in-address.ts";
import { newVisitQueue, placeOf, type RecordedVisit } from "../state/visit-queue.ts";
import { PlanLegend } from "./plan-legend.tsx";

const planLimit = 500;
/** A change elsewhere is on the list within seconds; without a feed the list is read again once a minute. */
const pace = { settleMs: 1_000, atMostEveryMs: 10_000, everyMs: 600_000, everyMsWithoutFeed: 60_000 };
const resendMs = 10_000;
const lastCommunity = "one-map.community";

const page = newPageStore(location, navigator.languages, "day");
const me = newOwnMe();
const city = poll(() => me.ready.then(getCity), 300_000);
const communities = poll(() => me.ready.then(listCommunities), 300_000);
/** Number of the emergency that opens the community; null on a usual day. What it needs comes when there is one. */
const emergency = emergencyOf(location.search);
const ofEmergency = () => import("./plan-emergency.tsx");
const EmergencyBanner = lazy(async () => ({ default: (await ofEmergency()).EmergencyBanner }));
const room = newPlanRoom((communityId) => getPlan(communityId, planLimit, emergency), localStorage);
const deviceKey = async () => (await me.ready.then(getDeviceKey)).key;
const queue = newVisitQueue(newSealedVisits(localStorage, deviceKey), postVisit, longestWaitHours);
const screen = createStore<{ map: OneMap | null; isImpossible: boolean; savedName: string | null }>(() => ({
  map: null,
  isImpossible: false,
  savedName: null,
}));
const live = newLive(followLive);
const mapElement = document.createElement("div");
const fonts = fontsOf(page.getState().lang);

function chooseFirst(): void {
  const known = communities.store.getState().data?.map(({ id }) => id);
  if (known === undefined || room.store.getState().communityId !== null) return;
  const [asked] = page.getState().filter.communities;
  const last = Number(localStorage.getItem(lastCommunity));
  const id = firstCommunity({ asked, last, known, me: me.getState().me });
  if (id !== null) choose(id);
}

function choose(communityId: number): void {
  // An emergency is of one community: another one is looked at as on any other day.
  if (emergency !== null && room.store.getState().communityId !== null)
    location.assign(pageAddress("plan", page.getState(), { community: communityId }));
  else begin(communityId);
}

function begin(communityId: number): void {
  if (emergency === null) localStorage.setItem(lastCommunity, String(communityId));
  page.setState(({ filter }) => ({ filter: { ...filter, communities: [communityId] } }));
  void room.choose(communityId);
}

async function openMap(bbox: readonly number[]): Promise<void> {
  const [tables, under] = await Promise.all([fonts, emergency === null ? null : ofEmergency()]);
  const { map, isImpossible } = screen.getState();
  if (map !== null || isImpossible) return;
  const { theme, lang, camera } = page.getState();
  try {
    const opened = new OneMap({
      container: mapElement,
      order: planOrder,
      theme,
      language: lang,
      scale: 1,
      fonts: tables,
      messages: sharedMessages[lang],
      camera,
      bbox,
      isInteractive: true,
      canLocate: true,
    });
    if (emergency !== null) under?.askUnder(opened, emergency);
    opened.onMoved((moved) => page.setState({ camera: moved }));
    opened.onPick(["plan-mark"], ({ properties }) => {
      const place = placesOf(room.store.getState())[Number(properties.rank) - 1];
      if (place !== undefined) room.select(keyOf(place));
    });
    screen.setState({ map: opened });
    draw();
  } catch (error) {
    if (!(error instanceof NoMapError)) throw error;
    screen.setState({ isImpossible: true });
  }
}

/** Puts the list on the map, under the same numbers. */
function draw(): void {
  const { map } = screen.getState();
  if (map === null) return;
  const state = room.store.getState();
  const places = placesOf(state);
  void map.show(
    "plan-places",
    planFeatures(places, (place) => keyOf(place) === state.selected),
  );
  void map.show("plan-route", routeFeatures(places));
  const code = communities.store.getState().data?.find(({ id }) => id === state.communityId)?.code ?? "";
  void map.setFilter("chosen-outline", ["==", ["get", "code"], code]);
}

async function record(place: PlanPlace, outcome: Outcome): Promise<void> {
  const { lang } = page.getState();
  const visitedAt = new Date().toISOString();
  room.select(null);
  const isSent = queue.add({ clientKey: crypto.randomUUID(), ...keysOf(place), visitedAt, outcome });
  if (await isSent) screen.setState({ savedName: placeName(place, lang, planMessages[lang]) });
}

const keysOf = ({ kind, id }: PlanPlace) => (kind === "venue" ? { venueId: id } : { residenceId: id });

/** Takes a visited place off the list, before the server knows of it; where nobody answered it stays, with a note. */
function remember(visit: RecordedVisit): void {
  if (visit.outcome === "no_answer") room.setTried(placeOf(visit), visit.visitedAt);
  else room.setDone(placeOf(visit), visit.visitedAt);
}

const aboutRows = ({ items, totalDue }: Schemas["Plan"], m: PlanMessages) =>
  m.aboutRows(formatNumber(items.length), formatNumber(totalDue));

function Plan() {
  const { lang, theme } = useStore(page, (state) => state);
  const { isImpossible, savedName } = useStore(screen, (state) => state);
  const { data: cityData } = useStore(city.store, (state) => state);
  const { data: list, error, isReachable } = useStore(communities.store, (state) => state);
  const { plan, communityId } = useStore(room.store, (state) => state);
  const who = useStore(me, (state) => state.me);
  const m = planMessages[lang];
  const shared = sharedMessages[lang];
  const timeZone = cityData?.timeZone ?? "UTC";
  const describe = (problem: unknown) => describeError(problem, shared);
  return (
    <div className="plan">
      <Header store={page} title={shared.plan} account={<AccountMenu store={page} me={me} onSignOut={leave} />}>
        <CommunityPicker
          communities={list ?? []}
          own={who && ownCommunities(who)}
          chosen={communityId}
          language={lang}
          onChoose={choose}
        />
        <About
          close={shared.close}
          title={shared.about}
          rows={[
            [m.list, m.aboutList],
            [m.rows, plan === null ? shared.loading : aboutRows(plan, m)],
            [m.clock, plan === null ? shared.noData : formatInstant(new Date(plan.asOf), timeZone, lang)],
            [m.order, m.aboutOrder],
            [m.layer, m.aboutMap],
            [m.privacy, m.aboutPrivacy],
            ...(cityData?.seededWith ? [[shared.product, shared.synthetic] as const] : []),
          ]}
        />
      </Header>
      <section className="plan-map" aria-label={shared.map}>
        <MapSlot element={mapElement} note={isImpossible ? shared.noWebGl : null}>
          <LiveChip store={live.store} language={lang} />
        </MapSlot>
        <PlanLegend theme={theme} language={lang} />
      </section>
      <main>
        {emergency !== null && (
          <Suspense>
            <EmergencyBanner store={page} id={emergency} communities={list} />
          </Suspense>
        )}
        <QueueLine queue={queue} savedName={savedName} language={lang} describe={describe} />
        {list === null && !isReachable ? (
          <Notice>
            {describe(error)}{" "}
            <button type="button" onClick={() => void communities.readNow()}>
              {shared.retry}
            </button>
          </Notice>
        ) : list?.length === 0 ? (
          <p className="pad">{m.noCommunities}</p>
        ) : communityId === null && who !== null && scopeOf(who) === "none" ? (
          <p className="pad">{m.noneToday}</p>
        ) : (
          <PlanList
            room={room}
            classNames={new Map(cityData?.venueClasses.map(({ code, names }) => [code, names]))}
            timeZone={timeZone}
            language={lang}
            describe={(problem) => (isNotFound(problem) ? m.notYours : describe(problem))}
            helpWith={(error) => <EmergencyLink store={page} error={error} me={me} communityId={communityId} />}
            onRecord={emergency === null ? (place, outcome) => void record(place, outcome) : null}
          />
        )}
      </main>
    </div>
  );
}

const title = () => `${sharedMessages[page.getState().lang].plan} · ${sharedMessages[page.getState().lang].product}`;
/** Turns the map to another language, whose font it may not know yet. */
async function speak(language: Language): Promise<void> {
  const { map } = screen.getState();
  await map?.addFonts(await fontsOf(language));
  if (page.getState().lang === language) map?.set({ language });
}

page.subscribe((state, before) => {
  applyToDocument(state, title());
  screen.getState().map?.set({ theme: state.theme });
  if (state.lang !== before.lang) void speak(state.lang);
});
applyToDocument(page.getState(), title());
communities.store.subscribe(chooseFirst);
me.subscribe(chooseFirst);

let fitted: number | null = null;
room.store.subscribe((state, before) => {
  const { map } = screen.getState();
  if (state.plan !== null && map === null) void openMap(state.plan.community.bbox);
  if (state.plan !== null && fitted !== state.communityId) {
    if (fitted !== null) map?.fit(state.plan.community.bbox);
    fitted = state.communityId;
  }
  draw();
  if (state.selected !== null && state.selected !== before.selected) {
    screen.setState({ savedName: null });
    const place = placesOf(state).find((candidate) => keyOf(candidate) === state.selected);
    if (place !== undefined) map?.focus(place.position as [number, number], 14.5);
  }
});
/** In a pocket the page rests; taken out again, it looks at once. What is not one's own is on record each time it is asked for. */
async function readList(): Promise<void> {
  if (document.hidden || isNotFound(room.store.getState().error)) return;
  await room.reload();
  const { error } = room.store.getState();
  if (error !== null) throw error;
}
const list = rereadOnChange(live, readList, {
  ...pace,
  kinds: () => ["venue", "residence", "visit"],
  communityId: () => room.store.getState().communityId,
});
document.addEventListener("visibilitychange", () => void (!document.hidden && list.readNow()));
onSignedOut(live, me.readNow, goToSignIn);
live.onTiles((news) => void screen.getState().map?.hearOfTiles(news));

queue.store.subscribe((state, before) => {
  // What an earlier page had kept is off the list too.
  if (state.waiting.length > before.waiting.length)
    for (const visit of state.waiting) if (!before.waiting.includes(visit)) remember(visit);
  if (state.refused !== null && state.refused !== before.refused) room.setDone(placeOf(state.refused.visit), null);
  if (state.waiting.length === 0 && before.waiting.length > 0) void room.reload();
});
setInterval(() => void queue.flush(), resendMs);
addEventListener("online", () => void queue.flush());
void queue.flush();
createRoot(document.querySelector("#page") as HTMLElement).render(<Plan />);
