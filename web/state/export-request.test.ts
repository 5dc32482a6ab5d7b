import { expect, test } from "vitest";
import { rowsOfExport } from "./export-request.ts";
import { noFilter } from "./view.ts";

const filter = {
  ...noFilter,
  fromDay: "2026-03-01",
  toDay: "2026-03-31",
  categories: ["theft"],
  hours: [22, 23],
  weekdays: [6],
  statuses: ["closed"],
  communities: [1, 2],
};

test("incidents are those of the whole filter: local days are instants", () => {
  expect(rowsOfExport("incidents", filter, "Asia/Shanghai")).toEqual({
    communityIds: [1, 2],
    categories: ["theft"],
    statuses: ["closed"],
    hours: [22, 23],
    weekdays: [6],
    from: "2026-02-28T16:00:00.000Z",
    to: "2026-03-31T16:00:00.000Z",
  });
});

test("places are those of its communities, since nothing else of it is about them", () => {
  expect(rowsOfExport("venues", filter, "Asia/Shanghai")).toEqual({ communityIds: [1, 2] });
  expect(rowsOfExport("residences", noFilter, "Asia/Shanghai")).toEqual({});
});

test("what is not filtered by is not named", () => {
  expect(rowsOfExport("incidents", noFilter, "Asia/Shanghai")).toEqual({});
});
