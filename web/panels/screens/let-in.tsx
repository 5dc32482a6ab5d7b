import { useState } from "react";
import type { ScreenMessages } from "../../i18n/screen.ts";
import { Outcome, type Said } from "../notice.tsx";

interface ListedScreen {
  readonly id: number;
  /** In words, of the city's time. */
  readonly letInAt: string;
  readonly lastSeenAt: string;
}

/** Lets screens of the wall in by the code that they show, and puts them out. */
export function LetIn({
  screens,
  said,
  messages: m,
  onLetIn,
  onPutOut,
}: {
  screens: readonly ListedScreen[];
  /** What became of the last attempt. */
  said: Said | null;
  messages: ScreenMessages;
  onLetIn: (code: string) => Promise<void>;
  onPutOut: (id: number) => Promise<void>;
}) {
  const [code, setCode] = useState("");
  const [isBusy, setBusy] = useState(false);
  const busy = async (work: Promise<void>) => {
    setBusy(true);
    await work;
    setBusy(false);
  };
  return (
    <section className="screens" aria-label={m.screens}>
      <h2>{m.screens}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void busy(onLetIn(code)).then(() => setCode(""));
        }}
      >
        <label>
          {m.code}
          <input
            inputMode="numeric"
            autoComplete="off"
            pattern="[0-9]{6}"
            maxLength={6}
            required
            value={code}
            onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, ""))}
          />
        </label>
        <button type="submit" disabled={code.length !== 6 || isBusy}>
          {m.letIn}
        </button>
      </form>
      <Outcome said={said} />
      {screens.length === 0 ? (
        <p className="quiet">{m.none}</p>
      ) : (
        <ul>
          {screens.map(({ id, letInAt, lastSeenAt }) => (
            <li key={id}>
              <span>
                {m.number(id)} <span className="quiet">{m.since(letInAt, lastSeenAt)}</span>
              </span>
              <button
                type="button"
                aria-label={m.putOutOf(id)}
                disabled={isBusy}
                onClick={() => void busy(onPutOut(id))}
              >
                {m.putOut}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
