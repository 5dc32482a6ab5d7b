import { type ReactNode, useLayoutEffect, useRef } from "react";

/** Where the map lives on the page. The element belongs to the page's entry, so drawing the page again leaves it alone. */
export function MapSlot({
  element,
  note,
  children,
}: {
  element: HTMLElement;
  note?: string | null | undefined;
  children?: ReactNode;
}) {
  const slot = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    slot.current?.prepend(element);
  }, [element]);
  return (
    <div ref={slot} className="map">
      {note && (
        <p className="notice map-note" role="status">
          {note}
        </p>
      )}
      {children}
    </div>
  );
}
