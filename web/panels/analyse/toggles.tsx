type Value = string | number;

/** One of a few, as a row of buttons. */
export function OneOf<T extends Value>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  value: T | null;
  onChange: (value: T) => void;
}) {
  return (
    <fieldset className="choice segmented">
      <legend>{label}</legend>
      <div>
        {options.map(([option, text]) => (
          <button key={option} type="button" aria-pressed={option === value} onClick={() => onChange(option)}>
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Any of a few; none pressed means all. */
export function AnyOf<T extends Value>({
  label,
  options,
  values,
  onChange,
  className = "pills",
}: {
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  values: readonly T[];
  onChange: (values: T[]) => void;
  className?: string;
}) {
  return (
    <fieldset className={`choice ${className}`}>
      <legend>{label}</legend>
      <div>
        {options.map(([option, text]) => (
          <button
            key={option}
            type="button"
            aria-pressed={values.includes(option)}
            onClick={() => onChange(toggled(values, [option]))}
          >
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** A sorted list with these values added, or taken away when all of them are in it. */
export function toggled<T extends Value>(values: readonly T[], changed: readonly T[]): T[] {
  const isIn = changed.every((value) => values.includes(value));
  const rest = values.filter((value) => !changed.includes(value));
  return (isIn ? rest : [...rest, ...changed]).sort((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1,
  );
}
