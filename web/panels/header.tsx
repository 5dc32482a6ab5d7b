import type { ReactNode } from "react";
import { languages, ownName } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import type { PageStore } from "../state/page.ts";
import { themes } from "../state/view.ts";
import { useStore } from "./use-store.ts";

/** Title, what the page adds, language and theme. */
export function Header({ store, title, children }: { store: PageStore; title: string; children?: ReactNode }) {
  const lang = useStore(store, (state) => state.lang);
  const theme = useStore(store, (state) => state.theme);
  const m = sharedMessages[lang];
  return (
    <header className="header">
      <h1>{title}</h1>
      <div className="tools">
        {children}
        <select
          aria-label={m.language}
          value={lang}
          onChange={(event) => store.setState({ lang: languages.find((l) => l === event.target.value) ?? lang })}
        >
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {ownName[language]}
            </option>
          ))}
        </select>
        <select
          aria-label={m.theme}
          value={theme}
          onChange={(event) => store.setState({ theme: themes.find((t) => t === event.target.value) ?? theme })}
        >
          {themes.map((name) => (
            <option key={name} value={name}>
              {m[name]}
            </option>
          ))}
        </select>
      </div>
    </header>
  );
}
