import { ApiError } from "../../api/errors.ts";
import type { SignInMessages } from "../../i18n/sign-in.ts";

/** Of a failure to sign in: what somebody who cannot ask anybody needs to know. */
export function faultWords(error: unknown, m: SignInMessages, now: Date = new Date()): string {
  if (!(error instanceof ApiError)) return m.failed("internal");
  const { status, slug, retryAfterSeconds } = error;
  if (slug === "sign-in-failed") return m.wrong;
  if (slug === "too-many-attempts") return m.tooMany;
  if (status === 429) return m.locked(clock(now, retryAfterSeconds ?? 60));
  if (status === 0) return m.serverAway;
  if (status >= 502) return m.databaseAway;
  if (status === 403) return m.otherSite;
  if (slug === "body-invalid") return m.badLogin;
  return m.failed(slug);
}

/** Of somebody who has come back from the provider of identities, or could not leave for it. */
export function providerFaultWords(error: unknown, m: SignInMessages): string {
  if (!(error instanceof ApiError)) return m.failed("internal");
  if (error.slug === "attempt-unknown") return m.attemptUnknown;
  if (error.slug === "provider-refused") return m.providerRefused;
  if (error.slug === "provider-unavailable") return m.providerAway;
  return error.slug === "sign-in-failed" ? m.providerEnded : faultWords(error, m);
}

/** The minute after which an attempt is taken again, by the clock of this device, which stands beside the page. */
function clock(now: Date, seconds: number): string {
  const until = new Date(Math.ceil((now.getTime() + seconds * 1_000) / 60_000) * 60_000);
  return until.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
