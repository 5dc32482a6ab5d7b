import { type RefObject, useEffect, useRef } from "react";

/** Scrolls an element into view once it is chosen, as when its place was picked on the map. */
export function useInView<T extends Element>(isChosen: boolean): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return element;
}
