import type { ReactNode } from "react";
import { sharedMessages } from "../i18n/shared.ts";
import type { PageStore } from "../state/page.ts";
import { Preferences } from "./preferences.tsx";
import { useStore } from "./use-store.ts";

/** The sign of the product, which leads to its first page; title, what the page adds, language and theme, the account. */
export function Header({
  store,
  title,
  account,
  children,
}: {
  store: PageStore;
  title: string;
  account?: ReactNode;
  children?: ReactNode;
}) {
  const { lang, theme } = useStore(store, (state) => state);
  return (
    <header className="header">
      <a className="brand" href={`/?lang=${lang}&theme=${theme}`}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M5 22 12 9l6 9 4-6 5 10z" />
          <circle cx="22" cy="9" r="2.6" />
        </svg>
        <span className="visually-hidden">{sharedMessages[lang].product}</span>
      </a>
      <h1>{title}</h1>
      <div className="tools">
        {children}
        <Preferences store={store} />
        {account}
      </div>
    </header>
  );
}
