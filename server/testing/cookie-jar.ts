/** Cookies of this process by origin, as a browser keeps them. */
const jar = new Map<string, string>();

/** Everything that is asked of an origin from now on is asked with this cookie; with none for undefined. */
export function keepCookie(origin: string, cookie: string | undefined): void {
  if (cookie === undefined) jar.delete(new URL(origin).origin);
  else jar.set(new URL(origin).origin, cookie);
}

/** The header for an address; nothing for an origin that no cookie is kept for. */
export function cookieFor(url: string | URL): { cookie?: string } {
  const cookie = jar.get(new URL(url).origin);
  return cookie === undefined ? {} : { cookie };
}

/** What is asked for, with headers that can be added to. */
export interface Asked extends Omit<RequestInit, "headers"> {
  readonly headers?: Record<string, string>;
}

/** `fetch` with the cookie that is kept for the origin. */
export function fetchAs(url: string | URL, init: Asked = {}) {
  return fetch(url, { ...init, headers: { ...cookieFor(url), ...init.headers } });
}
