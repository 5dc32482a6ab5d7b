import type { AnalyseMessages } from "../../i18n/analyse.ts";
import { formatInstant, formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import type { SharedMessages } from "../../i18n/shared.ts";

/** Of when an answer is, and the button that asks again. */
export function AsOf({
  asOf,
  timeZone,
  language,
  messages: m,
  shared,
  onRefresh,
}: {
  asOf: string | null;
  timeZone: string;
  language: Language;
  messages: AnalyseMessages;
  shared: SharedMessages;
  onRefresh: () => void;
}) {
  return (
    <p className="as-of quiet">
      <span className="when">
        {asOf === null ? "\u00a0" : shared.asOf(formatInstant(new Date(asOf), timeZone, language))}
      </span>
      <button type="button" className="round" aria-label={m.refresh} title={m.refresh} onClick={onRefresh}>
        <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M20 12a8 8 0 1 1-2.3-5.7L20 8.6M20 3.5v5.1h-5.1" />
        </svg>
      </button>
    </p>
  );
}

/** How many incidents pass, of how many; while counting it says so and shows no old number. */
export function Headline({
  total,
  ofTotal,
  isBusy,
  messages: m,
}: {
  total: number | null;
  ofTotal: number | null;
  isBusy: boolean;
  messages: AnalyseMessages;
}) {
  return (
    <p className="headline" role="status">
      {isBusy || total === null || ofTotal === null ? (
        <span className="quiet">{m.updating}</span>
      ) : (
        <>
          <strong data-testid="total">{formatNumber(total)}</strong> {m.incidents}{" "}
          <span className="quiet">{m.ofAll(formatNumber(ofTotal))}</span>
        </>
      )}
    </p>
  );
}
