import type { ReactNode } from "react";

/** A box for what is wider or longer than the page, such as a table. What scrolls has to be reached by keys. */
export function Scrolls({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="scrolls" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
