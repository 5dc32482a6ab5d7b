import { createRoot } from "react-dom/client";
import "../styles/base.css";
import "../styles/index.css";
import { sharedMessages } from "../i18n/shared.ts";
import { Header } from "../panels/header.tsx";
import { useStore } from "../panels/use-store.ts";
import { applyToDocument, newPageStore } from "../state/page.ts";

const store = newPageStore(location, navigator.languages, "dusk");

function Start() {
  const lang = useStore(store, (state) => state.lang);
  const m = sharedMessages[lang];
  return (
    <>
      <Header store={store} title={m.product} />
      <main className="start">
        {(["wall", "plan", "analyse"] as const).map((page) => (
          <a key={page} href={`/${page}.html?lang=${lang}`}>
            {m[page]}
          </a>
        ))}
      </main>
    </>
  );
}

const apply = () => applyToDocument(store.getState(), sharedMessages[store.getState().lang].product);
store.subscribe(apply);
apply();
createRoot(document.querySelector("#page") as HTMLElement).render(<Start />);
