import { createStore, type StoreApi } from "zustand/vanilla";
import { type Language, pickLanguage } from "../i18n/language.ts";
import { formatView, parseView, type Theme, type View } from "./view.ts";

export interface PageState extends View {
  readonly theme: Theme;
  readonly lang: Language;
}

export type PageStore = StoreApi<PageState>;

/** What a page was asked to show, and every change to it written back to the address. */
export function newPageStore(location: Location, preferred: readonly string[], fallbackTheme: Theme): PageStore {
  const view = parseView(location.search);
  const store = createStore<PageState>(() => ({
    ...view,
    theme: view.theme ?? fallbackTheme,
    lang: pickLanguage(view.lang, preferred),
  }));
  store.subscribe((state) => {
    history.replaceState(null, "", `${location.pathname}?${formatView(state, location.search)}`);
  });
  return store;
}

/** Puts theme and language where styles, fonts and readers look for them. */
export function applyToDocument({ theme, lang }: Pick<PageState, "theme" | "lang">, title: string): void {
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = lang;
  document.title = title;
}

/** Address of another page, in the language and the theme of this one. */
export function pageAddress(
  name: "account" | "admin" | "desk" | "plan",
  { lang, theme }: Pick<PageState, "lang" | "theme">,
  more: Readonly<Record<string, string | number>> = {},
): string {
  const rest = Object.entries(more).map(([key, value]) => `&${key}=${value}`);
  return `/${name}.html?lang=${lang}&theme=${theme}${rest.join("")}`;
}
