import { ApiError, describeError } from "../../api/errors.ts";
import type { AdminMessages } from "../../i18n/admin.ts";
import type { SharedMessages } from "../../i18n/shared.ts";

/** Why nothing became of what an admin did with an account. */
export function accountFaultWords(error: unknown, m: AdminMessages, shared: SharedMessages): string {
  if (error instanceof ApiError && error.slug === "last-admin") return m.lastAdmin;
  if (error instanceof ApiError && error.status === 409) return m.taken;
  return m.failed(describeError(error, shared));
}
