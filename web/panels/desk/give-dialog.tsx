import { useEffect, useState } from "react";
import type { Schemas } from "../../api/client.ts";
import { deskMessages } from "../../i18n/desk.ts";
import { formatInstant } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { Modal } from "../modal.tsx";
import { Notice, Outcome, type Said } from "../notice.tsx";

/** To whom an incident may be given, who has it, and giving and taking it. */
export function GiveDialog({
  what,
  timeZone,
  language,
  read,
  change,
  describe,
  onClose,
}: {
  /** The incident in words. */
  what: string;
  timeZone: string;
  language: Language;
  read: () => Promise<readonly Schemas["WhoMayHave"][]>;
  /** Gives it to an account, or takes it back. */
  change: (account: number, isGiven: boolean) => Promise<void>;
  describe: (error: unknown) => string;
  onClose: () => void;
}) {
  const [officers, setOfficers] = useState<readonly Schemas["WhoMayHave"][] | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const m = deskMessages[language];
  const fail = (error: unknown) => setSaid({ text: describe(error), isFault: true });
  useEffect(() => {
    read().then(setOfficers, fail);
  }, []);
  const set = async ({ accountId, login }: Schemas["WhoMayHave"], isGiven: boolean) => {
    try {
      await change(accountId, isGiven);
      setOfficers(await read());
      setSaid({ text: isGiven ? m.given(login) : m.taken(login), isFault: false });
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Modal title={m.giveOf(what)} onClose={onClose}>
      <p className="quiet">{m.whoAbout}</p>
      {officers === null && said === null && <p className="quiet">{sharedMessages[language].loading}</p>}
      {officers?.length === 0 && <Notice>{m.nobody}</Notice>}
      <ul className="requests" aria-label={m.who}>
        {officers?.map((officer) => (
          <li key={officer.accountId}>
            <p>
              <strong>{officer.login}</strong>{" "}
              {officer.givenAt !== null && (
                <span className="quiet">{m.givenAt(formatInstant(new Date(officer.givenAt), timeZone, language))}</span>
              )}
            </p>
            <div className="deeds">
              {officer.givenAt === null ? (
                <button
                  type="button"
                  className="primary"
                  aria-label={m.giveTo(officer.login)}
                  onClick={() => void set(officer, true)}
                >
                  {m.give}
                </button>
              ) : (
                <button
                  type="button"
                  aria-label={m.takeBackFrom(officer.login)}
                  onClick={() => void set(officer, false)}
                >
                  {m.takeBack}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Outcome said={said} />
      <div className="deeds">
        <button type="button" onClick={onClose}>
          {m.close}
        </button>
      </div>
    </Modal>
  );
}
