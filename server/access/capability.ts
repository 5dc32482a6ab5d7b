import type { Principal } from "./decide.ts";
import { type Subject, subjectNames, subjects } from "./subjects.ts";
import { accessTable } from "./table.ts";

/** What the database itself is to show a principal, and let it change: rows of these subjects in these communities. */
export interface Capability {
  readonly subjects: readonly Subject[];
  /** Those of which rows may be made and changed. */
  readonly changes: readonly Subject[];
  /** Ascending, each once. */
  readonly communities: readonly number[];
}

const classes = ["public", "operational", "personal", "case"] as const;

/**
 * What a principal may read, or read and change, of subjects that lie in communities; undefined for one that has the whole
 * city, and is served by the other login. It names subjects and not classes of attributes: which columns are sent is for the
 * routes.
 */
export function capabilityOf({ role, scope }: Principal, use: "read" | "change"): Capability | undefined {
  const reaches = (subject: Subject) => classes.map((one) => accessTable[role][subject][one]);
  const own = subjectNames.filter((subject) => subjects[subject].hasCommunity);
  if (own.some((subject) => reaches(subject).includes("city"))) return undefined;
  const scoped = own.filter((subject) => reaches(subject).includes("scope"));
  if (scope === "city") return scoped.length > 0 ? undefined : nothing;
  if (scoped.length === 0) return nothing;
  const changes = use === "read" ? [] : scoped.filter((subject) => accessTable[role][subject].change === "scope");
  return { subjects: scoped, changes, communities: [...new Set(scope)].sort((a, b) => a - b) };
}

const none = Object.freeze([]);
const nothing: Capability = Object.freeze({ subjects: none, changes: none, communities: none });
