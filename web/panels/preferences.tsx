import { useRef } from "react";
import { type Language, languages, ownName } from "../i18n/language.ts";
import { type SharedMessages, sharedMessages } from "../i18n/shared.ts";
import type { PageStore } from "../state/page.ts";
import { themes } from "../state/view.ts";
import { usePhone } from "./use-phone.ts";
import { useStore } from "./use-store.ts";

const globe =
  "M12 2a10 10 0 1 0 .01 0zM2.5 12h19M12 2c-3 2.6-4.4 6-4.4 10s1.4 7.4 4.4 10c3-2.6 4.4-6 4.4-10S15 4.6 12 2z";

/** Language and theme: two lists side by side, on a phone behind one button. */
export function Preferences({ store }: { store: PageStore }) {
  const lang = useStore(store, (state) => state.lang);
  const m = sharedMessages[lang];
  const isPhone = usePhone();
  const dialog = useRef<HTMLDialogElement>(null);
  if (!isPhone)
    return (
      <>
        <LanguageList store={store} lang={lang} label={m.language} />
        <ThemeList store={store} m={m} />
      </>
    );
  const title = m.languageAndTheme;
  return (
    <>
      <button
        type="button"
        className="round"
        aria-label={title}
        title={title}
        onClick={() => dialog.current?.showModal()}
      >
        <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d={globe} />
        </svg>
      </button>
      <dialog ref={dialog} className="preferences" aria-label={title}>
        <p>
          <span aria-hidden="true">{m.language}</span>
          <LanguageList store={store} lang={lang} label={m.language} />
        </p>
        <p>
          <span aria-hidden="true">{m.theme}</span>
          <ThemeList store={store} m={m} />
        </p>
        <p>
          <button type="button" className="primary" onClick={() => dialog.current?.close()}>
            {m.close}
          </button>
        </p>
      </dialog>
    </>
  );
}

function LanguageList({ store, lang, label }: { store: PageStore; lang: Language; label: string }) {
  return (
    <select
      aria-label={label}
      value={lang}
      onChange={(event) => store.setState({ lang: languages.find((l) => l === event.target.value) ?? lang })}
    >
      {languages.map((language) => (
        <option key={language} value={language} lang={language}>
          {ownName[language]}
        </option>
      ))}
    </select>
  );
}

function ThemeList({ store, m }: { store: PageStore; m: SharedMessages }) {
  const theme = useStore(store, (state) => state.theme);
  return (
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
  );
}
