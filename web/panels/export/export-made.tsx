import { useEffect, useId, useRef } from "react";
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
  const said = useId();
  const link = useRef<HTMLAnchorElement>(null);
  // What was pressed is gone: whoever hears the page is told what was made, and has the file under the finger.
  useEffect(() => link.current?.focus(), []);
  const way = { ref: link, className: "button primary", "aria-describedby": said };
  return (
    <div className="made">
      <p id={said} role="status" className="done">
        {made.kind === "file" ? `${m.made(no, formatNumber(made.rows))} ${m.link(made.until)}` : m.pictureMade(no)}
      </p>
      {made.kind === "picture" && <img src={made.url} alt={m.pictureOf(no)} />}
      <div className="deeds">
        <button type="button" onClick={onAnother}>
          {m.another}
        </button>
        {made.kind === "file" ? (
          <a {...way} href={made.href} download>
            {m.download}
          </a>
        ) : (
          <a {...way} href={made.url} download={`one-map-${no}.png`}>
            {m.save}
          </a>
        )}
      </div>
    </div>
  );
}
