import type { ReactNode } from "react";
import type { PageStore } from "../state/page.ts";
import { Preferences } from "./preferences.tsx";

/** Title, what the page adds, language and theme. */
export function Header({ store, title, children }: { store: PageStore; title: string; children?: ReactNode }) {
  return (
    <header className="header">
      <h1>{title}</h1>
      <div className="tools">
        {children}
        <Preferences store={store} />
      </div>
    </header>
  );
}
