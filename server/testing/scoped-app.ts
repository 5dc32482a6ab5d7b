import type { FastifyRequest, LightMyRequestResponse } from "fastify";
import { anyone, type Principal } from "../access/decide.ts";
import { type TestApp, testApp } from "./app.ts";

export const principal = (role: Principal["role"], scope: Principal["scope"]): Principal => ({
  account: 1,
  role,
  scope,
});

/** Who asks is whom the header names; anyone where nobody of that name is there. */
export const namedIn =
  (principals: Readonly<Record<string, Principal>>) =>
  ({ headers }: FastifyRequest): Principal =>
    principals[String(headers["x-as"])] ?? anyone;

export type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";

export interface ScopedApp extends TestApp {
  /** Asks as somebody by their name; as nobody with a name that is not known. */
  ask(as: string, method: Method, url: string, options?: AskOptions): Promise<LightMyRequestResponse>;
}

export interface AskOptions {
  readonly body?: object | undefined;
  /** The version that is changed. */
  readonly version?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * The whole server over the small city, asked by principals of whom a header tells the name.
 * @param principals who there is; what stands in it is looked up with every request, and may be replaced
 */
export async function scopedApp(
  principals: Readonly<Record<string, Principal>>,
  options: Omit<Parameters<typeof testApp>[0] & object, "principalOf"> = {},
): Promise<ScopedApp> {
  const made = await testApp({
    ...options,
    principalOf: namedIn(principals),
  });
  return {
    ...made,
    ask: (as, method, url, { body, version, headers = {} } = {}) =>
      made.app.inject({
        method,
        url,
        headers: {
          "x-as": as,
          "accept-encoding": "identity",
          ...(version !== undefined && { "if-match": `"${version}"` }),
          ...headers,
        },
        ...(body !== undefined && { payload: body }),
      }),
  };
}

/** Whether an answer says no more than that there is nothing for whoever asks. */
export function isRefused({ statusCode }: Pick<LightMyRequestResponse, "statusCode">): boolean {
  return [401, 403, 404].includes(statusCode);
}
