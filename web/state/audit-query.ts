import { scopeOfDays } from "./duty-scopes.ts";

/** What the filter of the record says, as it was typed; empty for what is not asked. */
export interface AuditFields {
  readonly action: string;
  readonly outcome: "" | "done" | "denied" | "failed";
  /** Number of an account. */
  readonly account: string;
  readonly subject: string;
  /** Days of the city, both included. */
  readonly fromDay: string;
  readonly throughDay: string;
}

export const noFields: AuditFields = { action: "", outcome: "", account: "", subject: "", fromDay: "", throughDay: "" };

/** The question that the server is asked. */
export function auditQuery({ action, outcome, account, subject, fromDay, throughDay }: AuditFields, timeZone: string) {
  const { validFrom, validTo } = scopeOfDays(fromDay, throughDay, timeZone);
  return {
    ...(action !== "" && { action }),
    ...(outcome !== "" && { outcome }),
    ...(/^[1-9]\d{0,8}$/.test(account) && { account: Number(account) }),
    ...(subject !== "" && { subject }),
    ...(validFrom !== undefined && { from: validFrom }),
    ...(validTo !== undefined && { to: validTo }),
  };
}
