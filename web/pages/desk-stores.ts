import { getCity } from "../api/client.ts";
import { newOwnMe } from "../api/me.ts";
import { onNotSignedIn } from "../api/not-signed-in.ts";
import { getPublished } from "../api/published.ts";
import { type Language, nameIn } from "../i18n/language.ts";
import { newPageStore } from "../state/page.ts";
import { poll } from "../state/poll.ts";
import { pollOnDemand } from "../state/poll-on-demand.ts";
import { goToSignIn } from "../state/sign-in-address.ts";
import { newOwnStepUp } from "./own-step-up.ts";

export const page = newPageStore(location, navigator.languages, "day");
onNotSignedIn(goToSignIn);
export const me = newOwnMe();
/** Names of communities, and the zone of the city. */
export const places = poll(getPublished, 600_000);
/** Names of categories and classes; asked for by those alone who see something of the city. */
export const city = pollOnDemand(getCity, 600_000);
export const stepUp = newOwnStepUp();

export const timeZone = () => places.store.getState().data?.timeZone ?? "UTC";

/** Name of a community in a language; words of the caller for none. */
export function communityName(id: number | null, lang: Language, none: string): string {
  if (id === null) return none;
  const found = places.store.getState().data?.communities.find((community) => community.id === id);
  return nameIn(lang, found?.names, `#${id}`);
}
