import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { decodeJwt, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import Provider from "oidc-provider";
import type { ProviderConfig } from "../auth/provider-config.ts";
import { KeptCookies } from "./cookies.ts";
import { freePort } from "./free-port.ts";

/** What the provider does otherwise than it should, once a token is asked for. */
export interface Lie {
  /** What it says instead of what is so. */
  readonly claims?: (claims: JWTPayload) => JWTPayload;
  /** Signs with a key that it never published. */
  readonly isForged?: boolean;
  /** Answers with this status and nothing else; 0 never answers. */
  readonly status?: number;
}

/** A provider of identities on this machine, as others run it: whoever says a login is taken for them. */
export interface TestProvider {
  readonly issuer: string;
  /** How a server is configured for it, with its keys as they stand at its `jwks_uri`. */
  readonly config: ProviderConfig;
  /** The same keys as a file would have them. */
  readonly keys: { readonly keys: readonly JWK[] };
  /** What it lies about from now on; nothing for undefined. */
  lie(lie: Lie | undefined): void;
  close(): Promise<void>;
}

const clientId = "one-map";
const clientSecret = "a secret that only this machine has";
const kid = "published";

/**
 * Starts one.
 * @param redirects addresses that it leads back to
 */
export async function startIdentityProvider(redirects: readonly string[]): Promise<TestProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const [published, never] = [await newKey(), await newKey()];
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [...redirects] }],
    jwks: { keys: [{ ...published.secret, kid, use: "sig", alg: "RS256" }] },
    cookies: { keys: ["for tests only"] },
    // Seconds; without them it tells of each that it chose one.
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // Nobody is asked whether they want to be known here: the service's own provider would not either.
    loadExistingGrant: async ({ oidc }) => {
      const { Grant } = oidc.provider;
      const grant = new Grant({ clientId, accountId: oidc.session?.accountId as string });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
  });
  let told: Lie | undefined;
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (request.url === "/told/token") void tell(request, response).catch(() => response.destroy());
    // A browser asks for it, and complains where there is none.
    else if (request.url === "/favicon.ico") response.writeHead(204).end();
    else void answer(request, response);
  });
  /** Asks itself for the token, and says something else where it is to lie. */
  const tell = async (request: IncomingMessage, response: ServerResponse) => {
    if (told?.status === 0) return;
    if (told?.status !== undefined) return void response.writeHead(told.status).end();
    const { authorization = "", "content-type": type = "" } = request.headers;
    const asked = await fetch(`${issuer}/token`, {
      method: "POST",
      headers: { authorization, "content-type": type },
      body: await text(request),
    });
    const body = (await asked.json()) as { id_token?: string };
    if (told !== undefined && body.id_token !== undefined) {
      const { claims = (same: JWTPayload) => same, isForged = false } = told;
      const header = { alg: "RS256", kid };
      const key = (isForged ? never : published).privateKey;
      body.id_token = await new SignJWT(claims(decodeJwt(body.id_token))).setProtectedHeader(header).sign(key);
    }
    response.writeHead(asked.status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const metadata = {
    ...((await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as ProviderConfig["metadata"]),
    token_endpoint: `${issuer}/told/token`,
  };
  return {
    issuer,
    config: { issuer, clientId, clientSecret, metadata, keys: undefined },
    keys: { keys: [{ ...published.open, kid, use: "sig", alg: "RS256" }] },
    lie: (lie) => {
      told = lie;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  return { privateKey, secret: await exportJWK(privateKey), open: await exportJWK(publicKey) };
}

/** Somebody's browser at the provider: it keeps the cookies that it is given there. */
export class AtProvider {
  readonly #cookies = new KeptCookies();

  /**
   * Opens an address of the provider, says a login wherever it is asked for one, and gives the address that the provider leads back to.
   */
  async signIn(address: string, login: string): Promise<URL> {
    const home = new URL(address).origin;
    let url = new URL(address);
    let answer = await this.#ask(url);
    for (let steps = 0; steps < 12; steps++) {
      const location = answer.headers.get("location");
      if (location !== null) {
        url = new URL(location, url);
        if (url.origin !== home) return url;
        answer = await this.#ask(url);
      } else {
        const page = await answer.text();
        const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
        if (!answer.ok || action === undefined) throw new Error(`${url}: ${answer.status} ${page.slice(0, 500)}`);
        url = new URL(action.replaceAll("&amp;", "&"), url);
        answer = await this.#ask(url, new URLSearchParams({ prompt: "login", login, password: "any" }));
      }
    }
    throw new Error(`the provider leads nowhere: ${url}`);
  }

  async #ask(url: URL, body?: URLSearchParams): Promise<Response> {
    const headers = { cookie: this.#cookies.header };
    const answer = await fetch(url, { redirect: "manual", headers, ...(body && { method: "POST", body }) });
    this.#cookies.take(answer.headers.getSetCookie());
    return answer;
  }
}
