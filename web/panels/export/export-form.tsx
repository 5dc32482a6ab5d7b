import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Schemas } from "../../api/client.ts";
import { exportMessages } from "../../i18n/export.ts";
import { type Language, nameIn } from "../../i18n/language.ts";
import { type ExportFormat, type ExportLayer, exportFormats, exportLayers } from "../../state/export-request.ts";
import { Field } from "../field.tsx";
import { Notice } from "../notice.tsx";

/** What is asked for. */
export interface ExportWish {
  readonly layer: ExportLayer;
  readonly format: ExportFormat;
  readonly item: string;
  readonly reason: string;
}

/** Which rows as what kind of file, and what for. */
export function ExportForm({
  first,
  takenOf,
  items,
  hasMap,
  language,
  onMake,
  onCancel,
}: {
  /** The layer that the page shows. */
  first: ExportLayer;
  /** The filter in words, part by part, as far as it is about a layer. */
  takenOf: (layer: ExportLayer) => readonly string[];
  /** Purposes that a file may be made for. */
  items: readonly Schemas["PurposeItem"][];
  hasMap: boolean;
  language: Language;
  /** Resolves to what went wrong, in words. */
  onMake: (wish: ExportWish) => Promise<string | null>;
  onCancel: () => void;
}) {
  const [layer, setLayer] = useState(first);
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const hint = useId();
  const m = exportMessages[language];
  const isPicture = format === "png";
  const shown = isPicture ? first : layer;
  const taken = takenOf(shown);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setFault(null);
    const said = await onMake({
      layer: shown,
      format,
      item: String(data.get("item")),
      reason: String(data.get("reason")).trim(),
    });
    setBusy(false);
    setFault(said);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p className="quiet">{m.about}</p>
      <OneOfThem
        label={m.format}
        options={exportFormats.filter((one) => one !== "png" || hasMap).map((one) => [one, m.formats[one]])}
        value={format}
        hasFocus
        onChange={setFormat}
      />
      {!isPicture && (
        <OneOfThem
          label={m.layer}
          options={exportLayers.map((one) => [one, m.layers[one]])}
          value={layer}
          onChange={setLayer}
        />
      )}
      <p>
        <span className="quiet">{m.taken}</span> {taken.length === 0 ? m.everything : taken.join(" · ")}
        <br />
        <span className="quiet">{isPicture ? m.pictureAbout : m.filesAbout}</span>
      </p>
      <Field label={m.item}>
        {(id) => (
          <select id={id} name="item" required defaultValue="">
            <option value="" disabled>
              {m.choose}
            </option>
            {items.map(({ code, names }) => (
              <option key={code} value={code}>
                {nameIn(language, names)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={m.reason}>
        {(id) => (
          <>
            <input id={id} name="reason" required maxLength={200} autoComplete="off" aria-describedby={hint} />
            <span id={hint} className="quiet">
              {m.reasonAbout}
            </span>
          </>
        )}
      </Field>
      <Notice>{fault}</Notice>
      <div className="deeds">
        <button type="button" onClick={onCancel}>
          {m.cancel}
        </button>
        {/* Not disabled while it is busy: the focus would be nowhere when there is an answer. */}
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {isBusy ? m.making : m.make}
        </button>
      </div>
    </form>
  );
}

function OneOfThem<T extends string>({
  label,
  options,
  value,
  hasFocus = false,
  onChange,
}: {
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  value: T;
  /** Whether the one that is chosen has the focus at first. */
  hasFocus?: boolean;
  onChange: (value: T) => void;
}) {
  const name = useId();
  const fields = useRef<HTMLFieldSetElement>(null);
  // What led to the form, a button before it, is gone.
  useEffect(() => {
    if (hasFocus) fields.current?.querySelector<HTMLInputElement>(":checked")?.focus();
  }, [hasFocus]);
  return (
    <fieldset className="radios" ref={fields}>
      <legend>{label}</legend>
      {options.map(([option, text]) => (
        <label key={option} className="switch">
          <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
