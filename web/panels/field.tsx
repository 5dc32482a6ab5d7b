import { type ReactNode, useId } from "react";

/** Something to fill in, under its name. The name is that alone: of a list around it, its entries would be part of it. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
