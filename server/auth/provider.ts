import { createHash, createHmac } from "node:crypto";
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  enableNonRepudiationChecks,
  None,
  ResponseBodyError,
  type ServerMetadata,
} from "openid-client";
import type { ProviderConfig } from "./provider-config.ts";

/** Where keys that were given as a file are said to be: nothing is ever asked for there. */
const keysOfFile = "https://keys.invalid/";

/** Seconds that the provider may take to answer: whoever signs in waits meanwhile. */
const patienceSeconds = 5;

/** Somebody whom the provider knows. */
export interface Identity {
  /** SHA-256 of issuer and subject: all that is kept of who it is. */
  readonly subjectHash: Buffer;
  /** When they last proved to the provider who they are; undefined where it does not say. */
  readonly authenticatedAt: Date | undefined;
}

/** Why the provider's answer lets nobody in: it is `away`, or what it says does not hold. */
export class ProviderFault extends Error {
  readonly isAway: boolean;
  /** A word for the record, such as `OAUTH_TIMEOUT` or `access_denied`. */
  readonly reason: string;

  constructor(isAway: boolean, reason: string, cause: unknown) {
    super(isAway ? "The provider of identities does not answer." : "The provider's answer does not hold.", { cause });
    this.isAway = isAway;
    this.reason = reason;
  }
}

/** The secrets of one attempt, all made from the token of its cookie: the database holds none of them. */
export function secretsOf(token: string): {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
} {
  const of = (what: string) => createHmac("sha256", token).update(what).digest("base64url");
  return { state: of("state"), nonce: of("nonce"), verifier: of("verifier") };
}

/** The provider of identities: authorization code with PKCE, by what was configured and nothing that was looked up. */
export class IdentityProvider {
  readonly #configuration: Configuration;
  readonly #issuer: string;

  constructor({ issuer, clientId, clientSecret, metadata, keys }: ProviderConfig) {
    this.#issuer = issuer;
    const server = { ...metadata, ...(keys && { jwks_uri: keysOfFile }) } as ServerMetadata;
    const configuration = new Configuration(server, clientId, undefined, authenticationOf(metadata, clientSecret));
    configuration.timeout = patienceSeconds;
    if (keys !== undefined)
      configuration[customFetch] = async (url, options) =>
        url === keysOfFile ? Response.json(keys) : fetch(url, options as RequestInit);
    // Addresses that are not by TLS are this machine's own, or were refused when the configuration was read.
    if (Object.values(metadata).some((value) => typeof value === "string" && value.startsWith("http://")))
      allowInsecureRequests(configuration);
    // Without it the signature counts for nothing: TLS alone would say whose answer it is.
    enableNonRepudiationChecks(configuration);
    this.#configuration = configuration;
  }

  /**
   * Address at the provider where somebody signs in.
   * @param again whether they have to prove there who they are, also when they have just done so
   */
  async addressFor(token: string, redirect: string, { again }: { again: boolean }): Promise<string> {
    const { state, nonce, verifier } = secretsOf(token);
    const url = buildAuthorizationUrl(this.#configuration, {
      redirect_uri: redirect,
      scope: "openid",
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...(again && { prompt: "login", max_age: "0" }),
    });
    return url.href;
  }

  /**
   * Who has come back from the provider. Throws ProviderFault where it says nothing that holds.
   *
   * @param callback the address that it led back to, with what it added
   * @param within seconds; who has not proved who they are at the provider since then is refused
   */
  async identify(token: string, callback: URL, within?: number): Promise<Identity> {
    const { state, nonce, verifier } = secretsOf(token);
    try {
      const answer = await authorizationCodeGrant(this.#configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(within !== undefined && { maxAge: within }),
      });
      const { sub, auth_time: at } = answer.claims() as { sub: string; auth_time?: number };
      const subjectHash = createHash("sha256").update(`${this.#issuer}\n${sub}`).digest();
      return { subjectHash, authenticatedAt: at === undefined ? undefined : new Date(at * 1_000) };
    } catch (error) {
      throw toFault(error);
    }
  }
}

/** The client proves itself as the provider takes it; by PKCE alone where it has no secret. */
function authenticationOf(
  { token_endpoint_auth_methods_supported: taken }: ProviderConfig["metadata"],
  secret?: string,
) {
  if (secret === undefined) return None();
  const isBasic = !Array.isArray(taken) || taken.includes("client_secret_basic");
  return isBasic ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

/** Throws what is a fault of ours. */
function toFault(error: unknown): ProviderFault {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return new ProviderFault(error instanceof ResponseBodyError && error.status >= 500, wordOf(error.error), error);
  if (error instanceof ClientError) {
    const code = error.code ?? "OAUTH_FAILED";
    const isUnanswered = code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT";
    const isBroken = error.cause instanceof Response && error.cause.status >= 500;
    return new ProviderFault(isUnanswered || isBroken, code, error);
  }
  // What `fetch` throws when there is nobody.
  if (error instanceof TypeError && error.cause !== undefined) return new ProviderFault(true, "NO_ANSWER", error);
  throw error;
}

/** An error as OAuth names them. Any other text is a stranger's, since whoever asks brings it, and nothing to keep on record. */
function wordOf(error: string): string {
  return /^[a-z_]{1,60}$/.test(error) ? error : "OTHER";
}
