/** Address of the sign-in page, which leads to an address of this server, else to the first page. */
export function signInAddress(lang: string, to?: string): string {
  return `/sign-in.html?lang=${lang}${to === undefined ? "" : `&to=${encodeURIComponent(to)}`}`;
}

/** The same, leading back here. */
export function signInAndBack(lang: string): string {
  return signInAddress(lang, location.pathname + location.search);
}

/** Leads there, and back here. */
export function goToSignIn(): void {
  location.assign(signInAndBack(document.documentElement.lang));
}
