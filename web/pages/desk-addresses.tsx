import { useEffect, useState } from "react";
import type { Schemas } from "../api/client.ts";
import { ApiError, describeError } from "../api/errors.ts";
import { getPurposes } from "../api/purposes.ts";
import {
  type CorrectionStatus,
  decideCorrection,
  findAddress,
  listCorrections,
  makeCorrection,
  type NewCorrection,
  readAboutAddress,
  readCorrection,
} from "../api/subject.ts";
import { formatInstant } from "../i18n/format.ts";
import { type Language, nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { subjectMessages } from "../i18n/subject.ts";
import { AboutAddress } from "../panels/desk/about-address.tsx";
import { RequestDialog } from "../panels/desk/request-dialog.tsx";
import { TakeDownForm } from "../panels/desk/take-down-form.tsx";
import { Field } from "../panels/field.tsx";
import { Notice, Outcome, type Said } from "../panels/notice.tsx";
import { useStore } from "../panels/use-store.ts";
import { newPages } from "../state/list-pages.ts";
import { pollOnDemand } from "../state/poll-on-demand.ts";
import { city, communityName, places, timeZone } from "./desk-stores.ts";

const statuses = ["open", "done", "refused"] as const;
const purposes = pollOnDemand(async () => (await getPurposes()).items, 3_600_000);

export function openAddresses(): void {
  city.begin();
  purposes.begin();
}

const requestsOf = (status: CorrectionStatus) => newPages((after) => listCorrections(status, after));
const requests = { open: requestsOf("open"), done: requestsOf("done"), refused: requestsOf("refused") };

/** For whoever comes to ask about an address: taking it down, reading for it what is stored, and answering. */
export function AddressesTab({ language: lang }: { language: Language }) {
  useStore(places.store, (state) => state.data);
  const [status, setStatus] = useState<CorrectionStatus>("open");
  const { items, next, error } = useStore(requests[status].store, (state) => state);
  const [shown, setShown] = useState<Schemas["CorrectionDetail"] | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const m = subjectMessages[lang];
  const shared = sharedMessages[lang];
  const describe = (error: unknown) => describeError(error, shared);
  const fail = (error: unknown) => setSaid({ text: describe(error), isFault: true });
  useEffect(() => void requests[status].begin(), [status]);
  const choose = (chosen: CorrectionStatus) => {
    setSaid(null);
    setStatus(chosen);
  };
  const open = (id: number) => readCorrection(id).then(setShown, fail);
  const take = async (request: NewCorrection): Promise<Said> => {
    try {
      const { id } = await makeCorrection(request);
      choose("open");
      await requests.open.begin();
      return { text: m.taken(String(id)), isFault: false };
    } catch (error) {
      return { text: describe(error), isFault: true };
    }
  };
  return (
    <>
      <TakeDownForm language={lang} onFind={findAddress} onTake={take} describe={describe} />
      <section className="card" aria-label={m.requests}>
        <h2>{m.requests}</h2>
        <Field label={m.status}>
          {(id) => (
            <select
              id={id}
              value={status}
              onChange={(event) => choose(statuses.find((one) => one === event.target.value) ?? "open")}
            >
              {statuses.map((one) => (
                <option key={one} value={one}>
                  {m.statuses[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Outcome said={said} />
        {error !== null && <Notice>{describe(error)}</Notice>}
        {items === null && error === null && <p className="quiet">{shared.loading}</p>}
        {items?.length === 0 && <p className="quiet">{m.noRequests}</p>}
        <ul className="requests">
          {items?.map(({ id, kind, communityId, madeAt }) => (
            <li key={id}>
              <p>
                <strong>{m.request(String(id))}</strong> {m.kinds[kind]}
                <br />
                <span className="quiet">
                  {communityName(communityId, lang, shared.noData)} ·{" "}
                  {m.madeAt(formatInstant(new Date(madeAt), timeZone(), lang))}
                </span>
              </p>
              <div className="deeds">
                <button type="button" aria-label={m.openOf(String(id))} onClick={() => void open(id)}>
                  {m.open}
                </button>
              </div>
            </li>
          ))}
        </ul>
        {next !== null && (
          <button type="button" onClick={() => void requests[status].more()}>
            {m.more}
          </button>
        )}
      </section>
      {shown !== null && (
        <RequestDialog
          key={shown.id}
          request={shown}
          timeZone={timeZone()}
          language={lang}
          onShow={async (reason) => {
            try {
              const found = await readAboutAddress(shown.residenceId, shown.id, reason);
              return { stored: <Stored found={found} language={lang} /> };
            } catch (error) {
              return { fault: describe(error) };
            }
          }}
          onDecide={async (decision) => {
            try {
              await decideCorrection(shown.id, decision);
              setShown(null);
              setSaid({ text: m.saved, isFault: false });
              await requests[status].begin();
              return null;
            } catch (error) {
              return error instanceof ApiError && error.status === 409 ? m.decidedBefore : describe(error);
            }
          }}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}

function Stored({ found, language }: { found: Schemas["AboutAddress"]; language: Language }) {
  const classes = useStore(city.store, ({ data }) => data?.venueClasses);
  const items = useStore(purposes.store, (state) => state.data);
  return (
    <AboutAddress
      found={found}
      venueClass={(code) => nameIn(language, classes?.find((one) => one.code === code)?.names, code)}
      purposeName={(code) => nameIn(language, items?.find((one) => one.code === code)?.names, code)}
      timeZone={timeZone()}
      language={language}
    />
  );
}
