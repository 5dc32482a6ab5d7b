import { type ReactNode, useRef } from "react";

/** The "i" of a page: what its layers show, of when, and from how many rows; settings of the page below. */
export function About({
  close,
  title,
  rows,
  children,
}: {
  close: string;
  title: string;
  rows: readonly (readonly [what: string, text: string])[];
  children?: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        className="round"
        aria-label={title}
        title={title}
        onClick={() => dialog.current?.showModal()}
      >
        i
      </button>
      <dialog ref={dialog} className="about" aria-label={title}>
        <h2>{title}</h2>
        <dl>
          {rows.map(([what, text]) => (
            <div key={what} style={{ display: "contents" }}>
              <dt>{what}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {children}
        <p>
          <button type="button" className="primary" onClick={() => dialog.current?.close()}>
            {close}
          </button>
        </p>
      </dialog>
    </>
  );
}
