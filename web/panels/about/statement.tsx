import type { AboutMessages } from "../../i18n/about.ts";

/** What the system does and does not do, in words that anybody reads. */
export function Statement({ messages: m }: { messages: AboutMessages }) {
  const parts = [
    ["does", m.does, m.doesList],
    ["does-not", m.doesNot, m.doesNotList],
    ["published", m.published, m.publishedList],
    ["remains", m.remains, m.remainsList],
  ] as const;
  return (
    <div className="statement">
      {parts.map(([name, title, points]) => (
        <section key={name} aria-labelledby={name} className={`is-${name}`}>
          <h2 id={name}>{title}</h2>
          <ul>
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
      ))}
      <section aria-labelledby="address">
        <h2 id="address">{m.address}</h2>
        <p>{m.addressText}</p>
      </section>
    </div>
  );
}
