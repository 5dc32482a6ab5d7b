import { expect, test } from "vitest";
import { isFiltered, presetWindow, toQuery, windowDays } from "./incident-query.ts";
import { noFilter } from "./view.ts";

test("a window of local days includes both, and ends where the next day begins", () => {
  const filter = { ...noFilter, fromDay: "2026-10-26", toDay: "2026-11-24", hours: [22, 23], categories: ["theft"] };
  expect(toQuery(filter, "Asia/Shanghai")).toEqual({
    from: "2026-10-25T16:00:00.000Z",
    to: "2026-11-24T16:00:00.000Z",
    hour: "22,23",
    category: "theft",
  });
});

test("no filter asks for everything", () => {
  expect(toQuery(noFilter, "Asia/Shanghai")).toEqual({});
  expect(isFiltered(noFilter)).toBe(false);
  expect(isFiltered({ ...noFilter, weekdays: [7] })).toBe(true);
  expect(isFiltered({ ...noFilter, toDay: "2026-01-01" })).toBe(true);
});

test("thirty days up to today are thirty days", () => {
  const window = presetWindow(30, "2026-11-24");
  expect(window).toEqual({ fromDay: "2026-10-26", toDay: "2026-11-24" });
  expect(windowDays(window, { firstDay: "2023-11-25", today: "2026-11-24" })).toBe(30);
});

test("days without records are not counted as quiet ones", () => {
  const span = { firstDay: "2023-11-25", today: "2026-11-24" };
  expect(windowDays(noFilter, span)).toBe(1_096);
  expect(windowDays({ fromDay: "2000-01-01", toDay: "2099-01-01" }, span)).toBe(1_096);
  expect(windowDays({ fromDay: "2030-01-01", toDay: "2030-01-02" }, span)).toBe(1);
});
