import "../styles/base.css";
import "../styles/index.css";
import { getCity, type Schemas } from "../api/client.ts";
import { leave, newOwnMe } from "../api/me.ts";
import { onNotSignedIn } from "../api/not-signed-in.ts";
import { formatNumber } from "../i18n/format.ts";
import { type Language, nameIn } from "../i18n/language.ts";
import { noRole } from "../i18n/no-role.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { startMessages } from "../i18n/start.ts";
import { AccountMenu } from "../panels/account-menu.tsx";
import { Header } from "../panels/header.tsx";
import { Notice } from "../panels/notice.tsx";
import { PageCard } from "../panels/start/page-card.tsx";
import { useStore } from "../panels/use-store.ts";
import { type Me, scopeOf } from "../state/me.ts";
import { newPageStore } from "../state/page.ts";
import { pollOnDemand } from "../state/poll-on-demand.ts";
import { goToSignIn } from "../state/sign-in-address.ts";
import { Screens } from "./index-screens.tsx";
import { showPage } from "./show-page.ts";

const page = newPageStore(location, navigator.languages, "dusk");
onNotSignedIn(goToSignIn);
const me = newOwnMe();
/** Asked for by those alone who are shown something of the city. */
const city = pollOnDemand(getCity, 60_000);
const begin = () => {
  const who = me.getState().me;
  if (who !== null && seesCity(who)) city.begin();
};
me.subscribe(begin);
begin();

function Start() {
  const { lang, theme } = useStore(page, (state) => state);
  const { me: who, isReachable } = useStore(me, (state) => state);
  const m = startMessages[lang];
  const shared = sharedMessages[lang];
  return (
    <>
      <Header store={page} title={shared.product} account={<AccountMenu store={page} me={me} onSignOut={leave} />} />
      <main className="start">
        {!isReachable && <Notice>{shared.serverAway}</Notice>}
        {who !== null && <OfMine me={who} lang={lang} />}
        <p className="more">
          <a href={`/about.html?lang=${lang}&theme=${theme}`}>{m.public}</a> <a href="/docs">{m.httpApi}</a>
        </p>
      </main>
    </>
  );
}

/** Only the pages that the role has a use for, and the screens for those who let them in. */
function OfMine({ me: mine, lang }: { me: Me; lang: Language }) {
  const { role, pages } = mine;
  const { data } = useStore(city.store, (state) => state);
  const m = startMessages[lang];
  const shared = sharedMessages[lang];
  const names = {
    wall: shared.wall,
    plan: shared.plan,
    analyse: shared.analyse,
    desk: m.desk,
    remote: m.remote,
    admin: m.admin,
  };
  return (
    <>
      {seesCity(mine) && <CityLine lang={lang} />}
      {pages.length === 0 && <p className="notice">{withoutPages(mine, lang)}</p>}
      {pages.map((name) => (
        <PageCard
          key={name}
          sign={name}
          name={names[name]}
          about={m.pageAbout[name]}
          href={`/${name}.html?lang=${lang}`}
        />
      ))}
      {role === "command" && data !== null && <Screens lang={lang} timeZone={data.timeZone} />}
    </>
  );
}

/** Whether there is something of the city for somebody at this address: administration may have one of its own, and no map. */
function seesCity(who: Me): boolean {
  return scopeOf(who) !== "nothing" && who.pages.some((page) => page !== "admin");
}

/** Why there is no page for somebody, and what they can do about it. */
function withoutPages({ role, login, duties }: Me, lang: Language): string {
  if (role === "unassigned") return noRole[lang](login);
  const isElsewhere = duties.some((duty) => ["accounts", "policy", "audit"].includes(duty));
  return isElsewhere ? startMessages[lang].adminElsewhere : startMessages[lang].noPages;
}

/** Which city this is and what it holds; why it cannot be said when the server is away. */
function CityLine({ lang }: { lang: Language }) {
  const { data, isReachable } = useStore(city.store, (state) => state);
  const m = sharedMessages[lang];
  if (!isReachable) return <Notice>{m.serverAway}</Notice>;
  if (data === null) return <p className="quiet">{m.loading}</p>;
  return (
    <div className="city">
      <h2>{nameIn(lang, data.names)}</h2>
      <p>{startMessages[lang].cityHolds(holdings(data.counts))}</p>
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

showPage(page, (lang) => sharedMessages[lang].product, <Start />);
