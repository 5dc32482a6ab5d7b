import { ApiError, describeError } from "../api/errors.ts";
import { proveAgain } from "../api/step-up.ts";
import type { Language } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { stepUpMessages } from "../i18n/step-up.ts";
import { newStepUp } from "../state/step-up.ts";

/** The password once more, where the server asks for it. */
export const newOwnStepUp = () =>
  newStepUp(proveAgain, (error) => error instanceof ApiError && error.slug === "password-again");

/** What is wrong with a password that was entered again. */
export function describeProof(error: unknown, language: Language): string {
  const m = stepUpMessages[language];
  if (!(error instanceof ApiError)) throw error;
  if (error.slug === "sign-in-failed") return m.wrong;
  if (error.status === 429) return m.locked(String(Math.ceil((error.retryAfterSeconds ?? 60) / 60)));
  return describeError(error, sharedMessages[language]);
}
