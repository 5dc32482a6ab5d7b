import { type RefObject, useLayoutEffect, useRef } from "react";

const dropped = "data-dropped";
const overflows = (box: HTMLElement) =>
  box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;

/** Takes parts marked `data-drop` away, the highest number first, until the rest fits in the box. */
function fit(box: HTMLElement): void {
  const parts = [...box.querySelectorAll<HTMLElement>("[data-drop]")]
    .sort((a, b) => Number(b.dataset.drop) - Number(a.dataset.drop))
    .values();
  for (const part of box.querySelectorAll(`[${dropped}]`)) part.removeAttribute(dropped);
  while (overflows(box)) {
    const next = parts.next();
    if (next.done) return;
    next.value.setAttribute(dropped, "");
  }
}

/**
 * A box that shows less rather than smaller or cut. It measures, because the same words are wider in another language
 * and with another font; and it measures again when the box changes or a font arrives.
 */
export function useFit<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useLayoutEffect(() => {
    if (ref.current !== null) fit(ref.current);
  });
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const again = () => fit(box);
    const observer = new ResizeObserver(again);
    observer.observe(box);
    document.fonts.addEventListener("loadingdone", again);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener("loadingdone", again);
    };
  }, []);
  return ref;
}
