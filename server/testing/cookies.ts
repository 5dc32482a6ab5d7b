import type { App } from "../http/app-type.ts";

/** The password of every account that tests sign in with. */
export const password = "correct horse battery";

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Answer = Awaited<ReturnType<ReturnType<typeof browserOf>["call"]>>;

/** Asks an application as a browser does: with the cookie that it was given. */
export function browserOf(app: App) {
  const call = (
    method: Method,
    url: string,
    options: { cookie?: string | undefined; body?: object; headers?: object } = {},
  ) =>
    app.inject({
      method,
      url,
      headers: { ...(options.cookie && { cookie: options.cookie }), ...options.headers },
      ...(options.body && { payload: options.body }),
    });
  const signIn = (login: string, options: { cookie?: string | undefined; password?: string; headers?: object } = {}) =>
    call("POST", "/api/sessions", { ...options, body: { login, password: options.password ?? password } });
  return { call, signIn };
}

/** Status and kind of a problem. */
export function problemOf(answer: Answer): [status: number, slug: string] {
  return [answer.statusCode, (answer.json() as { type: string }).type.replace(/.*\//, "")];
}

/** The cookie of an answer as a browser sends it back. */
export function cookieOf(answer: Answer): string {
  return String(answer.headers["set-cookie"]).split(";")[0] as string;
}

/** Cookies as a browser keeps them for one place. */
export class KeptCookies {
  readonly #values = new Map<string, string>();

  /** As they are sent. */
  get header(): string {
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Takes the `Set-Cookie` headers of an answer; an empty value takes one away. */
  take(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.#values.delete(name);
      else this.#values.set(name, value);
    }
  }

  /** Keeps those of another instead of its own; none for undefined. */
  become(other: KeptCookies | undefined): void {
    const values = [...(other === undefined ? [] : other.#values)];
    this.#values.clear();
    for (const [name, value] of values) this.#values.set(name, value);
  }
}
