import { type Clearance, layers } from "@one-map/tiles/catalogue";
import { describe, expect, test } from "vitest";
import { clearances } from "../db/clearance.ts";
import { anyone, mayChange, mayRead, type Principal, rowsToChange, rowsToRead } from "./decide.ts";
import { type Role, roleDefinitions, roles } from "./roles.ts";
import { type Subject, subjectNames, subjects } from "./subjects.ts";
import { accessTable, needsPurpose, type Reach } from "./table.ts";

const classes: readonly Clearance[] = ["public", "operational", "personal", "case"];
const size: Record<Reach, number> = { none: 0, published: 1, scope: 2, city: 3 };
const of = (role: Role, scope: Principal["scope"]): Principal => ({ account: 1, role, scope });

describe("the table is whole", () => {
  test("every table with clearances belongs to one subject, and every subject to tables", () => {
    const named = Object.values(subjects).flatMap(({ tables }) => tables as readonly string[]);
    expect([...named].sort()).toEqual(Object.keys(clearances).sort());
  });

  test("every layer of the map is a subject, and is cut by communities where its rows lie in them", () => {
    for (const { id, attributes, clearance } of layers) {
      expect(subjectNames).toContain(id);
      const hasCommunity = (attributes as readonly { kind: string }[]).some(({ kind }) => kind === "community");
      if (clearance !== "public") expect([id, subjects[id].hasCommunity]).toEqual([id, hasCommunity]);
    }
  });

  test("every role has a grant for every subject", () => {
    expect(Object.keys(accessTable)).toEqual([...roles]);
    for (const role of roles) expect(Object.keys(accessTable[role])).toEqual(subjectNames);
    expect(Object.keys(roleDefinitions)).toEqual([...roles]);
  });
});

describe("what the table may never say", () => {
  const grants = roles.flatMap((role) =>
    subjectNames.map((subject) => ({ role, subject, grant: accessTable[role][subject] })),
  );

  test("nobody has less of a subject than anyone has", () => {
    for (const { subject, grant } of grants)
      expect(size[grant.public]).toBeGreaterThanOrEqual(size[accessTable.anyone[subject].public]);
  });

  test("no one reads a class of a subject further than the class below it", () => {
    for (const { role, subject, grant } of grants) {
      expect([role, subject, size[grant.personal] <= size[grant.operational]]).toEqual([role, subject, true]);
      expect([role, subject, size[grant.case] <= size[grant.operational]]).toEqual([role, subject, true]);
      expect([role, subject, size[grant.change] <= size[grant.operational]]).toEqual([role, subject, true]);
      expect([role, subject, size[grant.export] <= size[grant.operational]]).toEqual([role, subject, true]);
    }
  });

  test.each(["anyone", "unassigned", "admin", "security", "auditor"] as const)(
    "%s has nothing operational, and changes nothing",
    (role) => {
      for (const subject of subjectNames) {
        const { public: open, ...rest } = accessTable[role][subject];
        expect(new Set(Object.values(rest))).toEqual(new Set(["none"]));
        if (subjects[subject].hasCommunity) expect(["none", "published"]).toContain(open);
      }
      expect(roleDefinitions[role].precision).toBe("published");
    },
  );

  test.each(["wall-device", "wall-remote"] as const)(
    "%s changes nothing, opens nothing, and draws nothing sensitive",
    (role) => {
      for (const subject of subjectNames) {
        const { personal, case: ofCase, change, export: file } = accessTable[role][subject];
        expect([personal, ofCase, change, file]).toEqual(["none", "none", "none", "none"]);
      }
      expect(accessTable["wall-remote"]).toEqual(accessTable["wall-device"]);
      expect(roleDefinitions[role].precision).toBe("no-sensitive");
    },
  );

  test("an analyst opens no home and no case", () => {
    for (const subject of subjectNames) {
      expect([accessTable.analyst[subject].personal, accessTable.analyst[subject].case]).toEqual(["none", "none"]);
    }
  });

  test("keeping accounts, policy and audit are three duties of three roles", () => {
    const holders = (duty: string) => roles.filter((role) => (roleDefinitions[role].duties as string[]).includes(duty));
    expect([holders("accounts"), holders("policy"), holders("audit")]).toEqual([["admin"], ["security"], ["auditor"]]);
  });

  test("rows are taken out by those who have the duty, and by nobody else", () => {
    const duty = roles.filter((role) => roleDefinitions[role].duties.includes("export"));
    const granted = roles.filter((role) =>
      subjectNames.some((subject) => accessTable[role][subject].export !== "none"),
    );
    expect([duty, granted]).toEqual([["command", "analyst", "supervisor"], duty]);
  });

  test("who asks for an emergency and who allows it: an officer never is the second person", () => {
    expect(roleDefinitions.officer.duties).toEqual(["break-glass"]);
    expect(roles.filter((role) => roleDefinitions[role].duties.includes("allow-break-glass"))).toEqual([
      "command",
      "supervisor",
    ]);
  });

  test("only a screen that nobody touches stays signed in", () => {
    expect(roles.filter((role) => roleDefinitions[role].idleMinutes === null)).toEqual(["wall-device"]);
  });

  test("what is personal or of a case needs a purpose", () => {
    expect(classes.filter((name) => needsPurpose.has(name))).toEqual(["personal", "case"]);
  });
});

describe("decisions", () => {
  test("an officer has the rows of the communities of the day, in order and once", () => {
    expect(rowsToRead(of("officer", [7, 3, 7]), "incidents", "operational")).toEqual([3, 7]);
    expect(mayRead(of("officer", [3]), "incidents", "operational", 3)).toBe(true);
    expect(mayRead(of("officer", [3]), "incidents", "operational", 4)).toBe(false);
    expect(mayRead(of("officer", []), "incidents", "operational", 3)).toBe(false);
    expect(mayChange(of("officer", [3]), "visits", 4)).toBe(false);
    expect(mayChange(of("officer", [3]), "visits", 3)).toBe(true);
    expect(rowsToChange(of("officer", [3]), "communities")).toBe("none");
  });

  test("what lies in no community is for the whole city only", () => {
    expect(mayRead(of("officer", [3]), "incidents", "operational", null)).toBe(false);
    expect(mayRead(of("command", "city"), "incidents", "operational", null)).toBe(true);
    expect(mayRead(of("supervisor", "city"), "incidents", "operational", null)).toBe(true);
  });

  test("anyone has the ground, and of the rest what is published", () => {
    expect(rowsToRead(anyone, "roads", "public")).toBe("city");
    expect(rowsToRead(anyone, "incidents", "public")).toBe("published");
    expect(mayRead(anyone, "incidents", "public", 3)).toBe(false);
    expect(rowsToRead(anyone, "venues", "public")).toBe("none");
  });

  test("a scope gives no role what its row of the table does not", () => {
    for (const role of ["anyone", "unassigned", "admin", "security", "auditor"] as const)
      for (const subject of subjectNames.filter((name: Subject) => subjects[name].hasCommunity))
        for (const clearance of classes) expect(mayRead(of(role, "city"), subject, clearance, 1)).toBe(false);
  });
});
