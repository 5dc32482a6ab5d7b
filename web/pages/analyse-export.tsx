import { useEffect, useState } from "react";
import "../styles/export.css";
import type { Schemas } from "../api/client.ts";
import { ApiError, describeError } from "../api/errors.ts";
import { makeExport } from "../api/exports.ts";
import { getPurposes } from "../api/purposes.ts";
import { analyseMessages } from "../i18n/analyse.ts";
import { exportMessages } from "../i18n/export.ts";
import { formatClock, formatInstant, formatNumber } from "../i18n/format.ts";
import { type Language, nameIn } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { chipsOf } from "../panels/analyse/chips.tsx";
import { ExportForm, type ExportWish } from "../panels/export/export-form.tsx";
import { ExportMade, type Made } from "../panels/export/export-made.tsx";
import { Modal } from "../panels/modal.tsx";
import { Notice } from "../panels/notice.tsx";
import { PasswordAgain } from "../panels/password-again.tsx";
import { useStore } from "../panels/use-store.ts";
import { type ExportLayer, rowsOfExport } from "../state/export-request.ts";
import { pageAddress } from "../state/page.ts";
import { StepUpLeft } from "../state/step-up.ts";
import { noFilter } from "../state/view.ts";
import { analysis, city, communities, me, page, screen, settings, spanNow, timeZone } from "./analyse-stores.ts";
import { mapSheet } from "./map-sheet.ts";
import { describeProof, newOwnStepUp } from "./own-step-up.ts";

const stepUp = newOwnStepUp();
/** Longest query of a page that the record keeps. */
const longestView = 800;

/** Takes out what the page shows: rows as a file, or the map as a picture. Loaded when it is asked for. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { lang, theme } = useStore(page, (state) => state);
  const signsInBy = useStore(me, (state) => state.me?.signsInBy ?? null);
  const opened = useStore(screen, (state) => state.opened);
  const [items, setItems] = useState<readonly Schemas["PurposeItem"][] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const m = exportMessages[lang];
  const shared = sharedMessages[lang];
  useEffect(() => {
    getPurposes().then(
      (answer) => setItems(answer.items.filter(({ tasks }) => tasks.length === 0)),
      (error: unknown) => setFault(describeError(error, sharedMessages[page.getState().lang])),
    );
  }, []);
  const url = made?.kind === "picture" ? made.url : null;
  useEffect(() => () => void (url !== null && URL.revokeObjectURL(url)), [url]);
  const make = async (wish: ExportWish) => {
    try {
      setMade(await (wish.format === "png" ? makePicture(wish) : makeFile(wish)));
      return null;
    } catch (error) {
      if (error instanceof StepUpLeft) return null;
      if (error instanceof ApiError) return faultOf(error, lang);
      // The server has taken it: what is left is the picture, which this page draws.
      reportError(error);
      return m.noPicture;
    }
  };
  return (
    <>
      <Modal title={m.title} onClose={onClose}>
        <Notice>{fault}</Notice>
        {made !== null ? (
          <ExportMade made={made} language={lang} onAnother={() => setMade(null)} />
        ) : items === null ? (
          <div className="made">
            {fault === null && <p className="quiet">{shared.loading}</p>}
            <div className="deeds">
              <button type="button" onClick={onClose}>
                {shared.close}
              </button>
            </div>
          </div>
        ) : (
          <ExportForm
            first={layerShown()}
            takenOf={(layer) => filterWords(layer, lang)}
            items={items}
            hasMap={opened !== null}
            language={lang}
            onMake={make}
            onCancel={onClose}
          />
        )}
      </Modal>
      <PasswordAgain
        stepUp={stepUp}
        signsInBy={signsInBy}
        proofAddress={pageAddress("account", { lang, theme })}
        language={lang}
        describe={(error) => describeProof(error, lang)}
      />
    </>
  );
}

/** The layer that the map is about: of places in coverage, of incidents otherwise. */
function layerShown(): ExportLayer {
  const { mode, of } = settings.getState();
  if (mode !== "coverage") return "incidents";
  return of === "residences" ? "residences" : "venues";
}

