import { exportMessages } from "../../i18n/export.ts";
import { formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";

/** What was made: a file behind a link that opens once, or a picture. */
export type Made =
  | { readonly kind: "file"; readonly id: number; readonly rows: number; readonly href: string; readonly until: string }
  | { readonly kind: "picture"; readonly id: number; readonly url: string };

/** Says the number of an export, and hands it out. */
export function ExportMade({ made, language, onAnother }: { made: Made; language: Language; onAnother: () => void }) {
  const m = exportMessages[language];
  const no = String(made.id);
  return (
    <div className="made">
      <p role="status" className="done">
        {made.kind === "file" ? `${m.made(no, formatNumber(made.rows))} ${m.link(made.until)}` : m.pictureMade(no)}
      </p>
      {made.kind === "picture" && <img src={made.url} alt={m.pictureOf(no)} />}
      <div className="deeds">
        <button type="button" onClick={onAnother}>
          {m.another}
        </button>
        {made.kind === "file" ? (
          <a className="button primary" href={made.href} download>
            {m.download}
          </a>
        ) : (
          <a className="button primary" href={made.url} download={`one-map-${no}.png`}>
            {m.save}
          </a>
        )}
      </div>
    </div>
  );
}
