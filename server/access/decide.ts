import type { Clearance } from "@one-map/tiles/catalogue";
import type { Role } from "./roles.ts";
import { type Subject, subjects } from "./subjects.ts";
import { accessTable, type Reach } from "./table.ts";

/** Whoever asks. A scope of communities is that of this moment: dated assignments come and go, and with them the list. */
export interface Principal {
  /** Its account; null for anyone and for devices. */
  readonly account: number | null;
  readonly role: Role;
  readonly scope: "city" | readonly number[];
}

/** Somebody who has not signed in. */
export const anyone: Principal = Object.freeze({ account: null, role: "anyone", scope: Object.freeze([]) });

/** Which rows: none, only what is published, all, or those of communities, ascending and each once. */
export type Rows = "none" | "published" | "city" | readonly number[];

/** Rows of a subject whose attributes of a class a principal may read. */
export function rowsToRead(principal: Principal, subject: Subject, clearance: Clearance): Rows {
  return rowsOf(principal, subject, accessTable[principal.role][subject][clearance]);
}

/** Rows of a subject that a principal may make and change. */
export function rowsToChange(principal: Principal, subject: Subject): Rows {
  return rowsOf(principal, subject, accessTable[principal.role][subject].change);
}

/** Rows of a subject that a principal may take out as a file, their attributes up to operational. */
export function rowsToExport(principal: Principal, subject: Subject): Rows {
  return rowsOf(principal, subject, accessTable[principal.role][subject].export);
}

/**
 * Whether a row may be read, by the community that it lies in.
 * @param community null for a row outside every community: only a scope of the whole city holds it
 */
export function mayRead(principal: Principal, subject: Subject, clearance: Clearance, community: number | null) {
  return holds(rowsToRead(principal, subject, clearance), community);
}

/** The same for making and changing it. */
export function mayChange(principal: Principal, subject: Subject, community: number | null): boolean {
  return holds(rowsToChange(principal, subject), community);
}

function rowsOf({ scope }: Principal, subject: Subject, reach: Reach): Rows {
  if (reach !== "scope") return reach;
  if (scope === "city") return "city";
  // A subject without communities cannot be cut by them; nothing of it then.
  if (!subjects[subject].hasCommunity) return "none";
  return inOrder(scope);
}

/** Scopes in order, for as long as whoever has one is known: every request of theirs asks for it. */
const ordered = new WeakMap<readonly number[], readonly number[]>();

function inOrder(scope: readonly number[]): readonly number[] {
  let rows = ordered.get(scope);
  if (rows === undefined) {
    rows = Object.freeze([...new Set(scope)].sort((a, b) => a - b));
    ordered.set(scope, rows);
  }
  return rows;
}

function holds(rows: Rows, community: number | null): boolean {
  if (rows === "city") return true;
  return typeof rows === "object" && community !== null && rows.includes(community);
}
