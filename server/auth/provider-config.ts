import { readFileSync } from "node:fs";

/** A provider of identities, as it is configured: nothing of it is looked up over the network. */
export interface ProviderConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined for a client that proves itself by PKCE alone. */
  readonly clientSecret: string | undefined;
  /** What the provider's own description says, as far as it is used (OpenID Connect Discovery 1.0, 3). */
  readonly metadata: ProviderMetadata;
  /** Its keys, where they were given as a file; otherwise they are read from its `jwks_uri`. */
  readonly keys: { readonly keys: readonly object[] } | undefined;
}

export interface ProviderMetadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri?: string;
  readonly [name: string]: unknown;
}

/** Reads the provider of the environment and the files that it names, and adds what is wrong to `faults`; undefined for none. */
export function readProvider(environment: NodeJS.ProcessEnv, faults: string[]): ProviderConfig | undefined {
  const issuer = environment.OIDC_ISSUER;
  const clientId = environment.OIDC_CLIENT_ID;
  const [metadataFile, keysFile] = [environment.OIDC_METADATA, environment.OIDC_JWKS];
  const [secret, secretFile] = [environment.OIDC_CLIENT_SECRET, environment.OIDC_CLIENT_SECRET_FILE];
  const named = [issuer, clientId, metadataFile, keysFile, secret, secretFile];
  if (!named.some(Boolean)) return undefined;
  const found = faults.length;
  const fault = (words: string) => void faults.push(words);
  if (!issuer || !clientId || !metadataFile)
    fault("a provider of identities needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_METADATA");
  if (secret && secretFile) fault("OIDC_CLIENT_SECRET and OIDC_CLIENT_SECRET_FILE are two ways to say one thing");
  const text = (name: string, path: string) => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      return fault(`the file of ${name} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  };
  const object = (name: string, path: string | undefined) => {
    const read = path ? text(name, path) : undefined;
    const value = read === undefined ? undefined : parsed(read);
    if (read !== undefined && value === undefined) fault(`the file of ${name} holds no JSON object`);
    return value;
  };
  const metadata = object("OIDC_METADATA", metadataFile);
  const keys = object("OIDC_JWKS", keysFile);
  if (keys !== undefined && !Array.isArray(keys.keys)) fault("the file of OIDC_JWKS holds no keys");
  if (metadata !== undefined) {
    if (metadata.issuer !== issuer) fault("the issuer in the file of OIDC_METADATA is not OIDC_ISSUER");
    for (const name of ["authorization_endpoint", "token_endpoint", ...(keys === undefined ? ["jwks_uri"] : [])])
      if (!isSafe(metadata[name])) fault(`${name} in the file of OIDC_METADATA must be an address by https`);
  }
  const clientSecret = secret || (secretFile ? text("OIDC_CLIENT_SECRET_FILE", secretFile)?.trim() : undefined);
  if (faults.length > found) return undefined;
  return {
    issuer: issuer as string,
    clientId: clientId as string,
    clientSecret,
    metadata: metadata as ProviderMetadata,
    keys: keys as ProviderConfig["keys"],
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** True for what goes by TLS, or does not leave this machine. */
function isSafe(address: unknown): boolean {
  const url = typeof address === "string" ? URL.parse(address) : null;
  if (url === null) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}

/** Whether an address is this machine's own. */
function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
