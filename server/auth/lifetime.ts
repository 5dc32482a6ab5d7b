import { type Role, roleDefinitions } from "../access/roles.ts";

/** Hours after which a session ends, however busy: a shift. */
export const longestHours = 12;

/** Seconds by the clock of the database. */
export interface Ages {
  readonly sinceCreated: number;
  readonly sinceSeen: number;
}

/** Whether a session that nobody ended still lasts. A screen that nobody touches has neither limit. */
export function isAlive(role: Role, { sinceCreated, sinceSeen }: Ages): boolean {
  const { idleMinutes } = roleDefinitions[role];
  return idleMinutes === null || (sinceSeen < idleMinutes * 60 && sinceCreated < longestHours * 3_600);
}

/** Failures in a row after which a login waits, from that network. */
export const mostFailures = 5;

/**
 * Failures of one network with all logins together after which it waits too: an office of three hundred, each of whom mistypes once
 * at the change of shifts. Who would shut it out has to fail as often as for sixty of its logins one by one.
 */
export const mostFailuresOfNetwork = 300;

/** Minutes that it waits, and after which failures are forgotten. */
export const lockMinutes = 10;

/** Minutes that somebody may take at a provider of identities. */
export const attemptMinutes = 10;

/** What an address shares with its neighbours: IPv6 addresses of one line are many, so their first 64 bits count. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped !== null) return mapped[1] as string;
  const [head = "", tail] = address.toLowerCase().replace(/%.*$/, "").split("::");
  const parts = head === "" ? [] : head.split(":");
  const end = tail === undefined || tail === "" ? [] : tail.split(":");
  const all =
    tail === undefined
      ? parts
      : [...parts, ...Array<string>(Math.max(0, 8 - parts.length - end.length)).fill("0"), ...end];
  return `${all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(":")}::/64`;
}
