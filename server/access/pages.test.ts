import { expect, test } from "vitest";
import { type PageName, pagesOf } from "./pages.ts";
import { type Role, roles } from "./roles.ts";

const expected: Record<Role, PageName[]> = {
  anyone: [],
  unassigned: [],
  command: ["wall", "plan", "analyse", "desk"],
  officer: ["wall", "plan", "analyse", "desk"],
  analyst: ["analyse"],
  supervisor: ["wall", "plan", "analyse", "desk"],
  "wall-device": ["wall"],
  "wall-remote": ["wall", "remote"],
  admin: ["admin"],
  security: ["admin"],
  auditor: ["admin"],
};

test("each listener offers the pages that it has, where administration has one of its own", () => {
  expect(pagesOf("admin", "main")).toEqual([]);
  expect(pagesOf("admin", "admin")).toEqual(["admin"]);
  expect(pagesOf("command", "main")).toEqual(pagesOf("command"));
  expect(pagesOf("command", "admin")).toEqual([]);
});

test.each(roles)("%s is offered the pages that the table of access gives something to show", (role) => {
  expect(pagesOf(role)).toEqual(expected[role]);
});
