import { expect, test } from "vitest";
import { ApiError } from "../../api/errors.ts";
import { adminMessages } from "../../i18n/admin.ts";
import { languages } from "../../i18n/language.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { accountFaultWords } from "./fault-words.ts";

test.each(languages)("in %s the last admin and a login that is taken have words of their own", (language) => {
  const [m, shared] = [adminMessages[language], sharedMessages[language]];
  const words = (status: number, slug: string) =>
    accountFaultWords(new ApiError(status, { type: `https://onemap.local/problems/${slug}` }), m, shared);
  expect(words(409, "last-admin")).toBe(m.lastAdmin);
  expect(words(409, "conflict")).toBe(m.taken);
  expect(words(404, "not-found")).toBe(m.failed(`${shared.problem.notFound} (not-found)`));
  expect(new Set(languages.map((one) => adminMessages[one].lastAdmin)).size).toBe(languages.length);
});
