import type { Clearance } from "@one-map/tiles/catalogue";
import { type Principal, rowsToChange, rowsToExport, rowsToRead } from "./decide.ts";
import { type Subject, subjectNames } from "./subjects.ts";

/** Communities whose rows may be had; undefined for all rows, also those that lie in none. */
export type Communities = readonly number[] | undefined;

/** Communities whose rows of a subject a principal may read up to a class; none of them for what is only published. */
export function communitiesToRead(principal: Principal, subject: Subject, upTo: Clearance): Communities {
  return toCommunities(rowsToRead(principal, subject, upTo));
}

/** The same for making and changing rows. */
export function communitiesToChange(principal: Principal, subject: Subject): Communities {
  return toCommunities(rowsToChange(principal, subject));
}

/** The same for taking rows out as a file. */
export function communitiesToExport(principal: Principal, subject: Subject): Communities {
  return toCommunities(rowsToExport(principal, subject));
}

function toCommunities(rows: ReturnType<typeof rowsToRead>): Communities {
  if (rows === "city") return undefined;
  return typeof rows === "string" ? [] : rows;
}

/** The subject of that name. Throws for one that there is not: nothing is asked for in vain. */
export function subjectOf(name: string): Subject {
  const subject = subjectNames.find((one) => one === name);
  if (subject === undefined) throw new RangeError(`There is no subject "${name}".`);
  return subject;
}

/** What of a scope matters to a tile: all of it, or the communities of the scope that the tile holds rows of. */
export function effectiveScope(
  scope: Communities,
  held: { readonly ids: readonly number[]; readonly hasOthers: boolean },
): Communities {
  if (scope === undefined) return undefined;
  const inside = setOf(scope);
  const shared = held.ids.filter((id) => inside.has(id));
  return shared.length === held.ids.length && !held.hasOthers && shared.length > 0 ? undefined : shared;
}

/** Sets of scopes that somebody has: every tile of theirs looks into it. */
const sets = new WeakMap<readonly number[], ReadonlySet<number>>();

function setOf(scope: readonly number[]): ReadonlySet<number> {
  const known = sets.get(scope) ?? new Set(scope);
  sets.set(scope, known);
  return known;
}
