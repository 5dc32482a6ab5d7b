const shownMs = 3_000;

/** No pointer on the wall, but for the moments in which somebody moves it. */
export function hidePointer(): void {
  const { classList } = document.documentElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener("pointermove", () => {
    classList.add("has-pointer");
    clearTimeout(timer);
    timer = setTimeout(() => classList.remove("has-pointer"), shownMs);
  });
}
