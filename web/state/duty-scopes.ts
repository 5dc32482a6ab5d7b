import type { Schemas } from "../api/client.ts";
import { addDays, startOfDay } from "./local-day.ts";

type Account = Schemas["Account"];
export type Scope = Account["scopes"][number];

/** Scopes that hold or will hold, those that hold first, then by when they begin. */
export function lastingScopes({ scopes }: Account, now: number): Scope[] {
  return scopes
    .filter(({ validTo }) => validTo === null || Date.parse(validTo) > now)
    .sort((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom) || a.id - b.id);
}

/** What a scope needs to be given: whole days of the city, both included; nothing for from now on and for ever. */
export function scopeOfDays(
  fromDay: string,
  throughDay: string,
  timeZone: string,
): { validFrom?: string; validTo?: string } {
  return {
    ...(fromDay !== "" && { validFrom: startOfDay(fromDay, timeZone).toISOString() }),
    ...(throughDay !== "" && { validTo: startOfDay(addDays(throughDay, 1), timeZone).toISOString() }),
  };
}

/** Accounts whose code or role has the words in it; ended ones only when asked for. */
export function findAccounts(
  accounts: readonly Account[],
  { words, withEnded, roleName }: { words: string; withEnded: boolean; roleName: (role: Account["role"]) => string },
): Account[] {
  const sought = words.trim().toLowerCase();
  return accounts.filter(
    ({ login, role, endedAt }) =>
      (withEnded || endedAt === null) &&
      (login.includes(sought) || role.includes(sought) || roleName(role).toLowerCase().includes(sought)),
  );
}
