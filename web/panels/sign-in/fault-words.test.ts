import { expect, test } from "vitest";
import { ApiError } from "../../api/errors.ts";
import { languages } from "../../i18n/language.ts";
import { signInMessages } from "../../i18n/sign-in.ts";
import { faultWords, providerFaultWords } from "./fault-words.ts";

const m = signInMessages.en;
const problem = (slug: string, more = {}) => ({ type: `https://onemap.local/problems/${slug}`, ...more });

test.each([
  [new ApiError(401, problem("sign-in-failed")), m.wrong],
  [new ApiError(0, undefined), m.serverAway],
  [new ApiError(503, problem("db-unavailable")), m.databaseAway],
  [new ApiError(504, problem("query-timeout")), m.databaseAway],
  [new ApiError(502, undefined), m.databaseAway],
  [new ApiError(403, problem("cross-site")), m.otherSite],
  [new ApiError(422, problem("body-invalid")), m.badLogin],
  [new ApiError(500, problem("internal")), m.failed("internal")],
])("%o is said in its own words", (error, words) => {
  expect(faultWords(error, m)).toBe(words);
});

test.each([
  [new ApiError(401, problem("attempt-unknown")), m.attemptUnknown],
  [new ApiError(401, problem("provider-refused")), m.providerRefused],
  [new ApiError(503, problem("provider-unavailable")), m.providerAway],
  [new ApiError(401, problem("sign-in-failed")), m.providerEnded],
  [new ApiError(429, problem("too-many-attempts")), m.tooMany],
  [new ApiError(503, problem("db-unavailable")), m.databaseAway],
  [new ApiError(0, undefined), m.serverAway],
])("by a provider %o is said in its own words", (error, words) => {
  expect(providerFaultWords(error, m)).toBe(words);
});

test("whoever is locked out reads the minute after which it is over", () => {
  const now = new Date(2026, 10, 26, 14, 3, 20);
  const error = new ApiError(429, problem("rate-limited", { retryAfterSeconds: 530 }));
  for (const language of languages)
    expect(faultWords(error, signInMessages[language], now)).toBe(signInMessages[language].locked("14:13"));
});
