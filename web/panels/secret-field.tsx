import { type Ref, useId, useState } from "react";

/** A password that can be looked at before it is sent: nobody types twelve characters blindly on a phone. */
export function SecretField({
  label,
  show,
  name,
  autoComplete,
  minLength,
  field,
}: {
  label: string;
  /** Name of the switch that shows it. */
  show: string;
  name: string;
  autoComplete: "current-password" | "new-password" | "off";
  minLength?: number;
  field?: Ref<HTMLInputElement>;
}) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="secret">
        <input
          id={id}
          ref={field}
          name={name}
          type={isShown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          minLength={minLength}
          maxLength={200}
          required
        />
        <button type="button" className="round" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          <span className="visually-hidden">{show}</span>
          <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d={isShown ? eye : `${eye}M4 4l16 16`} />
          </svg>
        </button>
      </div>
    </div>
  );
}

const eye = "M2 12c2.5-4.5 6-7 10-7s7.5 2.5 10 7c-2.5 4.5-6 7-10 7s-7.5-2.5-10-7zM12 9a3 3 0 1 0 .01 0z";
