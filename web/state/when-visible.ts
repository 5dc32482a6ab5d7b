/** Calls now while the page is seen; otherwise once, when it is seen again: a page in a pocket rests. */
export function whenVisible(
  target: Pick<Document, "visibilityState" | "addEventListener">,
  call: () => void,
): () => void {
  let isWaiting = false;
  target.addEventListener("visibilitychange", () => {
    if (!isWaiting || target.visibilityState !== "visible") return;
    isWaiting = false;
    call();
  });
  return () => {
    if (target.visibilityState === "visible") call();
    else isWaiting = true;
  };
}
