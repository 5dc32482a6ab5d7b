import { useFit } from "../use-fit.ts";

/** Places with a number each, highest first; those that find no room are left out. */
export function RankedPlaces({
  title,
  places,
}: {
  title: string;
  places: readonly { readonly key: string | number; readonly name: string; readonly value: string }[];
}) {
  const list = useFit<HTMLOListElement>();
  return (
    <section className="ranked" aria-label={title}>
      <h2>{title}</h2>
      <ol ref={list}>
        {places.map(({ key, name, value }, i) => (
          <li key={key} data-drop={i + 1}>
            <span>{name}</span> <strong>{value}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}
