import type { ReactNode } from "react";

/** What went wrong, read out at once; nothing where nothing did. */
export function Notice({ children }: { children: ReactNode }) {
  if (children === null) return null;
  return (
    <p className="notice" role="alert">
      {children}
    </p>
  );
}

/** What became of something that was asked for, in words. */
export interface Said {
  readonly text: string;
  readonly isFault: boolean;
}

/** Tells what became of it: a fault at once, a success when there is time. Nothing before. */
export function Outcome({ said }: { said: Said | null }) {
  if (said === null) return null;
  if (said.isFault) return <Notice>{said.text}</Notice>;
  return (
    <p className="done" role="status">
      {said.text}
    </p>
  );
}
