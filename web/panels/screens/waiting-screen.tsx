import type { ScreenMessages } from "../../i18n/screen.ts";
import { Notice } from "../notice.tsx";

/** What a screen shows that nobody has let in: the code to let it in by, to be read from across the room. */
export function WaitingScreen({
  code,
  address,
  signIn,
  fault,
  messages: m,
}: {
  /** Null until there is one. */
  code: string | null;
  address: string;
  /** Where somebody signs in on this very screen. */
  signIn: string;
  fault: string | null;
  messages: ScreenMessages;
}) {
  return (
    <main className="waiting-screen">
      <h1>{m.title}</h1>
      {fault === null ? (
        <>
          <p>{m.how}</p>
          <p className="code" role="status">
            {code === null ? m.loading : `${code.slice(0, 3)} ${code.slice(3)}`}
          </p>
        </>
      ) : (
        <Notice>{fault}</Notice>
      )}
      <p className="quiet">
        {m.address} {address}
      </p>
      <a href={signIn}>{m.signIn}</a>
    </main>
  );
}
