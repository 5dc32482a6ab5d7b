import { type RefObject, useLayoutEffect, useRef } from "react";

const dropped = "data-dropped";
const overflows = (box: HTMLElement) =>
  box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;

/**
 * Takes parts marked `data-drop` away, the highest number first, until the rest fits in the box. Parts are of different
 * sizes, so that a smaller one that went early may find room again in the end: `givesBack` looks for it.
 */
function fit(box: HTMLElement, givesBack: boolean): void {
  const parts = [...box.querySelectorAll<HTMLElement>("[data-drop]")].sort(
    (a, b) => Number(b.dataset.drop) - Number(a.dataset.drop),
  );
  for (const part of parts) part.removeAttribute(dropped);
  const gone: HTMLElement[] = [];
  for (const part of parts) {
    if (!overflows(box)) break;
    part.setAttribute(dropped, "");
    gone.unshift(part);
  }
  if (!givesBack) return;
  for (const part of gone) {
    if (part.parentElement?.closest(`[${dropped}]`)) continue;
    part.removeAttribute(dropped);
    if (overflows(box)) part.setAttribute(dropped, "");
  }
}

/**
 * A box that shows less rather than smaller or cut. It measures, because the same words are wider in another language
 * and with another font; and it measures again when the box changes or a font arrives.
 */
export function useFit<T extends HTMLElement>({ givesBack = false } = {}): RefObject<T | null> {
  const ref = useRef<T>(null);
  useLayoutEffect(() => {
    if (ref.current !== null) fit(ref.current, givesBack);
  });
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const again = () => fit(box, givesBack);
    const observer = new ResizeObserver(again);
    observer.observe(box);
    document.fonts.addEventListener("loadingdone", again);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener("loadingdone", again);
    };
  }, [givesBack]);
  return ref;
}
