import { describe, expect, test } from "vitest";
import { capabilityOf } from "./capability.ts";
import { anyone, type Principal, rowsToChange, rowsToRead } from "./decide.ts";
import { type Role, roles } from "./roles.ts";
import { subjectNames, subjects } from "./subjects.ts";

const of = (role: Role, scope: Principal["scope"]): Principal => ({ account: 1, role, scope });
const classes = ["public", "operational", "personal", "case"] as const;

describe("what the database is to show a principal, and let it change", () => {
  test.each(roles)("%s: no more and no less than the table of access lets it", (role) => {
    for (const scope of [[], [3], [7, 3, 3], "city"] as const) {
      const principal = of(role, scope);
      const capability = capabilityOf(principal, "read");
      const toChange = capabilityOf(principal, "change");
      for (const subject of subjectNames.filter((name) => subjects[name].hasCommunity)) {
        const rows = classes.map((one) => rowsToRead(principal, subject, one));
        const shown = capability?.subjects.includes(subject) ? capability.communities : [];
        if (rows.includes("city")) expect([subject, capability]).toEqual([subject, undefined]);
        else if (capability !== undefined)
          expect([subject, shown]).toEqual([subject, rows.find((one) => typeof one === "object") ?? []]);
        if (capability === undefined || toChange === undefined) continue;
        expect(capability.changes).toEqual([]);
        expect(toChange).toMatchObject({ subjects: capability.subjects, communities: capability.communities });
        const may = toChange.changes.includes(subject) ? toChange.communities : [];
        const changed = rowsToChange(principal, subject);
        expect([subject, may]).toEqual([subject, typeof changed === "object" ? changed : []]);
      }
      expect(toChange === undefined).toBe(capability === undefined);
    }
  });

  test("whoever has the whole city, by role or by scope, is served by the other login", () => {
    expect(capabilityOf(of("command", []), "read")).toBeUndefined();
    expect(capabilityOf(of("analyst", "city"), "read")).toBeUndefined();
    expect(capabilityOf(of("wall-device", "city"), "read")).toBeUndefined();
  });

  test("whoever reads nothing operational is shown nothing, whatever the scope says", () => {
    for (const role of ["anyone", "unassigned", "admin", "security", "auditor"] as const)
      for (const scope of ["city", [1]] as const)
        expect(capabilityOf(of(role, scope), "read")).toEqual({ subjects: [], changes: [], communities: [] });
    expect(capabilityOf(anyone, "read")).toEqual({ subjects: [], changes: [], communities: [] });
  });

  test("an analyst is shown no address, and a wall no home", () => {
    expect(capabilityOf(of("analyst", [2]), "read")?.subjects).not.toContain("addresses");
    expect(capabilityOf(of("wall-device", [2]), "read")?.subjects).toEqual(["incidents", "units"]);
    expect(capabilityOf(of("officer", [2]), "read")?.subjects).toContain("addresses");
  });
});
