import type { Schemas } from "../../api/client.ts";
import type { AccountMessages } from "../../i18n/account.ts";
import { formatAge, formatInstant } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { deviceWords } from "../../state/device-words.ts";

/** Seen is kept to the minute. */
const inUseMs = 120_000;

/** Browsers and terminals that are signed in with this account, this one first. */
export function DeviceList({
  sessions,
  now,
  timeZone,
  messages: m,
  language,
  onEnd,
}: {
  sessions: readonly Schemas["Session"][];
  /** Epoch milliseconds. */
  now: number;
  timeZone: string;
  messages: AccountMessages;
  language: Language;
  onEnd: (ids: readonly string[]) => void;
}) {
  const instant = (text: string) => formatInstant(new Date(text), timeZone, language);
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  const used = (seenAt: string) => {
    const age = now - Date.parse(seenAt);
    return age < inUseMs ? m.inUse : m.seen(formatAge(age / 1_000, language));
  };
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{m.devices}</h2>
      <p className="quiet">{m.devicesAbout}</p>
      <ul className="devices">
        {[...sessions.filter(({ isCurrent }) => isCurrent), ...others].map(
          ({ id, device, signedInAt, seenAt, endsAt, isCurrent }) => (
            <li key={id}>
              <p>
                <strong>{deviceWords(device)}</strong>
                {isCurrent && <span className="badge">{m.thisOne}</span>}
                <br />
                <span className="quiet">
                  {[
                    m.signedIn(instant(signedInAt)),
                    used(seenAt),
                    ...(endsAt === null ? [] : [m.endsAt(instant(endsAt))]),
                  ].join(" · ")}
                </span>
              </p>
              {!isCurrent && (
                <button
                  type="button"
                  aria-label={m.endOf(deviceWords(device), instant(signedInAt))}
                  onClick={() => onEnd([id])}
                >
                  {m.end}
                </button>
              )}
            </li>
          ),
        )}
      </ul>
      {others.length > 1 && (
        <button type="button" onClick={() => onEnd(others.map(({ id }) => id))}>
          {m.endOthers}
        </button>
      )}
    </section>
  );
}
