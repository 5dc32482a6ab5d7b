import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { problemOf } from "../testing/cookies.ts";
import type { Lie } from "../testing/identity-provider.ts";
import { type ProviderBrowser, providerStage } from "../testing/provider-stage.ts";

/** What lets nobody in: a clear problem, no session, no account, and an entry of the audit. */

const { database, browser, recorded, idp, close } = await providerStage();
afterAll(close);
afterEach(() => idp.lie(undefined));
beforeEach(() => recorded());

const known = "somebody";
const counts = async () =>
  (
    await database.pool.query(
      "select (select count(*)::int from access.session) as sessions, (select count(*)::int from access.account) as accounts",
    )
  ).rows[0];
const before = await counts();

/** Holds what became of an attempt to the rule. */
async function expectRefused(
  who: ProviderBrowser,
  answer: Awaited<ReturnType<ProviderBrowser["bring"]>>,
  { slug, reason }: { slug: [number, string]; reason: string | RegExp },
) {
  expect(problemOf(answer)).toEqual(slug);
  expect(answer.headers["content-type"]).toContain("problem+json");
  expect(who.hasSession).toBe(false);
  expect(await counts()).toEqual(before);
  const outcome = slug[0] === 503 ? "failed" : "denied";
  expect(await recorded()).toEqual([
    {
      account: null,
      role: "anyone",
      action: "sign-in",
      outcome,
      detail: { by: "provider", reason: typeof reason === "string" ? reason : expect.stringMatching(reason) },
    },
  ]);
}

const unknown: [number, string] = [401, "attempt-unknown"];
const refused: [number, string] = [401, "provider-refused"];
const away: [number, string] = [503, "provider-unavailable"];

describe("an attempt", () => {
  test("is ended with its own state only, and another leaves it as it is", async () => {
    const who = browser();
    const answer = await who.answerOf(known);
    const wrong = await who.bring({ ...answer, state: "x".repeat(43) });
    await expectRefused(who, wrong, { slug: unknown, reason: "state" });
  });

  test("is of the browser that began it", async () => {
    const [who, other] = [browser(), browser()];
    const answer = await who.answerOf(known);
    await expectRefused(other, await other.bring(answer), { slug: unknown, reason: "cookie" });
    await other.begin();
    await expectRefused(other, await other.bring(answer), { slug: unknown, reason: "state" });
  });

  test("is ended once, however often its answer is brought", async () => {
    const who = browser();
    idp.lie({ isForged: true });
    const answer = await who.answerOf(known);
    await expectRefused(who, await who.bring(answer), { slug: refused, reason: /^OAUTH_/ });
    idp.lie(undefined);
    await expectRefused(who, await who.bring(answer), { slug: unknown, reason: "taken" });
  });

  test("is good for ten minutes", async () => {
    const who = browser();
    const answer = await who.answerOf(known);
    await database.pool.query(
      "update access.provider_attempt set begun_at = begun_at - interval '10 minutes 1 second'",
    );
    await expectRefused(who, await who.bring(answer), { slug: unknown, reason: "taken" });
  });
});

describe("an answer", () => {
  const claims = (change: Record<string, unknown>): Lie => ({ claims: (so) => ({ ...so, ...change }) });
  const now = () => Math.floor(Date.now() / 1_000);
  const lies: [string, () => Lie, RegExp][] = [
    ["with the nonce of another attempt", () => claims({ nonce: "x".repeat(43) }), /CLAIM/],
    ["without a nonce", () => claims({ nonce: undefined }), /^OAUTH_/],
    ["for another client", () => claims({ aud: "another-map" }), /CLAIM/],
    ["for this client and another that holds it", () => claims({ aud: ["one-map", "x"], azp: "x" }), /CLAIM/],
    ["by another issuer", () => claims({ iss: "https://elsewhere.example" }), /CLAIM/],
    ["that is over", () => claims({ iat: now() - 600, exp: now() - 60 }), /TIMESTAMP/],
    ["without a subject", () => claims({ sub: undefined }), /^OAUTH_/],
    ["signed by a key that was never published", () => ({ isForged: true }), /^OAUTH_/],
  ];

  test.each(lies)("%s", async (_what, lie, reason) => {
    const who = browser();
    const answer = await who.answerOf(known);
    idp.lie(lie());
    await expectRefused(who, await who.bring(answer), { slug: refused, reason });
  });

  test("with a code of another attempt, which was made for another verifier", async () => {
    const [who, other] = [browser(), browser()];
    const [answer, { code }] = [await who.answerOf(known), await other.answerOf(known)];
    await expectRefused(who, await who.bring({ ...answer, code }), { slug: refused, reason: "invalid_grant" });
  });

  test("with a code that was spent", async () => {
    const who = browser();
    const first = await who.answerOf(known);
    idp.lie({ isForged: true });
    await expectRefused(who, await who.bring(first), { slug: refused, reason: /^OAUTH_/ });
    idp.lie(undefined);
    // The attempt as it was: only the provider knows that the code was used.
    const again = await who.answerOf(known);
    await expectRefused(who, await who.bring({ ...again, code: first.code }), {
      slug: refused,
      reason: "invalid_grant",
    });
  });

  test("that comes from another provider than was asked", async () => {
    const who = browser();
    const answer = await who.answerOf(known);
    const mixed = { ...answer, iss: "https://elsewhere.example" };
    await expectRefused(who, await who.bring(mixed), { slug: refused, reason: /^OAUTH_/ });
  });

  test("that is a refusal", async () => {
    const who = browser();
    const { state, iss } = await who.answerOf(known);
    const said = { state, iss, error: "access_denied" };
    await expectRefused(who, await who.bring(said), { slug: refused, reason: "access_denied" });
  });

  test.each(["Zhang San, 4 River Road", "x".repeat(2_000), "access_denied\n"])(
    "that is a refusal in words of somebody's own, which are not kept (%#)",
    async (error) => {
      const who = browser();
      const { state, iss } = await who.answerOf(known);
      await expectRefused(who, await who.bring({ state, iss, error }), { slug: refused, reason: "OTHER" });
    },
  );
});

describe("a provider that is away", () => {
  test.each([
    ["has broken down", 500],
    ["stands behind a proxy that finds nobody", 502],
    ["never answers", 0],
  ])("%s", async (_what, status) => {
    const who = browser();
    const answer = await who.answerOf(known);
    idp.lie({ status });
    const brought = await who.bring(answer);
    expect(brought.headers["retry-after"]).toBe("2");
    await expectRefused(who, brought, { slug: away, reason: /./ });
  });
});

test("an account that was ended stays out", async () => {
  const who = browser();
  await who.signIn("leaver");
  const { login } = await who.me();
  await database.pool.query("update access.account set ended_at = now() where login = $1", [login]);
  await recorded();
  const later = browser();
  expect(problemOf(await later.signIn("leaver"))).toEqual([401, "sign-in-failed"]);
  expect(later.hasSession).toBe(false);
  expect(await recorded()).toMatchObject([
    { role: "unassigned", action: "sign-in", outcome: "denied", detail: { by: "provider", reason: "ended" } },
  ]);
});
