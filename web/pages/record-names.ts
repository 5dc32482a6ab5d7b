import type { StoreApi } from "zustand/vanilla";
import type { getPublished } from "../api/published.ts";
import { getPurposes } from "../api/purposes.ts";
import type { Language } from "../i18n/language.ts";
import { useStore } from "../panels/use-store.ts";
import { namesById } from "../state/names-apart.ts";
import type { Polled } from "../state/poll.ts";
import { pollOnDemand } from "../state/poll-on-demand.ts";
import type { RecordNames } from "../state/record-words.ts";

/** The city as a page has it. */
export type CityStore = StoreApi<Polled<Awaited<ReturnType<typeof getPublished>>>>;

const purposes = pollOnDemand(async () => (await getPurposes()).items, 3_600_000);

/** Asks for what the codes of the record are called. The record is shown without it too, by its codes. */
export const askForNames = purposes.begin;

/** What codes and numbers of the record are called, as far as it is known. */
export function useRecordNames(city: CityStore, language: Language): RecordNames {
  const items = useStore(purposes.store, (state) => state.data);
  const communities = useStore(city, (state) => state.data?.communities);
  return { purposes: items ?? [], communities: namesById(language, communities ?? []) };
}
