import { expect, test } from "vitest";
import { deskTabsOf } from "./desk-tabs.ts";

test.each([
  [["break-glass"], ["emergencies", "tasks"]],
  [
    ["assign", "export", "subject", "allow-break-glass"],
    ["emergencies", "tasks", "addresses"],
  ],
  [["export"], []],
])("with %j there is %j", (duties, tabs) => {
  expect(deskTabsOf(duties, null).tabs).toEqual(tabs);
});

test("what is asked for is shown to those alone who may have it", () => {
  expect(deskTabsOf(["break-glass"], "tasks").shown).toBe("tasks");
  expect(deskTabsOf(["break-glass"], "addresses").shown).toBe("emergencies");
  expect(deskTabsOf([], "tasks").shown).toBeNull();
});
