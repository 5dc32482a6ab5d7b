/** Classes of a map: a swatch each with what it begins at, in order. */
export function ClassLegend({
  title,
  colours,
  labels,
}: {
  title: string;
  colours: readonly string[];
  labels: readonly string[];
}) {
  return (
    <div className="class-legend">
      <span className="title">{title}</span>
      <ul aria-label={title}>
        {labels.map((text, i) => (
          <li key={text}>
            <svg viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width="10" height="10" fill={colours[i]} />
            </svg>
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
