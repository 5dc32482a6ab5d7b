import { SignInError } from "../credentials.ts";

/** The server said no: it will say so again. `status` is that of the answer. */
export class RefusedError extends Error {
  readonly status: number;

  constructor(method: string, path: string, status: number, text: string) {
    super(`${method} ${path}: ${status} ${text.slice(0, 200)}`);
    this.status = status;
  }
}

/** Nobody answered, or the server asked to come again later. */
export class AwayError extends Error {
  /** Whether what was asked for may have been done all the same. */
  readonly isUnsure: boolean;

  constructor(message: string, isUnsure: boolean, cause?: unknown) {
    super(message, { cause });
    this.isUnsure = isUnsure;
  }
}

/** Sends one request; `fetch` but for tests. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** Signs in and gives the cookie. */
export type SignIn = () => Promise<string>;

/** What simulated people do goes through the same door as everybody's: the public HTTP interface. */
export class Api {
  readonly #origin: string;
  readonly #signIn: SignIn;
  readonly #send: Send;
  #session: Promise<string> | undefined;

  constructor(origin: string, signIn: SignIn, send: Send = fetch) {
    this.#origin = origin;
    this.#signIn = signIn;
    this.#send = send;
  }

  get<T>(path: string): Promise<T> {
    return this.#ask<T>("GET", path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.#ask<T>("POST", path, body);
  }

  /** Changes a thing that is still at this version; rejects with status 412 when somebody was faster. */
  patch<T>(path: string, version: number, body: object): Promise<T> {
    return this.#ask<T>("PATCH", path, body, { "if-match": `"${version}"` });
  }

  /** Every item of a list, page by page; at most so many. */
  async list<T>(path: string, most = Number.POSITIVE_INFINITY): Promise<T[]> {
    const mark = path.includes("?") ? "&" : "?";
    const items: T[] = [];
    for (let after = ""; items.length < most; ) {
      const limit = Math.min(1_000, most - items.length);
      const page = await this.get<{ items: T[]; next: string | null }>(`${path}${mark}limit=${limit}${after}`);
      items.push(...page.items);
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    return items;
  }

  async #ask<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
    let response: Response;
    let text: string;
    // A session lasts for a shift at most; a city lives longer.
    for (let tries = 0; ; tries++) {
      const session = this.#session ?? this.#begin();
      let isSent = false;
      try {
        const cookie = await session;
        isSent = true;
        response = await this.#send(this.#origin + path, {
          method,
          headers: { ...headers, cookie, ...(body !== undefined && { "content-type": "application/json" }) },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(15_000),
        });
        text = await response.text();
      } catch (error) {
        if (error instanceof SignInError && error.status < 500 && error.status !== 429) throw error;
        throw new AwayError(`${method} ${path}: no answer`, isSent, error);
      }
      if (response.status !== 401 || tries > 0) break;
      if (this.#session === session) this.#session = undefined;
    }
    if (response.ok) return JSON.parse(text) as T;
    if (response.status >= 500 || response.status === 429 || response.status === 408)
      throw new AwayError(`${method} ${path}: ${response.status}`, response.status !== 503 && response.status !== 429);
    throw new RefusedError(method, path, response.status, text);
  }

  /** Signs in once for however many ask; a failure is for those who asked. */
  #begin(): Promise<string> {
    const session = this.#signIn();
    this.#session = session;
    session.catch(() => {
      if (this.#session === session) this.#session = undefined;
    });
    return session;
  }
}
