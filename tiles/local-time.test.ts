import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LocalTime, weekdayOfDay } from "./local-time.ts";
import { localHour, localWeekday } from "./testing/sample-points.ts";

const at = (text: string) => Date.parse(text) / 1000;

describe("around a change of the clocks", () => {
  test("spring forward skips an hour", () => {
    const time = new LocalTime("America/Los_Angeles");
    expect(time.hour(at("2014-03-09T09:59:59Z"))).toBe(1);
    expect(time.hour(at("2014-03-09T10:00:00Z"))).toBe(3);
  });

  test("fall back repeats one", () => {
    const time = new LocalTime("America/Los_Angeles");
    expect(time.hour(at("2014-11-02T08:59:59Z"))).toBe(1);
    expect(time.hour(at("2014-11-02T09:00:00Z"))).toBe(1);
    expect(time.offsetSeconds(at("2014-11-02T08:59:59Z"))).toBe(-7 * 3600);
    expect(time.offsetSeconds(at("2014-11-02T09:00:00Z"))).toBe(-8 * 3600);
  });

  test("China's summer time of 1986 counts, and its end", () => {
    const time = new LocalTime("Asia/Shanghai");
    expect(time.offsetSeconds(at("1986-07-01T00:00:00Z"))).toBe(9 * 3600);
    expect(time.offsetSeconds(at("2026-07-01T00:00:00Z"))).toBe(8 * 3600);
  });

  test("half an hour of change is half an hour", () => {
    const time = new LocalTime("Australia/Lord_Howe");
    expect(time.offsetSeconds(at("2026-01-15T00:00:00Z"))).toBe(11 * 3600);
    expect(time.offsetSeconds(at("2026-07-15T00:00:00Z"))).toBe(10.5 * 3600);
  });

  test("a day that a country left out is left out", () => {
    const time = new LocalTime("Pacific/Apia");
    expect(time.day(at("2011-12-30T10:00:00Z")) - time.day(at("2011-12-30T09:59:59Z"))).toBe(2);
  });
});

test("an unknown zone is refused", () => {
  expect(() => new LocalTime("Mars/Olympus")).toThrow(RangeError);
});

test("instants before 1970 have an hour, a day and a weekday", () => {
  const time = new LocalTime("UTC");
  expect([time.hour(-1), time.day(-1), time.weekday(-1)]).toEqual([23, -1, 3]);
  expect(weekdayOfDay(0)).toBe(4);
});

const zones = ["Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles", "Africa/Casablanca", "Asia/Kathmandu", "UTC"];

test.each(zones)("hour and weekday in %s are those of Intl at any instant since 1970", (zone) => {
  const time = new LocalTime(zone);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: at("2060-01-01T00:00:00Z") }), (instant) => {
      expect(time.hour(instant)).toBe(localHour(instant, zone));
      expect(time.weekday(instant)).toBe(localWeekday(instant, zone));
    }),
    { numRuns: 200 },
  );
});
