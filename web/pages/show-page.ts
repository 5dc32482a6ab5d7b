import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { Language } from "../i18n/language.ts";
import { fontsOf } from "../map/fonts.ts";
import { applyToDocument, type PageStore } from "../state/page.ts";

/** Puts a page in its place, and its theme, language, fonts and title as they are chosen. */
export function showPage(page: PageStore, titleIn: (lang: Language) => string, content: ReactNode): void {
  const apply = () => {
    const state = page.getState();
    void fontsOf(state.lang);
    applyToDocument(state, titleIn(state.lang));
  };
  page.subscribe(apply);
  apply();
  createRoot(document.querySelector("#page") as HTMLElement).render(content);
}
