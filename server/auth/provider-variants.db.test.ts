import { expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { problemOf } from "../testing/cookies.ts";
import { freePort } from "../testing/free-port.ts";
import { startIdentityProvider } from "../testing/identity-provider.ts";
import { providerStage } from "../testing/provider-stage.ts";

/** Providers that are configured otherwise; each has a server of its own. */

test("keys of a file are those that count, and nobody is asked for others", async () => {
  const { idp, browser, close } = await providerStage({ keysAsFile: true });
  expect((await browser().signIn("somebody")).statusCode).toBe(200);
  await close();
  const other = await providerStage({ keys: idp.keys });
  const stranger = other.browser();
  expect(problemOf(await stranger.signIn("somebody"))).toEqual([401, "provider-refused"]);
  expect(stranger.hasSession).toBe(false);
  await other.close();
});

test("a secret that the provider does not know lets nobody in", async () => {
  const { browser, recorded, close } = await providerStage({ clientSecret: "another" });
  expect(problemOf(await browser().signIn("somebody"))).toEqual([401, "provider-refused"]);
  expect(await recorded()).toMatchObject([{ outcome: "denied", detail: { reason: "invalid_client" } }]);
  await close();
});

test("a provider that is not there is away", async () => {
  const idp = await startIdentityProvider([]);
  const { issuer, metadata } = idp.config;
  const token_endpoint = `http://127.0.0.1:${await freePort()}/token`;
  const { browser, recorded, close } = await providerStage({ issuer, metadata: { ...metadata, token_endpoint } });
  const who = browser();
  const { searchParams } = new URL(await who.begin());
  const said = await who.bring({ state: searchParams.get("state"), code: "any", iss: issuer });
  expect([problemOf(said), who.hasSession]).toEqual([[503, "provider-unavailable"], false]);
  expect(await recorded()).toMatchObject([{ action: "sign-in", outcome: "failed" }]);
  await close();
  await idp.close();
});

test("an address that begins far more sign-ins than a station does has to wait", async () => {
  const { browser, close } = await providerStage();
  const eager = browser();
  const statuses = new Set<number>();
  for (let i = 0; i < 120; i++)
    statuses.add((await eager.ask("POST", "/api/oidc/attempts", { for: "sign-in" })).statusCode);
  expect([...statuses]).toEqual([201]);
  const late = await eager.ask("POST", "/api/oidc/attempts", { for: "sign-in" });
  expect(problemOf(late)).toEqual([429, "too-many-attempts"]);
  expect(Number(late.headers["retry-after"])).toBeLessThanOrEqual(60);
  await close();
});

test("where none is configured there is none", async () => {
  const { app, close } = await testApp();
  expect((await app.inject("/api/sign-in")).json()).toMatchObject({ provider: false });
  const ask = (url: string, payload: object) => app.inject({ method: "POST", url, payload });
  expect((await ask("/api/oidc/attempts", { for: "sign-in" })).statusCode).toBe(404);
  expect((await ask("/api/oidc/answers", { state: "x" })).statusCode).toBe(404);
  await close();
});
