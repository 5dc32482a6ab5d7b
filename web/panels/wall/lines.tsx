/** A title and a few lines under it: what a picture is made of, so that it can be judged. */
export function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section className="lines" aria-label={title}>
      <h2>{title}</h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}
