import { createRoot } from "react-dom/client";
import "../styles/base.css";
import "../styles/about.css";
import { aboutMessages } from "../i18n/about.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { fontsOf } from "../map/fonts.ts";
import { Statement } from "../panels/about/statement.tsx";
import { Header } from "../panels/header.tsx";
import { useStore } from "../panels/use-store.ts";
import { applyToDocument, newPageStore } from "../state/page.ts";

const page = newPageStore(location, navigator.languages, "day");

function About() {
  const lang = useStore(page, (state) => state.lang);
  const m = aboutMessages[lang];
  return (
    <>
      <Header store={page} title={sharedMessages[lang].product} />
      <main className="about-page">
        <h2 className="title">{m.title}</h2>
        <p>{m.intro}</p>
        <Statement messages={m} />
      </main>
    </>
  );
}

const apply = () => {
  const { lang } = page.getState();
  void fontsOf(lang);
  applyToDocument(page.getState(), `${aboutMessages[lang].title} · ${sharedMessages[lang].product}`);
};
page.subscribe(apply);
apply();
createRoot(document.querySelector("#page") as HTMLElement).render(<About />);
