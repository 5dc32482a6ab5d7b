import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dayOf, daysBetween, startOfDay } from "./local-day.ts";

test("a day in China begins at four in the afternoon of the day before in UTC", () => {
  expect(startOfDay("2026-11-24", "Asia/Shanghai").toISOString()).toBe("2026-11-23T16:00:00.000Z");
});

test("a day whose midnight the clock skips begins an hour later", () => {
  expect(startOfDay("2018-11-04", "America/Sao_Paulo").toISOString()).toBe("2018-11-04T03:00:00.000Z");
});

test("the instant before a day begins belongs to the day before, in every zone and across changes of the clock", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("Asia/Shanghai", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "UTC"),
      fc.integer({ min: 0, max: 20_000 }),
      (timeZone, days) => {
        const day = addDays("1990-01-01", days % 14_000);
        const start = startOfDay(day, timeZone);
        expect(dayOf(start, timeZone)).toBe(day);
        expect(dayOf(new Date(start.getTime() - 1), timeZone)).toBe(addDays(day, -1));
      },
    ),
  );
});

test("days are counted across months and leap days", () => {
  expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
  expect(daysBetween("2023-12-31", "2024-12-31")).toBe(366);
});
