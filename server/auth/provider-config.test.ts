import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ConfigError, readConfig } from "../config.ts";

const folder = mkdtempSync(join(tmpdir(), "one-map-provider-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const file = (content: unknown) => {
  const path = join(folder, `${files++}`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

const metadata = {
  issuer: "https://id.example",
  authorization_endpoint: "https://id.example/auth",
  token_endpoint: "https://id.example/token",
  jwks_uri: "https://id.example/jwks",
};
const whole = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "one-map", OIDC_METADATA: file(metadata) };
const faultsOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
};

test("a provider is its issuer, its client and a file; without any of them there is none", () => {
  expect(readConfig({}).provider).toBeUndefined();
  expect(readConfig(whole).provider).toEqual({
    issuer: "https://id.example",
    clientId: "one-map",
    clientSecret: undefined,
    metadata,
    keys: undefined,
  });
});

test("a secret comes from the environment or from a file, and its keys from a file", () => {
  const keys = { keys: [{ kty: "EC" }] };
  expect(readConfig({ ...whole, OIDC_CLIENT_SECRET: "s" }).provider?.clientSecret).toBe("s");
  const { jwks_uri: _none, ...withoutKeys } = metadata;
  const more = {
    OIDC_CLIENT_SECRET_FILE: file("from a file\n"),
    OIDC_JWKS: file(keys),
    OIDC_METADATA: file(withoutKeys),
  };
  expect(readConfig({ ...whole, ...more }).provider).toMatchObject({ clientSecret: "from a file", keys });
});

test("a provider on this machine may do without TLS", () => {
  const here = (host: string) =>
    file({ ...metadata, authorization_endpoint: `http://${host}:1/auth`, token_endpoint: `http://${host}:1/token` });
  for (const host of ["127.0.0.1", "localhost", "[::1]"])
    expect(readConfig({ ...whole, OIDC_METADATA: here(host) }).provider).toBeDefined();
});

test.each([
  [{ OIDC_ISSUER: "https://id.example" }, "needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_METADATA"],
  [{ OIDC_CLIENT_SECRET: "hunter2" }, "needs OIDC_ISSUER"],
  [{ ...whole, OIDC_ISSUER: "https://id.example/" }, "is not OIDC_ISSUER"],
  [{ ...whole, OIDC_METADATA: join(folder, "missing") }, "the file of OIDC_METADATA cannot be read (ENOENT)"],
  [{ ...whole, OIDC_METADATA: file("no json") }, "the file of OIDC_METADATA holds no JSON object"],
  [
    { ...whole, OIDC_METADATA: file({ ...metadata, token_endpoint: "http://id.example/token" }) },
    "token_endpoint in the file",
  ],
  [
    { ...whole, OIDC_METADATA: file({ ...metadata, authorization_endpoint: "javascript:x" }) },
    "authorization_endpoint in",
  ],
  [{ ...whole, OIDC_METADATA: file({ ...metadata, jwks_uri: undefined }) }, "jwks_uri in the file"],
  [{ ...whole, OIDC_JWKS: file({}) }, "the file of OIDC_JWKS holds no keys"],
  [{ ...whole, OIDC_CLIENT_SECRET: "hunter2", OIDC_CLIENT_SECRET_FILE: "x" }, "two ways to say one thing"],
  [
    { ...whole, OIDC_CLIENT_SECRET_FILE: join(folder, "missing") },
    "the file of OIDC_CLIENT_SECRET_FILE cannot be read",
  ],
])("%j is not understood", (environment, fault) => {
  const said = faultsOf(environment as unknown as Record<string, string>);
  expect(said).toContain(fault);
  expect(said).not.toContain("hunter2");
});
