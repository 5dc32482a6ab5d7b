import type { Schemas } from "../../api/client.ts";
import { formatNumber } from "../../i18n/format.ts";
import { type Language, type Names, nameIn } from "../../i18n/language.ts";
import type { PlanMessages } from "../../i18n/plan.ts";

type Place = Schemas["PlanItem"];

/** What a place is called: its name, or its address. */
export function placeName(place: Place, language: Language, m: PlanMessages): string {
  return nameIn(language, place.names, place.address === null ? m.dwelling : addressIn(language, place.address));
}

/** An address as it is written in a language: from the road down in Chinese, number first in English. */
export function addressIn(language: Language, { road, number, building }: NonNullable<Place["address"]>): string {
  const street = nameIn(language, road);
  if (number === null) return street;
  if (language === "en") return `${bare(number)} ${street}${building === null ? "" : `, building ${bare(building)}`}`;
  const written = `${street}${number}${building === null ? "" : ` ${building}`}`;
  return language === "zh-Hant" ? written.replaceAll("号", "號").replaceAll("栋", "棟") : written;
}

/** A number without the word that follows it in Chinese. */
const bare = (text: string) => text.replace(/[号號栋棟]$/u, "");

/** What kind of place it is. */
export function placeKind(
  place: Place,
  classNames: ReadonlyMap<string, Names>,
  language: Language,
  m: PlanMessages,
): string {
  return place.kind === "residence" ? m.dwelling : nameIn(language, classNames.get(place.class ?? ""), m.venue);
}

/** Why it is on the list. */
export function placeReason({ reason, daysOverdue, daysSince, dueOn }: Place, m: PlanMessages): string {
  if (reason === "overdue") return m.overdue(formatNumber(daysOverdue ?? 0));
  if (reason === "due_soon") return m.dueSoon(dueOn ?? "");
  return reason === "never" ? m.never : m.longAgo(formatNumber(daysSince ?? 0));
}
