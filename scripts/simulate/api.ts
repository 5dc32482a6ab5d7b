/** The server said no; `status` is that of the answer. */
export class RefusedError extends Error {
  readonly status: number;

  constructor(method: string, path: string, status: number, text: string) {
    super(`${method} ${path}: ${status} ${text.slice(0, 200)}`);
    this.status = status;
  }
}

/** What simulated people do goes through the same door as everybody's: the public HTTP interface. */
export class Api {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get<T>(path: string): Promise<T> {
    return this.#send<T>("GET", path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.#send<T>("POST", path, body);
  }

  /** Changes a thing that is still at this version; rejects with status 412 when somebody was faster. */
  patch<T>(path: string, version: number, body: object): Promise<T> {
    return this.#send<T>("PATCH", path, body, { "if-match": `"${version}"` });
  }

  async #send<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new RefusedError(method, path, response.status, text);
    return JSON.parse(text) as T;
  }
}
