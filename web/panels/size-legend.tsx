/** Circles of a map whose area says a number: a few of them with what they stand for. */
export function SizeLegend({
  title,
  colour,
  sizes,
}: {
  title: string;
  colour: string;
  sizes: readonly (readonly [radius: number, text: string])[];
}) {
  return (
    <div className="class-legend">
      <span className="title">{title}</span>
      <ul aria-label={title}>
        {sizes.map(([radius, text]) => (
          <li key={text}>
            <svg
              className="size"
              viewBox={`${-radius} ${-radius} ${2 * radius} ${2 * radius}`}
              width={2 * radius}
              height={2 * radius}
              aria-hidden="true"
            >
              <circle r={radius} fill={colour} />
            </svg>
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
