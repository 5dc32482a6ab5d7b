/**
 * Where to go after signing in: an address of this very server, else undefined. What is given back is whole, with its
 * origin: of a path alone a browser may make another host.
 */
export function ownAddress(to: string | null, origin: string): URL | undefined {
  if (to === null || !to.startsWith("/")) return undefined;
  const url = URL.parse(to, origin);
  if (url === null || url.origin !== origin || url.username !== "" || url.password !== "") return undefined;
  return url.pathname === signInPath ? undefined : url;
}

const signInPath = "/sign-in.html";

/** The same address in a language, when it is one of the pages. */
export function inLanguage(url: URL, lang: string): URL {
  if (url.pathname !== "/" && !url.pathname.endsWith(".html")) return url;
  const changed = new URL(url);
  changed.searchParams.set("lang", lang);
  return changed;
}
