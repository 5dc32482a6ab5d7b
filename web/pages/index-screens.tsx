import { useEffect, useState } from "react";
import { createStore } from "zustand/vanilla";
import { ApiError } from "../api/errors.ts";
import { letScreenIn, listScreens, putScreenOut } from "../api/wall-screens.ts";
import { formatInstant } from "../i18n/format.ts";
import type { Language } from "../i18n/language.ts";
import { type ScreenMessages, screenMessages } from "../i18n/screen.ts";
import { LetIn } from "../panels/screens/let-in.tsx";
import { useStore } from "../panels/use-store.ts";
import { type Poll, poll } from "../state/poll.ts";

const said = createStore<{ what: keyof ScreenMessages | null }>(() => ({ what: null }));

async function act(screens: Poll<unknown>, work: Promise<unknown>, done: "isIn" | "isOut"): Promise<void> {
  try {
    await work;
    said.setState({ what: done });
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0;
    said.setState({ what: status === 422 ? "wrongCode" : status === 429 ? "tooMany" : "failed" });
  }
  void screens.readNow();
}

/** Screens of the wall, for whoever may let them in; nothing for everybody else. */
export function Screens({ lang, timeZone }: { lang: Language; timeZone: string }) {
  const [screens] = useState(() => poll(listScreens, 30_000));
  useEffect(() => screens.stop, [screens]);
  const { data } = useStore(screens.store, (state) => state);
  const { what } = useStore(said, (state) => state);
  const m = screenMessages[lang];
  if (data === null) return null;
  return (
    <LetIn
      screens={data.items.map(({ id, letInAt, lastSeenAt }) => ({
        id,
        letInAt: formatInstant(new Date(letInAt), timeZone, lang),
        lastSeenAt: formatInstant(new Date(lastSeenAt), timeZone, lang),
      }))}
      said={what === null ? null : { text: String(m[what]), isFault: what !== "isIn" && what !== "isOut" }}
      messages={m}
      onLetIn={(code) => act(screens, letScreenIn(code), "isIn")}
      onPutOut={(id) => act(screens, putScreenOut(id), "isOut")}
    />
  );
}
