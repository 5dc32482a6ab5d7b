/** One of a few, as a row of buttons. */
export function Choices<T extends string>({
  title,
  choices,
  chosen,
  onChoose,
}: {
  title: string;
  choices: readonly (readonly [value: T, text: string])[];
  chosen: T | null;
  onChoose: (value: T) => void;
}) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <div className="choices">
        {choices.map(([value, text]) => (
          <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
            {text}
          </button>
        ))}
      </div>
    </section>
  );
}