function filterWords(layer: ExportLayer, lang: Language): string[] {
  const { filter } = page.getState();
  const own = layer === "incidents" ? filter : { ...noFilter, communities: filter.communities };
  const categories = city.store.getState().data?.incidentCategories;
  const places = communities.store.getState().data;
  return chipsOf(own, analyseMessages[lang], sharedMessages[lang], {
    category: (code) => nameIn(lang, categories?.find((one) => one.code === code)?.names, code),
    community: (id) => nameIn(lang, places?.find((one) => one.id === id)?.names, String(id)),
  }).map(({ text }) => text);
}

const ask = ({ layer, format, item, reason }: ExportWish, view?: string) =>
  stepUp.run(() =>
    makeExport({
      layer,
      format,
      item,
      reason,
      ...rowsOfExport(layer, page.getState().filter, timeZone()),
      ...(view !== undefined && { view }),
    }),
  );

async function makeFile(wish: ExportWish): Promise<Made> {
  const { id, rows, href, endsAt } = await ask(wish);
  const until = formatClock(new Date(endsAt as string), timeZone());
  return { kind: "file", id, rows, href: href as string, until };
}

/** The number comes first and the picture after it: there is none without a record. */
async function makePicture(wish: ExportWish): Promise<Made> {
  const { opened } = screen.getState();
  const { lang } = page.getState();
  const legend = document.querySelector(".legends");
  if (opened === null || legend === null) throw new Error("There is no map.");
  const { id } = await ask(wish, location.search.slice(1, longestView + 1));
  const m = exportMessages[lang];
  const shared = sharedMessages[lang];
  const { data } = city.store.getState();
  const login = me.getState().me?.login ?? "";
  const at = formatInstant(new Date(), timeZone(), lang);
  const about = shownNow(lang);
  const number = m.number(String(id));
  const filter = filterWords(wish.layer, lang);
  const { mode } = settings.getState();
  const blob = await mapSheet(opened.map, legend, {
    title: `${nameIn(lang, data?.names)} · ${analyseMessages[lang].modes[mode]}`,
    lines: [filter.length > 0 ? filter : [m.everything], about.parts],
    source: [
      shared.product,
      ...(about.asOf === null ? [] : [shared.asOf(formatInstant(new Date(about.asOf), timeZone(), lang))]),
      m.drawn(at),
      login,
      ...(data?.seededWith ? [shared.synthetic] : []),
    ],
    number,
    mark: `${number} · ${login} · ${at}`,
  });
  return { kind: "picture", id, url: URL.createObjectURL(blob) };
}

/** How many rows the map is made from, of which days, and of when that is. */
function shownNow(lang: Language): { parts: string[]; asOf: string | null } {
  const am = analyseMessages[lang];
  const { filter } = page.getState();
  if (settings.getState().mode === "coverage") {
    const data = analysis.coverage.store.getState().data;
    return { parts: data === null ? [] : [am.aboutPlaces(formatNumber(data.places))], asOf: data?.asOf ?? null };
  }
  const data = analysis.counts.store.getState().data;
  const { firstDay, today } = spanNow();
  const days = am.records(filter.fromDay ?? firstDay, filter.toDay ?? today);
  const rows = data === null ? [] : [am.aboutRows(formatNumber(data.total), formatNumber(data.ofTotal))];
  return { parts: [...rows, days], asOf: data?.asOf ?? null };
}

function faultOf(error: ApiError, lang: Language): string {
  const m = exportMessages[lang];
  if (error.slug === "export-limit") return m.tooMany;
  if (error.slug === "rate-limited") return m.manyFiles(String(Math.ceil((error.retryAfterSeconds ?? 60) / 60)));
  if (error.slug === "forbidden") return m.noRight;
  return describeError(error, sharedMessages[lang]);
}
