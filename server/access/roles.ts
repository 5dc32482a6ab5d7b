/** Everybody who may ask for something, in the order in which documents and pages list them. */
export const roles = [
  "anyone",
  "unassigned",
  "command",
  "officer",
  "analyst",
  "supervisor",
  "wall-device",
  "wall-remote",
  "admin",
  "security",
  "auditor",
] as const;

export type Role = (typeof roles)[number];

/**
 * What a role may do beside reading and changing rows.
 * - `assign`: give incidents to accounts as their task
 * - `export`: take rows out as a file, of what the table says
 * - `subject`: take down and decide requests of those whom an address concerns
 * - `break-glass`: ask for a community outside of its scope; `allow-break-glass`: be the second person who allows it
 */
export type Duty =
  | "accounts"
  | "policy"
  | "audit"
  | "imports"
  | "steer-wall"
  | "assign"
  | "export"
  | "subject"
  | "break-glass"
  | "allow-break-glass";

/**
 * How exactly a role may see where incidents and dwellings are.
 * - `exact`: where they are, within its scope
 * - `no-sensitive`: the same, but sensitive categories are counted and never drawn
 * - `published`: only the blocks, points and counts that anyone may see
 */
export type Precision = "exact" | "no-sensitive" | "published";

export interface RoleDefinition {
  readonly about: string;
  /** What its scope may be: named communities with dates, the whole city, or nothing at all. */
  readonly extent: "communities" | "city" | "either" | "nothing";
  readonly precision: Precision;
  /** Minutes in which nobody does anything after which its session ends; null for a screen that nobody touches. */
  readonly idleMinutes: number | null;
  readonly duties: readonly Duty[];
}

const idle = 30;

export const roleDefinitions: Readonly<Record<Role, RoleDefinition>> = {
  anyone: {
    about: "Somebody who has not signed in",
    extent: "nothing",
    precision: "published",
    idleMinutes: idle,
    duties: [],
  },
  unassigned: {
    about: "Whom a provider of identities has signed in and no admin has given a role yet; sees what anyone sees",
    extent: "nothing",
    precision: "published",
    idleMinutes: idle,
    duties: [],
  },
  command: {
    about: "The command centre's staff: the whole city",
    extent: "city",
    precision: "exact",
    idleMinutes: idle,
    duties: ["imports", "assign", "export", "subject", "allow-break-glass"],
  },
  officer: {
    about: "A community officer: the communities of the day",
    extent: "communities",
    precision: "exact",
    idleMinutes: idle,
    duties: ["break-glass"],
  },
  analyst: {
    about: "Looks for patterns in places and times; never opens a home or a case",
    extent: "either",
    precision: "exact",
    idleMinutes: idle,
    duties: ["export"],
  },
  supervisor: {
    about: "Answers for officers: their communities together",
    extent: "either",
    precision: "exact",
    idleMinutes: idle,
    duties: ["assign", "export", "subject", "break-glass", "allow-break-glass"],
  },
  "wall-device": {
    about: "A screen of the command centre: read-only, touched by nobody",
    extent: "either",
    precision: "no-sensitive",
    idleMinutes: null,
    duties: [],
  },
  "wall-remote": {
    about: "Steers one screen and reads no more than it",
    extent: "either",
    precision: "no-sensitive",
    idleMinutes: idle,
    duties: ["steer-wall"],
  },
  admin: {
    about: "Makes and ends accounts and gives them scopes; sees nothing operational",
    extent: "nothing",
    precision: "published",
    idleMinutes: idle,
    duties: ["accounts"],
  },
  security: {
    about: "Keeps this table and its settings; sees nothing operational",
    extent: "nothing",
    precision: "published",
    idleMinutes: idle,
    duties: ["policy"],
  },
  auditor: {
    about: "Reads the audit and nothing else",
    extent: "nothing",
    precision: "published",
    idleMinutes: idle,
    duties: ["audit"],
  },
};

/** Whether a role has a duty. */
export function hasDuty(role: Role, duty: Duty): boolean {
  return roleDefinitions[role].duties.includes(duty);
}
