import type { Clearance } from "@one-map/tiles/catalogue";
import { type Plane, planesOfPage } from "./planes.ts";
import { type Duty, hasDuty, type Role } from "./roles.ts";
import type { Subject } from "./subjects.ts";
import { accessTable } from "./table.ts";

/** Pages that not everybody with an account has a use for, in the order in which they are offered. */
export const pageNames = ["wall", "plan", "analyse", "desk", "remote", "admin"] as const;

export type PageName = (typeof pageNames)[number];

/** What a page cannot do without: attributes that it reads, rows that it changes, or one of some duties. */
type Needs =
  | { readonly reads: readonly Subject[]; readonly upTo: Clearance; readonly changes?: Subject }
  | { readonly oneOf: readonly Duty[] };

const needs: Readonly<Record<PageName, Needs>> = {
  wall: { reads: ["incidents", "units"], upTo: "operational" },
  plan: { reads: ["venues", "residences", "addresses"], upTo: "operational", changes: "visits" },
  analyse: { reads: ["incidents", "venues", "residences", "visits"], upTo: "operational" },
  desk: { oneOf: ["break-glass", "allow-break-glass", "assign", "subject"] },
  remote: { oneOf: ["steer-wall"] },
  admin: { oneOf: ["accounts", "policy", "audit"] },
};

/**
 * Pages that a role may use, by the table of access.
 * @param plane of the listener that is asked; undefined where one serves both
 */
export function pagesOf(role: Role, plane?: Plane): PageName[] {
  return pageNames.filter((page) => {
    if (plane !== undefined && !planesOfPage(`/${page}.html`).includes(plane)) return false;
    const need = needs[page];
    if ("oneOf" in need) return need.oneOf.some((duty) => hasDuty(role, duty));
    const grants = accessTable[role];
    return (
      need.reads.every((subject) => holdsRows(grants[subject][need.upTo])) &&
      (need.changes === undefined || holdsRows(grants[need.changes].change))
    );
  });
}

function holdsRows(reach: string): boolean {
  return reach === "scope" || reach === "city";
}
