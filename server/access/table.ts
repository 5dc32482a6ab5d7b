import type { Clearance } from "@one-map/tiles/catalogue";
import type { Role } from "./roles.ts";
import { type Subject, subjectNames } from "./subjects.ts";

/**
 * How much of something a role may have.
 * - `none`: nothing, not even that it is there
 * - `published`: masked blocks, snapped points and suppressed counts only
 * - `scope`: rows in the communities of its scope
 * - `city`: every row
 */
export type Reach = "none" | "published" | "scope" | "city";

/** What a role may do with one subject: read attributes of each class, change rows, and take rows out as a file. */
export type Grant = Readonly<Record<Clearance | "change" | "export", Reach>>;

/** Attribute classes that are read one row at a time, for a purpose on record, whatever the role. */
export const needsPurpose: ReadonlySet<Clearance> = new Set(["personal", "case"]);

const nothing: Grant = Object.freeze({
  public: "none",
  operational: "none",
  personal: "none",
  case: "none",
  change: "none",
  export: "none",
});

/** Grants of a role: on every subject what anyone has, and this more. */
type More = Readonly<Partial<Record<Subject, Partial<Grant>>>>;

const ground = ["areas", "communities", "roads", "police-rooms", "vocabularies", "city"] as const;

const forAnyone: More = {
  ...each(ground, { public: "city" }),
  residences: { public: "published" },
  incidents: { public: "published" },
};

/** Of the ground, everybody who works with it also sees where it came from and when it changed. */
const forStaff: More = each(ground, { operational: "city" });

const forWall: More = {
  ...forStaff,
  ...each(["incidents", "units"], { operational: "scope" }),
};

const more: Readonly<Record<Role, More>> = {
  anyone: {},
  unassigned: {},
  command: {
    ...each(ground, { operational: "city", change: "city" }),
    ...each(["units", "visits", "duty", "imports", "screens"], { operational: "city", change: "city" }),
    venues: { operational: "city", change: "city", export: "city" },
    residences: { operational: "city", personal: "city", change: "city", export: "city" },
    addresses: { operational: "city", personal: "city", change: "city" },
    incidents: { operational: "city", case: "city", change: "city", export: "city" },
  },
  officer: {
    ...forStaff,
    ...each(["venues", "duty"], { operational: "scope" }),
    ...each(["units", "visits"], { operational: "scope", change: "scope" }),
    ...each(["residences", "addresses"], { operational: "scope", personal: "scope" }),
    incidents: { operational: "scope", case: "scope", change: "scope" },
  },
  analyst: {
    ...forStaff,
    ...each(["incidents", "residences", "venues"], { operational: "scope", export: "scope" }),
    visits: { operational: "scope" },
  },
  supervisor: {
    ...forStaff,
    ...each(["units", "visits", "duty"], { operational: "scope", change: "scope" }),
    venues: { operational: "scope", change: "scope", export: "scope" },
    residences: { operational: "scope", personal: "scope", change: "scope", export: "scope" },
    addresses: { operational: "scope", personal: "scope", change: "scope" },
    incidents: { operational: "scope", case: "scope", change: "scope", export: "scope" },
  },
  "wall-device": forWall,
  "wall-remote": forWall,
  admin: {},
  security: {},
  auditor: {},
};

/** The one table that says who may have what. What it does not name is refused. */
export const accessTable: Readonly<Record<Role, Readonly<Record<Subject, Grant>>>> = build();

function build(): Record<Role, Record<Subject, Grant>> {
  const table: Partial<Record<Role, Record<Subject, Grant>>> = {};
  for (const role of Object.keys(more) as Role[]) {
    const grants: Partial<Record<Subject, Grant>> = {};
    for (const subject of subjectNames)
      grants[subject] = Object.freeze({ ...nothing, ...forAnyone[subject], ...more[role][subject] });
    table[role] = Object.freeze(grants) as Record<Subject, Grant>;
  }
  return Object.freeze(table) as Record<Role, Record<Subject, Grant>>;
}

function each(names: readonly Subject[], grant: Partial<Grant>): More {
  return Object.fromEntries(names.map((name) => [name, grant]));
}
