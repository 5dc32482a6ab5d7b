import type { Language } from "../../i18n/language.ts";
import { wallMessages } from "../../i18n/wall.ts";

/** How a phone becomes the remote of this wall: an address and six digits. */
export function PairingCard({ code, address, language }: { code: string; address: string; language: Language }) {
  return (
    <section className="pairing over-map" aria-label={wallMessages[language].pairHere}>
      <p className="hint">{wallMessages[language].pairHere}</p>
      <p>{address}</p>
      <p className="code">
        {code.slice(0, 3)} {code.slice(3)}
      </p>
    </section>
  );
}
